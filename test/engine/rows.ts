import type { Variables } from '../../plan/value';
import { WORKSPACE, type Engine } from './engine';

/** The rows of a table, in the order of writing. */
export async function listRows({ test }: Engine, table: string): Promise<readonly Variables[]> {
  const rows = await test.database.query<{ data: Variables }>(
    'select data from table_rows where workspace_id = $1 and table_name = $2 order by number',
    [WORKSPACE, table],
  );
  return rows.map(({ data }) => data);
}
