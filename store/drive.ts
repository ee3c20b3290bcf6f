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
