import { z } from 'zod';
import { ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/**
 * A keyword that packages wrote for a service, done here by an adapter (`plan/keywords.ts`): a mail, a task,
 * a file, a tag on a conversation. A short step like SAVE.
 */
export const AdaptedStepSchema = StepBaseSchema.extend({
  kind: z.literal('adapted'),
  name: z.string().min(1).max(100),
  args: z.array(ExpressionSchema),
  clauses: z.record(NameSchema, ExpressionSchema),
  into: NameSchema.exactOptional(),
});
export type AdaptedStep = Readonly<z.infer<typeof AdaptedStepSchema>>;
