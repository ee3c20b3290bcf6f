import { z } from 'zod';
import { ExpressionSchema, StepBaseSchema } from './fields';

/** Waits some seconds (fractions allowed), or until a date; nothing is held while it waits. */
export const WaitStepSchema = StepBaseSchema.extend({
  kind: z.literal('wait'),
  seconds: ExpressionSchema,
});
export type WaitStep = Readonly<z.infer<typeof WaitStepSchema>>;
