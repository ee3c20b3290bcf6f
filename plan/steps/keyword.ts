import { z } from 'zod';
import { ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/**
 * Any statement of the dialect that has no step kind of its own. It compiles, so a package loads and its
 * other paths run; reaching it fails the run with `KEYWORD_NOT_AVAILABLE` where no adapter offers it.
 */
export const KeywordStepSchema = StepBaseSchema.extend({
  kind: z.literal('keyword'),
  name: z.string().min(1).max(100),
  args: z.array(ExpressionSchema),
  clauses: z.record(NameSchema, ExpressionSchema),
  into: NameSchema.exactOptional(),
});
export type KeywordStep = Readonly<z.infer<typeof KeywordStepSchema>>;
