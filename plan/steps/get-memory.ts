import { z } from 'zod';
import { ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/** GET BOT MEMORY: reads a value of the bot, empty text when there is none. */
export const GetMemoryStepSchema = StepBaseSchema.extend({
  kind: z.literal('getMemory'),
  key: ExpressionSchema,
  into: NameSchema,
});
export type GetMemoryStep = Readonly<z.infer<typeof GetMemoryStepSchema>>;
