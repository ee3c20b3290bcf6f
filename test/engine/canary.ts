import type { Engine } from './engine';

/** Everything that is kept of a run: its history, decoded, and every table of the database, as one text. */
export async function everythingKept(engine: Engine, runId: string): Promise<string> {
  const history = await engine.client.workflow.getHandle(runId).fetchHistory();
  const { database } = engine.test;
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const rows: string[] = [];
  for (const { name } of tables) {
    const found = await database.query<{ row: string }>(`select t::text as row from ${name} t`);
    rows.push(...found.map(({ row }) => row));
  }
  return [...textsIn(history), ...rows].join('\n');
}

/** All texts in a history, with the bytes of its payloads read as text. */
function textsIn(value: unknown): readonly string[] {
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value as Readonly<Record<string, unknown>>).flatMap(textsIn);
}
