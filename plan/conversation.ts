import { z } from 'zod';

import { HEAR_TYPES } from './replies/hear-types';
import { LONGEST_REPLY } from './replies/read-reply';
import { queryNumber, text, TimeSchema } from './wire-fields';

/** Something that was said in a run: by its TALK, as the prompt of a HEAR, or as a reply. */
export const MessageSchema = z.object({
  id: z.string(),
  /** Counts all messages of the workspace, in the order of saying. */
  number: z.int(),
  type: z.string(),
  from: z.string(),
  to: z.string().nullable(),
  text: z.string(),
  /** The question that a reply was for. */
  questionId: z.string().nullable(),
  at: TimeSchema,
});
export type MessageView = z.infer<typeof MessageSchema>;

/** What a HEAR waits for. */
export const QuestionSchema = z.object({
  id: z.string(),
  stepId: z.string(),
  prompt: z.string(),
  type: z.enum(HEAR_TYPES),
  choices: z.array(z.string()),
  deadline: TimeSchema.nullable(),
  createdAt: TimeSchema,
});
export type QuestionView = z.infer<typeof QuestionSchema>;

/** GET /api/workflows/{id}/messages: the last ones, oldest first. `next` is the `before` of earlier ones. */
export const ConversationSchema = z.object({
  items: z.array(MessageSchema),
  next: z.int().nullable(),
  /** What waits for a reply now, in the order of asking. */
  questions: z.array(QuestionSchema),
  suggestions: z.array(z.object({ name: z.string(), label: z.string() })),
});
export type ConversationView = z.infer<typeof ConversationSchema>;

/** Query of GET /api/workflows/{id}/messages. `q` is a part of the text, whatever its case. */
export const ConversationQuerySchema = z.strictObject({
  q: text(200).min(1).exactOptional(),
  before: queryNumber(0, 1e15).exactOptional(),
  limit: queryNumber(1, 200).default(50),
});

/** POST /api/workflows/{id}/messages: replies to what the run asks. */
export const ReplyRequestSchema = z.strictObject({
  text: text(LONGEST_REPLY),
  /** The same id again counts once. */
  id: z.uuid().exactOptional(),
  /** The question that is meant; without one, the one that has waited longest. */
  questionId: z.uuid().exactOptional(),
});
export type ReplyRequest = z.infer<typeof ReplyRequestSchema>;

/**
 * Answer to a reply. `taken`: the run goes on with it; `queued`: it is recorded, and the run takes it as soon
 * as it can; `asked_again`: it does not fit, and `expected` completes "Please reply with".
 */
export const ReplySchema = z.object({
  status: z.enum(['taken', 'queued', 'asked_again']),
  messageId: z.string(),
  expected: z.string().exactOptional(),
});
export type ReplyView = z.infer<typeof ReplySchema>;
