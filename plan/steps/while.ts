import { z } from 'zod';
import { BlockIdSchema, ExpressionSchema, StepBaseSchema } from './fields';

/** Repeats a block. `test` says whether the condition is asked before the first turn or after each one. */
export const WhileStepSchema = StepBaseSchema.extend({
  kind: z.literal('while'),
  when: ExpressionSchema,
  test: z.enum(['before', 'after']),
  block: BlockIdSchema,
});
export type WhileStep = Readonly<z.infer<typeof WhileStepSchema>>;
