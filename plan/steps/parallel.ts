import { z } from 'zod';
import { BlockIdSchema, JoinSchema, SettledSchema, StepBaseSchema } from './fields';

/** Runs branches side by side and joins; what is still under way then is cancelled. */
export const ParallelStepSchema = StepBaseSchema.extend({
  kind: z.literal('parallel'),
  label: z.string().exactOptional(),
  branches: z
    .array(z.strictObject({ name: z.string().min(1).max(200), block: BlockIdSchema }))
    .min(1)
    .max(100),
  join: JoinSchema.exactOptional(),
  settled: SettledSchema.exactOptional(),
});
export type ParallelStep = Readonly<z.infer<typeof ParallelStepSchema>>;
