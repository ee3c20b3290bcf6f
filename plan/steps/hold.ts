import { z } from 'zod';
import { StepBaseSchema } from './fields';

/** From here on, a failure that nothing handles does not end the run: it waits for an operator. */
export const HoldStepSchema = StepBaseSchema.extend({ kind: z.literal('hold') });
export type HoldStep = Readonly<z.infer<typeof HoldStepSchema>>;
