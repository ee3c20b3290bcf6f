import { z } from 'zod';
import { ExpressionSchema, StepBaseSchema } from './fields';

/** SET BOT MEMORY: keeps a value for the bot, for all of its runs. */
export const SetMemoryStepSchema = StepBaseSchema.extend({
  kind: z.literal('setMemory'),
  key: ExpressionSchema,
  value: ExpressionSchema,
});
export type SetMemoryStep = Readonly<z.infer<typeof SetMemoryStepSchema>>;
