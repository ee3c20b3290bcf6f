import { z } from 'zod';
import { KeywordStepSchema } from './keyword';

/**
 * A keyword that packages wrote for a service, done here by an adapter (`plan/keywords.ts`): a mail, a task,
 * a file, a tag on a conversation. A short step like SAVE.
 */
export const AdaptedStepSchema = KeywordStepSchema.extend({ kind: z.literal('adapted') });
export type AdaptedStep = Readonly<z.infer<typeof AdaptedStepSchema>>;
