import { z } from 'zod';
import { ExpressionSchema, StepBaseSchema } from './fields';

/** Publishes an event to this run and to all others of the workspace that wait for it. */
export const PublishStepSchema = StepBaseSchema.extend({
  kind: z.literal('publish'),
  event: ExpressionSchema,
  data: ExpressionSchema.exactOptional(),
});
export type PublishStep = Readonly<z.infer<typeof PublishStepSchema>>;
