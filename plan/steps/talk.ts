import { z } from 'zod';
import { ExpressionSchema, StepBaseSchema } from './fields';

/** Says something in the run's conversation; `to` addresses somebody else. */
export const TalkStepSchema = StepBaseSchema.extend({
  kind: z.literal('talk'),
  message: ExpressionSchema,
  to: ExpressionSchema.exactOptional(),
});
export type TalkStep = Readonly<z.infer<typeof TalkStepSchema>>;
