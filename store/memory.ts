import type { MemoryOwner } from '../plan/memory';
import type { Value } from '../plan/value';
import { makePage, parseCursor, type Page } from './cursor';
import type { Queryable } from './database';

/** Whose value, under which key. */
export interface MemoryKey {
  readonly workspaceId: string;
  readonly owner: MemoryOwner;
  readonly ownerId: string;
  readonly key: string;
}

/** A value that is remembered. Times are RFC 3339. */
export interface Memory {
  readonly owner: MemoryOwner;
  readonly ownerId: string;
  readonly key: string;
  readonly value: Value;
  /** Of two values the one with the higher version was set later. */
  readonly version: number;
  /** The bot that has shared it; null for a value of the owner itself. */
  readonly sharedBy: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly expiresAt: string | null;
}

export interface MemoryFilter {
  readonly owner?: MemoryOwner;
  readonly ownerId?: string;
  /** Words that key or value have, or that a word there begins with; all of them. */
  readonly words?: readonly string[];
  readonly limit: number;
  readonly cursor?: string;
}

const COLUMNS = `owner, owner_id as "ownerId", key, value::json as value, version,
  shared_by as "sharedBy", created_at as "createdAt", updated_at as "updatedAt",
  expires_at as "expiresAt"`;
/** Tells rows of the same time apart. */
const PLACE = `concat_ws('/', owner, owner_id, key, shared_by)`;

/**
 * What the owner has under a key; a bot that has nothing itself has the newest value that was shared with it.
 * Never one that has expired; undefined when there is none.
 */
export async function readMemory(
  db: Queryable,
  { workspaceId, owner, ownerId, key }: MemoryKey,
): Promise<Memory | undefined> {
  const rows = await db.prepared<Memory>(
    'read_memory',
    `select ${COLUMNS} from readable_memories
     where workspace_id = $1 and owner = $2 and key = $4
       and (owner_id = $3 or (shared_by is not null and lower(owner_id) = lower($3)))
     order by shared_by is not null, version desc limit 1`,
    [workspaceId, owner, ownerId, key],
  );
  return rows[0];
}

/** Values of a workspace, own and shared, the newest first, by pages. */
export async function listMemory(
  db: Queryable,
  workspaceId: string,
  filter: MemoryFilter,
): Promise<Page<Memory>> {
  const params: unknown[] = [workspaceId];
  const bind = (value: unknown): string => `$${params.push(value)}`;
  const conditions = ['workspace_id = $1'];
  if (filter.owner !== undefined) conditions.push(`owner = ${bind(filter.owner)}`);
  if (filter.ownerId !== undefined) conditions.push(`owner_id = ${bind(filter.ownerId)}`);
  if (filter.words !== undefined) {
    const query = filter.words.map((word) => `'${word}':*`).join(' & ');
    conditions.push(`memory_words(key, value) @@ to_tsquery('simple', ${bind(query)})`);
  }
  if (filter.cursor !== undefined) {
    const [updatedAt, place] = parseCursor(filter.cursor);
    conditions.push(`(updated_at, ${PLACE}) < (${bind(updatedAt)}, ${bind(place)})`);
  }
  const rows = await db.query<Memory & { readonly place: string }>(
    `select ${COLUMNS}, ${PLACE} as place from readable_memories
     where ${conditions.join(' and ')}
     order by updated_at desc, place desc limit ${bind(filter.limit + 1)}`,
    params,
  );
  return makePage(rows, filter.limit, ({ updatedAt, place }) => [updatedAt, place]);
}

/**
 * Keeps a value, for so many milliseconds or for ever. The last one wins. False when the owner has as many keys
 * as there may be.
 */
export async function keepMemory(
  db: Queryable,
  { workspaceId, owner, ownerId, key }: MemoryKey,
  { value, forMs }: { readonly value: Value; readonly forMs: number | null },
): Promise<boolean> {
  const rows = await db.prepared<{ kept: boolean }>(
    'keep_memory',
    `select put_memory($1, $2, $3, $4, $5,
       clock_timestamp() + $6::float8 * interval '1 ms') as kept`,
    [workspaceId, owner, ownerId, key, JSON.stringify(value), forMs],
  );
  return rows[0]?.kept === true;
}

/** Forgets a key: the owner's value, and what was shared with a bot under it. False when there was none. */
export async function forgetMemory(db: Queryable, memory: MemoryKey): Promise<boolean> {
  const { workspaceId, owner, ownerId, key } = memory;
  const rows = await db.prepared<{ forgotten: boolean }>(
    'forget_memory',
    'select forget_memory($1, $2, $3, $4) as forgotten',
    [workspaceId, owner, ownerId, key],
  );
  return rows[0]?.forgotten === true;
}

/** Removes values that have expired, at most so many of each kind at once; gives how many. */
export async function forgetExpired(db: Queryable, limit: number): Promise<number> {
  const rows = await db.prepared<{ count: number }>(
    'forget_expired',
    'select forget_expired($1) as count',
    [limit],
  );
  return rows[0]?.count ?? 0;
}
