import { z } from 'zod';
import { ExpressionSchema, StepBaseSchema } from './fields';

/** BOT SYNC MEMORY FROM: takes over what another bot has shared, where it is newer than the own value. */
export const SyncMemoryStepSchema = StepBaseSchema.extend({
  kind: z.literal('syncMemory'),
  from: ExpressionSchema,
});
export type SyncMemoryStep = Readonly<z.infer<typeof SyncMemoryStepSchema>>;
