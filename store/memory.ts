import type { Value } from '../plan/value';
import type { Queryable } from './database';

/** A memory that another bot has shared. */
export interface SharedMemory {
  readonly sourceBotId: string;
  readonly targetBotId: string;
  readonly key: string;
  readonly value: Value;
  readonly sharedAt: string;
}

/** The value that a bot remembers under a key; undefined when there is none. */
export async function readMemory(
  db: Queryable,
  workspaceId: string,
  bot: string,
  key: string,
): Promise<Value | undefined> {
  const rows = await db.prepared<{ value: Value }>(
    'read_memory',
    `select value::json as value from bot_memories
     where workspace_id = $1 and bot_id = $2 and key = $3`,
    [workspaceId, bot, key],
  );
  return rows[0]?.value;
}

/** What others have shared with a bot, by key and source. */
export function listShared(
  db: Queryable,
  workspaceId: string,
  target: string,
): Promise<readonly SharedMemory[]> {
  return db.prepared<SharedMemory>(
    'list_shared',
    `select source_bot_id as "sourceBotId", target_bot_id as "targetBotId", memory_key as key,
       memory_value::json as value, shared_at as "sharedAt"
     from bot_shared_memory where workspace_id = $1 and target_bot_id = $2
     order by memory_key, source_bot_id`,
    [workspaceId, target],
  );
}
