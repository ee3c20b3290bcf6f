import { z } from 'zod';
import { BlockIdSchema, StepBaseSchema } from './fields';

/** Runs tasks side by side; each begins as soon as all tasks that it comes after have completed. */
export const GraphStepSchema = StepBaseSchema.extend({
  kind: z.literal('graph'),
  tasks: z
    .array(
      z.strictObject({
        /** Unique in the graph: the number of the STEP, with `~2` behind it for the second of a number. */
        name: z.string().min(1).max(200),
        /** Names of tasks. */
        after: z.array(z.string().min(1).max(200)).max(500),
        block: BlockIdSchema,
      }),
    )
    .min(1)
    .max(500),
});
export type GraphStep = Readonly<z.infer<typeof GraphStepSchema>>;
export type GraphTask = GraphStep['tasks'][number];
