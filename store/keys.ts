import { invariant } from '../plan/errors';
import type { Queryable } from './database';

export const ROLES = ['admin', 'author', 'operator', 'approver', 'bot'] as const;
export type Role = (typeof ROLES)[number];

/** Who may use the API, and as what. The key itself is never stored. */
export interface ApiKey {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

export interface NewKey {
  readonly workspaceId: string;
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the key. */
  readonly keyHash: Uint8Array;
}

const COLUMNS = `id, workspace_id as "workspaceId", name, role, created_at as "createdAt",
  last_used_at as "lastUsedAt"`;

/** Keeps a key by its hash. The same key again takes the new name and role, and is valid again. */
export async function saveKey(db: Queryable, key: NewKey): Promise<ApiKey> {
  const rows = await db.prepared<ApiKey>(
    'save_key',
    `insert into api_keys (workspace_id, name, role, key_hash) values ($1,$2,$3,$4)
     on conflict (key_hash) do update
     set name = excluded.name, role = excluded.role, revoked_at = null
     returning ${COLUMNS}`,
    [key.workspaceId, key.name, key.role, toBuffer(key.keyHash)],
  );
  const row = rows[0];
  invariant(row !== undefined, 'saving a key gives it back');
  return row;
}

/**
 * The key of a hash; undefined when it is unknown or revoked. Notes the use, at most once a minute and
 * never waiting for another request that does the same.
 */
export async function findKey(db: Queryable, keyHash: Uint8Array): Promise<ApiKey | undefined> {
  const rows = await db.prepared<ApiKey>(
    'find_key',
    `with touched as (
       update api_keys set last_used_at = clock_timestamp()
       where id in (
         select id from api_keys where key_hash = $1 and revoked_at is null
           and (last_used_at is null or last_used_at < clock_timestamp() - interval '1 minute')
         for update skip locked))
     select ${COLUMNS} from api_keys where key_hash = $1 and revoked_at is null`,
    [toBuffer(keyHash)],
  );
  return rows[0];
}

/** Ids of all workspaces. */
export async function listWorkspaces(db: Queryable): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>('select id from workspaces order by id', []);
  return rows.map(({ id }) => id);
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
