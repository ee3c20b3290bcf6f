import { z } from 'zod';
import { ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/** Walks a flow of this plan (a SUB or FUNCTION) in place; arguments are copied. */
export const CallStepSchema = StepBaseSchema.extend({
  kind: z.literal('call'),
  flow: z.string().min(1),
  args: z.array(ExpressionSchema),
  into: NameSchema.exactOptional(),
});
export type CallStep = Readonly<z.infer<typeof CallStepSchema>>;
