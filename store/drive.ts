import type { Queryable } from './database';

/** A file of a drive. */
export interface DriveFile {
  readonly path: string;
  readonly text: string;
}

/** Adds files whose paths the drive does not have, and leaves the others alone. */
export async function importFiles(
  db: Queryable,
  workspaceId: string,
  drive: string,
  files: readonly DriveFile[],
): Promise<void> {
  await db.prepared(
    'import_files',
    `insert into drive_files (workspace_id, drive, path, content, size)
     select $1, $2, f.item->>'path', f.item->>'text', octet_length(f.item->>'text')
     from json_array_elements($3::json) as f (item)
     on conflict do nothing`,
    [workspaceId, drive, JSON.stringify(files)],
  );
}

/** Where a file lies. */
export interface DriveAddress {
  readonly workspaceId: string;
  readonly drive: string;
  readonly path: string;
}

/** The text of a file; undefined when the drive has none of this path. */
export async function readDriveFile(
  db: Queryable,
  { workspaceId, drive, path }: DriveAddress,
): Promise<string | undefined> {
  const rows = await db.prepared<{ readonly content: string }>(
    'read_drive_file',
    'select content from drive_files where workspace_id = $1 and drive = $2 and path = $3',
    [workspaceId, drive, path],
  );
  return rows[0]?.content;
}
