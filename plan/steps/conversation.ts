import { z } from 'zod';
import { ExpressionSchema, StepBaseSchema } from './fields';

/**
 * Changes what belongs to the run's conversation beside its messages: suggestions of what to reply, and what
 * models are told about it.
 */
export const ConversationStepSchema = StepBaseSchema.extend({
  kind: z.literal('conversation'),
  change: z.enum(['addSuggestion', 'clearSuggestions', 'setContext']),
  /** What a suggestion says, or the name of a context. */
  subject: ExpressionSchema.exactOptional(),
  /** How a suggestion is shown, or the text of a context. */
  text: ExpressionSchema.exactOptional(),
});
export type ConversationStep = Readonly<z.infer<typeof ConversationStepSchema>>;
