import { z } from 'zod';
import { BlockIdSchema, StepBaseSchema } from './fields';

/**
 * Remembers a block that takes back what was done before it. When the run fails or is cancelled, what was
 * remembered is walked, the last one first, with the variables as they are now.
 */
export const OnFailureStepSchema = StepBaseSchema.extend({
  kind: z.literal('onFailure'),
  block: BlockIdSchema,
});
export type OnFailureStep = Readonly<z.infer<typeof OnFailureStepSchema>>;
