import { z } from 'zod';
import { BlockIdSchema, ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/** Counts `variable` from `from` to `to`, both included; the bounds are evaluated once. */
export const ForStepSchema = StepBaseSchema.extend({
  kind: z.literal('for'),
  variable: NameSchema,
  from: ExpressionSchema,
  to: ExpressionSchema,
  by: ExpressionSchema.exactOptional(),
  block: BlockIdSchema,
});
export type ForStep = Readonly<z.infer<typeof ForStepSchema>>;
