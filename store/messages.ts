import type { ObjectValue } from '../plan/value';
import { isUuid } from './cursor';
import type { Queryable } from './database';

/** Something that was said: by a run (TALK), a bot or a person. */
export interface Message {
  readonly id: string;
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
  const text = `select id, run_id as "runId", sender_id as "senderId", recipient_id as "recipientId",
      message_type as type, content, conversation_id as "conversationId", context, timestamp,
      response_to_id as "responseToId"
    from messages where ${conditions.join(' and ')}
    order by timestamp desc, number desc limit ${bind(filter.limit)}`;
  return { text, params };
}
