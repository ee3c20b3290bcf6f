import { z } from 'zod';
import {
  BlockIdSchema,
  ExpressionSchema,
  JoinSchema,
  NameSchema,
  SettledSchema,
  StepBaseSchema,
} from './fields';

/** Runs a block for the elements of a list side by side, each in a branch of its own, and joins. */
export const ForEachParallelStepSchema = StepBaseSchema.extend({
  kind: z.literal('forEachParallel'),
  label: z.string().exactOptional(),
  variable: NameSchema,
  list: ExpressionSchema,
  /** Only the last n elements. */
  last: ExpressionSchema.exactOptional(),
  /** Most branches at one time. */
  max: ExpressionSchema.exactOptional(),
  join: JoinSchema.exactOptional(),
  settled: SettledSchema.exactOptional(),
  block: BlockIdSchema,
});
export type ForEachParallelStep = Readonly<z.infer<typeof ForEachParallelStepSchema>>;
