import { z } from 'zod';
import { ExpressionSchema, FilterSchema, NameSchema, StepBaseSchema } from './fields';

/** Waits for an event by name. A time-out is not fatal: the answer is FALSE. Durations are seconds. */
export const WaitEventStepSchema = StepBaseSchema.extend({
  kind: z.literal('waitEvent'),
  label: z.string().exactOptional(),
  event: ExpressionSchema,
  /** What the data of the event has to be like; then also events from before the launch count. */
  where: FilterSchema.exactOptional(),
  timeout: ExpressionSchema.exactOptional(),
  /** Who is told of a time-out. */
  escalateTo: ExpressionSchema.exactOptional(),
  /** Takes TRUE or FALSE. */
  into: NameSchema.exactOptional(),
});
export type WaitEventStep = Readonly<z.infer<typeof WaitEventStepSchema>>;
