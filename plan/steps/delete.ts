import { z } from 'zod';
import { ExpressionSchema, FilterSchema, NameSchema, StepBaseSchema } from './fields';

/** DELETE: removes rows of a table; all of them only where that is said. The answer is how many. */
export const DeleteStepSchema = StepBaseSchema.extend({
  kind: z.literal('delete'),
  table: ExpressionSchema,
  where: z.union([FilterSchema, z.literal('all')]),
  into: NameSchema.exactOptional(),
});
export type DeleteStep = Readonly<z.infer<typeof DeleteStepSchema>>;
