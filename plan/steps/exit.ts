import { z } from 'zod';
import { StepBaseSchema } from './fields';

/** Leaves the innermost loop, the flow that was called, or the whole program. */
export const ExitStepSchema = StepBaseSchema.extend({
  kind: z.literal('exit'),
  from: z.enum(['loop', 'flow', 'program']),
});
export type ExitStep = Readonly<z.infer<typeof ExitStepSchema>>;
