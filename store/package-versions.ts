import type { Queryable } from './database';

/** One upload of a package, without its archive. */
export interface PackageVersion {
  readonly name: string;
  readonly version: number;
  readonly contentHash: string;
  readonly createdBy: string;
  readonly createdAt: string;
}

/** A package to keep. */
export interface NewPackageVersion {
  readonly workspaceId: string;
  readonly name: string;
  readonly contentHash: string;
  /** The zip archive as it was uploaded. */
  readonly archive: Buffer;
  readonly createdBy: string;
}

const VERSION = `name, version, content_hash as "contentHash", created_by as "createdBy",
  created_at as "createdAt" from package_versions where workspace_id = $1`;

/**
 * Keeps a package as the next version of its name, whole or not at all. The content of the newest version
 * again is not kept twice: `created` is false then.
 */
export async function storePackage(
  db: Queryable,
  item: NewPackageVersion,
): Promise<{ readonly version: number; readonly created: boolean }> {
  const rows = await db.prepared<{ version: number; created: boolean }>(
    'store_package',
    'select version, created from store_package($1,$2,$3,$4,$5)',
    [item.workspaceId, item.name, item.contentHash, item.archive, item.createdBy],
  );
  const [stored] = rows;
  if (stored === undefined) throw new Error('store_package gave no row');
  return stored;
}

/** The newest version of every uploaded package of a workspace, by name. */
export function listNewestVersions(
  db: Queryable,
  workspaceId: string,
): Promise<readonly PackageVersion[]> {
  return db.prepared<PackageVersion>(
    'list_newest_versions',
    `select distinct on (name_key) ${VERSION} order by name_key, version desc`,
    [workspaceId],
  );
}

/** All versions of a package, the newest first. */
export function listPackageVersions(
  db: Queryable,
  workspaceId: string,
  name: string,
): Promise<readonly PackageVersion[]> {
  return db.prepared<PackageVersion>(
    'list_package_versions',
    `select ${VERSION} and name_key = lower($2) order by version desc`,
    [workspaceId, name],
  );
}

/** The archive of a version; undefined when there is none. */
export async function readPackageArchive(
  db: Queryable,
  workspaceId: string,
  { name, version }: Pick<PackageVersion, 'name' | 'version'>,
): Promise<Buffer | undefined> {
  const rows = await db.prepared<{ archive: Buffer }>(
    'read_package_archive',
    `select archive from package_versions
     where workspace_id = $1 and name_key = lower($2) and version = $3`,
    [workspaceId, name, version],
  );
  return rows[0]?.archive;
}
