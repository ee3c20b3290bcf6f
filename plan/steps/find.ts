import { z } from 'zod';
import { ExpressionSchema, FilterSchema, NameSchema, StepBaseSchema } from './fields';

/** FIND: reads rows of a table of the workspace into a record set. */
export const FindStepSchema = StepBaseSchema.extend({
  kind: z.literal('find'),
  table: ExpressionSchema,
  where: FilterSchema.exactOptional(),
  orderBy: z
    .array(z.strictObject({ column: NameSchema, descending: z.boolean().exactOptional() }))
    .exactOptional(),
  limit: ExpressionSchema.exactOptional(),
  into: NameSchema,
});
export type FindStep = Readonly<z.infer<typeof FindStepSchema>>;
