import { z } from 'zod';
import { BlockIdSchema, ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/** Runs a block once for each element of a copy of the list, taken when the loop begins. */
export const ForEachStepSchema = StepBaseSchema.extend({
  kind: z.literal('forEach'),
  variable: NameSchema,
  list: ExpressionSchema,
  /** Only the last n elements. */
  last: ExpressionSchema.exactOptional(),
  block: BlockIdSchema,
});
export type ForEachStep = Readonly<z.infer<typeof ForEachStepSchema>>;
