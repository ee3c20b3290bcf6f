import { z } from 'zod';
import { ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/**
 * Begins another file of the package as a run of its own and waits for its end; arguments go to its PARAMs in
 * order. A linked plan has its flow under `flowOfFile(file)`.
 */
export const CallChildStepSchema = StepBaseSchema.extend({
  kind: z.literal('callChild'),
  /** As the program names it. */
  file: z.string().min(1).max(500),
  args: z.array(ExpressionSchema),
  into: NameSchema.exactOptional(),
});
export type CallChildStep = Readonly<z.infer<typeof CallChildStepSchema>>;
