import { z } from 'zod';
import { ExpressionSchema, StepBaseSchema } from './fields';

/** BOT SHARE MEMORY: copies the present value of a key into the inbox of another bot. */
export const ShareMemoryStepSchema = StepBaseSchema.extend({
  kind: z.literal('shareMemory'),
  key: ExpressionSchema,
  with: ExpressionSchema,
});
export type ShareMemoryStep = Readonly<z.infer<typeof ShareMemoryStepSchema>>;
