import { z } from 'zod';
import { ExpressionSchema, StepBaseSchema } from './fields';

/** Ends the flow with a value: the answer of a bot script, the value of a FUNCTION, the result of a run. */
export const ReturnStepSchema = StepBaseSchema.extend({
  kind: z.literal('return'),
  value: ExpressionSchema.exactOptional(),
});
export type ReturnStep = Readonly<z.infer<typeof ReturnStepSchema>>;
