import { z } from 'zod';
import { ExpressionSchema, StepBaseSchema } from './fields';

/** Fails with a message of the author's (code `RUN_THROWN`). */
export const ThrowStepSchema = StepBaseSchema.extend({
  kind: z.literal('throw'),
  message: ExpressionSchema,
});
export type ThrowStep = Readonly<z.infer<typeof ThrowStepSchema>>;
