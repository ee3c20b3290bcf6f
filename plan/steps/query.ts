import { z } from 'zod';
import { ExpressionSchema, FilterSchema, NameSchema, StepBaseSchema } from './fields';

/**
 * QUERY, SELECT and AGGREGATE of a table: reads columns, or figures over groups of rows, into a record set.
 * `from` gives the name of a table, or rows that the run has.
 */
export const QueryStepSchema = StepBaseSchema.extend({
  kind: z.literal('query'),
  from: ExpressionSchema,
  /** All columns where it is empty. */
  select: z.array(
    z.strictObject({
      /** `*` only for a count of rows. */
      column: NameSchema,
      function: z.enum(['sum', 'avg', 'count', 'min', 'max']).exactOptional(),
      as: NameSchema,
    }),
  ),
  where: FilterSchema.exactOptional(),
  groupBy: z.array(NameSchema).exactOptional(),
  orderBy: z
    .array(z.strictObject({ column: NameSchema, descending: z.boolean().exactOptional() }))
    .exactOptional(),
  limit: ExpressionSchema.exactOptional(),
  into: NameSchema,
});
export type QueryStep = Readonly<z.infer<typeof QueryStepSchema>>;
