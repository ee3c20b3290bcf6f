import { z } from 'zod';
import { ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/**
 * Sets a variable, or a member or element inside it when `path` is not empty.
 * Each entry of the path is an expression: text names a member, a number an element.
 */
export const AssignStepSchema = StepBaseSchema.extend({
  kind: z.literal('assign'),
  name: NameSchema,
  path: z.array(ExpressionSchema),
  value: ExpressionSchema,
});
export type AssignStep = Readonly<z.infer<typeof AssignStepSchema>>;
