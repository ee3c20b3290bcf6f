import { z } from 'zod';
import { ExpressionSchema, MemoryPlaceSchema } from './fields';

/** SET BOT MEMORY, SET USER MEMORY, SET SESSION, REMEMBER, CACHE SET: keeps a value beyond the run. */
export const SetMemoryStepSchema = MemoryPlaceSchema.extend({
  kind: z.literal('setMemory'),
  key: ExpressionSchema,
  value: ExpressionSchema,
  /** How long: a text such as "30 days" or "forever", or a number, which is seconds for a cache, else days. */
  expires: ExpressionSchema.exactOptional(),
});
export type SetMemoryStep = Readonly<z.infer<typeof SetMemoryStepSchema>>;
