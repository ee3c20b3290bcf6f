import { z } from 'zod';
import { ExpressionSchema, FilterSchema, NameSchema, StepBaseSchema } from './fields';

/** Waits for the first of several events, or for each of them. A time-out is not fatal. */
export const WaitEventsStepSchema = StepBaseSchema.extend({
  kind: z.literal('waitEvents'),
  label: z.string().exactOptional(),
  mode: z.enum(['any', 'all']),
  events: z
    .array(z.strictObject({ event: ExpressionSchema, where: FilterSchema.exactOptional() }))
    .min(1),
  timeout: ExpressionSchema.exactOptional(),
  /** Who is told of a time-out. */
  escalateTo: ExpressionSchema.exactOptional(),
  /** Takes the name of the event (`any`) or TRUE (`all`); FALSE after a time-out. */
  into: NameSchema.exactOptional(),
});
export type WaitEventsStep = Readonly<z.infer<typeof WaitEventsStepSchema>>;
