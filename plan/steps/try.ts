import { z } from 'zod';
import { BlockIdSchema, ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/**
 * Walks a block; a failure in it enters `catch`, and without that passes on. `finally` is walked on every
 * way out of the other two, also when a RETURN or EXIT leaves them.
 */
export const TryStepSchema = StepBaseSchema.extend({
  kind: z.literal('try'),
  block: BlockIdSchema,
  /** Seconds after which the block fails with `RUN_TIMEOUT`. */
  timeout: ExpressionSchema.exactOptional(),
  /** Takes what `error` holds, beside it. */
  variable: NameSchema.exactOptional(),
  catch: BlockIdSchema.exactOptional(),
  finally: BlockIdSchema.exactOptional(),
});
export type TryStep = Readonly<z.infer<typeof TryStepSchema>>;
