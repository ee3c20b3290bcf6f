import { z } from 'zod';
import { ExpressionSchema, FilterSchema, NameSchema, StepBaseSchema } from './fields';

/**
 * UPDATE: changes columns of all rows that match; the answer is how many.
 * `values` is an object whose members are set as columns, before those of `set`.
 */
export const UpdateStepSchema = StepBaseSchema.extend({
  kind: z.literal('update'),
  table: ExpressionSchema,
  set: z.array(z.strictObject({ column: NameSchema, value: ExpressionSchema })),
  values: ExpressionSchema.exactOptional(),
  where: FilterSchema.exactOptional(),
  into: NameSchema.exactOptional(),
});
export type UpdateStep = Readonly<z.infer<typeof UpdateStepSchema>>;
