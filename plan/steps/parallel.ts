import { z } from 'zod';
import { BlockIdSchema, StepBaseSchema } from './fields';

/** Runs branches side by side and joins when all have ended; the first failure cancels the others. */
export const ParallelStepSchema = StepBaseSchema.extend({
  kind: z.literal('parallel'),
  label: z.string().exactOptional(),
  branches: z
    .array(z.strictObject({ name: z.string().min(1).max(200), block: BlockIdSchema }))
    .min(1)
    .max(100),
});
export type ParallelStep = Readonly<z.infer<typeof ParallelStepSchema>>;
