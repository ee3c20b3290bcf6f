import { z } from 'zod';
import { BlockIdSchema, ExpressionSchema, StepBaseSchema } from './fields';

/**
 * Begins a run of its own that walks the block, later. It gets the variables as they are now and is not
 * waited for. A run that begins with the block names it by `flowOfBlock(block)`.
 */
export const ScheduleInStepSchema = StepBaseSchema.extend({
  kind: z.literal('scheduleIn'),
  seconds: ExpressionSchema,
  block: BlockIdSchema,
});
export type ScheduleInStep = Readonly<z.infer<typeof ScheduleInStepSchema>>;
