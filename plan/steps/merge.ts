import { z } from 'zod';
import { ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/**
 * MERGE: rows that a table has (by its key columns) are changed, the others are added. The answer is
 * `{ inserted, updated }`. Key and columns are texts such as `"id"` or `"city, street"`, or lists of names.
 */
export const MergeStepSchema = StepBaseSchema.extend({
  kind: z.literal('merge'),
  table: ExpressionSchema,
  rows: ExpressionSchema,
  by: ExpressionSchema,
  /** The columns that change in a row that is there; without it, all that the new row has. */
  columns: ExpressionSchema.exactOptional(),
  into: NameSchema.exactOptional(),
});
export type MergeStep = Readonly<z.infer<typeof MergeStepSchema>>;
