import { invariant } from '../plan/errors';
import type { Role } from '../plan/roles';
import { makePage, parseCursor, type Page } from './cursor';
import type { Queryable } from './database';

/** Who may use the API, and as what. The key itself is never stored. */
export interface ApiKey {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly role: Role;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

export interface NewKey {
  readonly workspaceId: string;
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the key. */
  readonly keyHash: Uint8Array;
  readonly createdBy?: string;
  /** How long it is good; until it is revoked without it. */
  readonly forSeconds?: number;
}

const COLUMNS = `id, workspace_id as "workspaceId", name, role, created_by as "createdBy",
  created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt",
  revoked_at as "revokedAt"`;
const IS_GOOD = 'revoked_at is null and (expires_at is null or expires_at > clock_timestamp())';

/** Keeps a key by its hash. The same key again takes the new name and role, and is valid again. */
export async function saveKey(db: Queryable, key: NewKey): Promise<ApiKey> {
  const rows = await db.prepared<ApiKey>(
    'save_key',
    `insert into api_keys (workspace_id, name, role, key_hash, created_by, expires_at)
     values ($1,$2,$3,$4,$5, clock_timestamp() + make_interval(secs => $6))
     on conflict (key_hash) do update
     set name = excluded.name, role = excluded.role, expires_at = excluded.expires_at, revoked_at = null
     returning ${COLUMNS}`,
    [
      ...[key.workspaceId, key.name, key.role, toBuffer(key.keyHash)],
      ...[key.createdBy ?? null, key.forSeconds ?? null],
    ],
  );
  const row = rows[0];
  invariant(row !== undefined, 'saving a key gives it back');
  return row;
}

/**
 * The key of a hash; undefined when it is unknown, revoked or over. Notes the use, at most once a minute and
 * never waiting for another request that does the same.
 */
export async function findKey(db: Queryable, keyHash: Uint8Array): Promise<ApiKey | undefined> {
  const rows = await db.prepared<ApiKey>(
    'find_key',
    `with touched as (
       update api_keys set last_used_at = clock_timestamp()
       where id in (
         select id from api_keys where key_hash = $1 and ${IS_GOOD}
           and (last_used_at is null or last_used_at < clock_timestamp() - interval '1 minute')
         for update skip locked))
     select ${COLUMNS} from api_keys where key_hash = $1 and ${IS_GOOD}`,
    [toBuffer(keyHash)],
  );
  return rows[0];
}

/** The keys of a workspace, also those that are no longer good, newest first. */
export async function listKeys(
  db: Queryable,
  workspaceId: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
): Promise<Page<ApiKey>> {
  const [createdAt, id] = cursor === undefined ? [null, null] : parseCursor(cursor);
  const rows = await db.query<ApiKey>(
    `select ${COLUMNS} from api_keys
     where workspace_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
     order by created_at desc, id desc limit $4`,
    [workspaceId, createdAt, id, limit + 1],
  );
  return makePage(rows, limit, (key) => [key.createdAt, key.id]);
}

/** Refuses a key from now on. The key as it is then; undefined when the workspace has none of this id. */
export async function revokeKey(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<ApiKey | undefined> {
  const rows = await db.query<ApiKey>(
    `update api_keys set revoked_at = coalesce(revoked_at, clock_timestamp())
     where workspace_id = $1 and id = $2 returning ${COLUMNS}`,
    [workspaceId, id],
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
