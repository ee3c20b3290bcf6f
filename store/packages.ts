import type { ObjectValue } from '../plan/value';
import type { Queryable } from './database';

export interface NewPackage {
  readonly workspaceId: string;
  readonly name: string;
  readonly contentHash: string;
  readonly path: string;
  readonly details: ObjectValue;
}

/** A loaded `.gbai` package. */
export interface LoadedPackage extends NewPackage {
  readonly loadedAt: string;
}

/** Notes that a package was loaded, in place of what was known of it. */
export async function registerPackage(db: Queryable, item: NewPackage): Promise<void> {
  await db.prepared(
    'register_package',
    `insert into packages (workspace_id, name, content_hash, path, details)
     values ($1,$2,$3,$4,$5::json)
     on conflict (workspace_id, name) do update
     set content_hash = excluded.content_hash, path = excluded.path, details = excluded.details,
       loaded_at = clock_timestamp()`,
    [item.workspaceId, item.name, item.contentHash, item.path, JSON.stringify(item.details)],
  );
}

/** All packages of a workspace, by name. */
export function listPackages(
  db: Queryable,
  workspaceId: string,
): Promise<readonly LoadedPackage[]> {
  return db.prepared<LoadedPackage>(
    'list_packages',
    `select workspace_id as "workspaceId", name, content_hash as "contentHash", path, details,
       loaded_at as "loadedAt"
     from packages where workspace_id = $1 order by name`,
    [workspaceId],
  );
}
