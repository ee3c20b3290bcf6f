import { z } from 'zod';
import { ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/**
 * Walks another file of the package in place; arguments go to its PARAMs in order. A linked plan has its
 * flow under `flowOfFile(file)`.
 */
export const CallFileStepSchema = StepBaseSchema.extend({
  kind: z.literal('callFile'),
  /** As the program names it. */
  file: z.string().min(1).max(500),
  args: z.array(ExpressionSchema),
  into: NameSchema.exactOptional(),
});
export type CallFileStep = Readonly<z.infer<typeof CallFileStepSchema>>;
