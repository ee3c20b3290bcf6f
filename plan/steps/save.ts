import { z } from 'zod';
import { ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/** SAVE: writes a row (or a list of rows) into a table; with `key` it replaces the row of that id. */
export const SaveStepSchema = StepBaseSchema.extend({
  kind: z.literal('save'),
  table: ExpressionSchema,
  key: ExpressionSchema.exactOptional(),
  row: ExpressionSchema,
  /** Takes the id of the saved row. */
  into: NameSchema.exactOptional(),
});
export type SaveStep = Readonly<z.infer<typeof SaveStepSchema>>;
