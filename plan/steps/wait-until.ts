import { z } from 'zod';
import { ExpressionSchema, StepBaseSchema } from './fields';

/** Waits for a point in time, a date or its text; one that has passed does not wait. */
export const WaitUntilStepSchema = StepBaseSchema.extend({
  kind: z.literal('waitUntil'),
  until: ExpressionSchema,
});
export type WaitUntilStep = Readonly<z.infer<typeof WaitUntilStepSchema>>;
