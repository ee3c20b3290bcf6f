import type { Value } from '../plan/value';
import type { Queryable } from './database';

/** One row of a table of the workspace: its id and its columns. */
export interface TableRow {
  readonly id: string;
  readonly data: Readonly<Record<string, Value>>;
}

/** Adds rows whose ids the table does not have, and leaves the others alone; gives how many were added. */
export async function importRows(
  db: Queryable,
  workspaceId: string,
  table: string,
  rows: readonly TableRow[],
): Promise<number> {
  const added = await db.prepared<{ count: number }>(
    'import_rows',
    'select import_rows($1,$2,$3::json) as count',
    [workspaceId, table, JSON.stringify(rows)],
  );
  return added[0]?.count ?? 0;
}

/** All rows of a table in order of insertion. */
export function listRows(
  db: Queryable,
  workspaceId: string,
  table: string,
): Promise<readonly TableRow[]> {
  return db.prepared<TableRow>(
    'list_rows',
    `select row_id as id, data from table_rows
     where workspace_id = $1 and table_name = $2 order by created_at, row_id`,
    [workspaceId, table],
  );
}

/** Removes the rows of a table whose column has a value; gives how many. */
export async function removeRows(
  db: Queryable,
  workspaceId: string,
  table: string,
  where: { readonly column: string; readonly value: string },
): Promise<void> {
  await db.prepared(
    'remove_rows',
    `delete from table_rows where workspace_id = $1 and table_name = $2 and data->>$3 = $4`,
    [workspaceId, table, where.column, where.value],
  );
}
