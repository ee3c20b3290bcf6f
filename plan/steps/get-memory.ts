import { z } from 'zod';
import { ExpressionSchema, MemoryPlaceSchema, NameSchema } from './fields';

/** GET BOT MEMORY, GET USER MEMORY, GET SESSION, RECALL, CACHE GET: reads a value, empty text when there is none. */
export const GetMemoryStepSchema = MemoryPlaceSchema.extend({
  kind: z.literal('getMemory'),
  key: ExpressionSchema,
  into: NameSchema,
});
export type GetMemoryStep = Readonly<z.infer<typeof GetMemoryStepSchema>>;
