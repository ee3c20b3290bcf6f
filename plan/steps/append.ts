import { z } from 'zod';
import { ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/** Adds a value to the end of a list; in a branch that is added to what other branches have added. */
export const AppendStepSchema = StepBaseSchema.extend({
  kind: z.literal('append'),
  name: NameSchema,
  value: ExpressionSchema,
});
export type AppendStep = Readonly<z.infer<typeof AppendStepSchema>>;
