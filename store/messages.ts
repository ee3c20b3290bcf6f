import type { ObjectValue } from '../plan/value';
import { isUuid } from './cursor';
import type { Queryable } from './database';

/** Something that was said: by a run (TALK), a bot or a person. */
export interface Message {
  readonly id: string;
  /** Counts all messages, in the order of saying. */
  readonly number: number;
  readonly runId: string | null;
  readonly senderId: string;
  readonly recipientId: string | null;
  readonly type: string;
  readonly content: string;
  readonly conversationId: string | null;
  readonly context: ObjectValue;
  readonly timestamp: string;
  readonly responseToId: string | null;
}

export interface MessageFilter {
  readonly conversationId?: string;
  readonly runId?: string;
  /** A part of what was said, whatever its case. */
  readonly text?: string;
  /** Only messages before this number. */
  readonly before?: number;
  readonly limit: number;
}

/** The last messages of a conversation, a run or the workspace, in the order they were said. */
export async function listMessages(
  db: Queryable,
  workspaceId: string,
  filter: MessageFilter,
): Promise<readonly Message[]> {
  if (filter.runId !== undefined && !isUuid(filter.runId)) return [];
  const query = listMessagesQuery(workspaceId, filter);
  const rows = await db.query<Message>(query.text, query.params);
  return [...rows].reverse();
}

/** The statement of `listMessages`, newest first; each condition has its index. */
export function listMessagesQuery(
  workspaceId: string,
  filter: MessageFilter,
): { readonly text: string; readonly params: readonly unknown[] } {
  const params: unknown[] = [workspaceId];
  const bind = (value: unknown): string => `$${params.push(value)}`;
  const conditions = ['workspace_id = $1'];
  if (filter.conversationId !== undefined) {
    conditions.push(`conversation_id = ${bind(filter.conversationId)}`);
  }
  if (filter.runId !== undefined) conditions.push(`run_id = ${bind(filter.runId)}`);
  if (filter.before !== undefined) conditions.push(`number < ${bind(filter.before)}`);
  if (filter.text !== undefined) {
    conditions.push(`position(lower(${bind(filter.text)}) in lower(content)) > 0`);
  }
  const text = `select id, number::float8 as number, run_id as "runId", sender_id as "senderId", recipient_id as "recipientId",
      message_type as type, content, conversation_id as "conversationId", context, timestamp,
      response_to_id as "responseToId"
    from messages where ${conditions.join(' and ')}
    order by timestamp desc, number desc limit ${bind(filter.limit)}`;
  return { text, params };
}

/** A quick reply that a conversation offers. */
export interface Suggestion {
  readonly name: string;
  readonly label: string;
}

/** The suggestions of a conversation, in the order of adding. */
export function listSuggestions(
  db: Queryable,
  workspaceId: string,
  conversationId: string,
): Promise<readonly Suggestion[]> {
  return db.prepared<Suggestion>(
    'list_suggestions',
    `select name, label from conversation_suggestions
     where workspace_id = $1 and conversation_id = $2 order by number`,
    [workspaceId, conversationId],
  );
}
