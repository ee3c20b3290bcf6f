import { z } from 'zod';
import { BlockIdSchema, ExpressionSchema, StepBaseSchema } from './fields';

/** Enters the block of the first arm whose condition holds, else `otherwise`. SELECT CASE becomes this too. */
export const IfStepSchema = StepBaseSchema.extend({
  kind: z.literal('if'),
  arms: z.array(z.strictObject({ when: ExpressionSchema, block: BlockIdSchema })).min(1),
  otherwise: BlockIdSchema.exactOptional(),
});
export type IfStep = Readonly<z.infer<typeof IfStepSchema>>;
