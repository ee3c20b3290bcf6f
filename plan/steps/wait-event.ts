import { z } from 'zod';
import { ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/** Waits for an event by name. A time-out is not fatal: the answer is FALSE. Durations are seconds. */
export const WaitEventStepSchema = StepBaseSchema.extend({
  kind: z.literal('waitEvent'),
  label: z.string().exactOptional(),
  event: ExpressionSchema,
  timeout: ExpressionSchema.exactOptional(),
  /** Takes TRUE or FALSE. */
  into: NameSchema.exactOptional(),
});
export type WaitEventStep = Readonly<z.infer<typeof WaitEventStepSchema>>;
