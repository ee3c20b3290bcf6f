import type { Everstep } from './everstep';

/** What the runs of customer-support have done to the tables, read as rows. */
export interface Ledger {
  /** Refund rows by order. */
  readonly refunds: Readonly<Record<string, number>>;
  /** Stock movements by order. */
  readonly movements: Readonly<Record<string, number>>;
  /** Published `workflow_completed` events by run. */
  readonly published: Readonly<Record<string, number>>;
  /** Runs whose events are not numbered without gaps, or that have two ends. */
  readonly broken: readonly string[];
}

/** Reads the ledger of all runs. */
export async function readLedger({ database }: Everstep): Promise<Ledger> {
  const count = async (sql: string): Promise<Record<string, number>> => {
    const rows = await database.query<{ name: string; count: number }>(sql);
    return Object.fromEntries(rows.map(({ name, count: number }) => [name, number]));
  };
  const broken = await database.query<{ run_id: string }>(
    `select run_id from run_events group by run_id
     having max(seq) <> count(*)
       or count(*) filter (where type in ('completed', 'failed', 'rejected', 'cancelled')) > 1
       or count(*) filter (where type = 'started') <> 1`,
  );
  return {
    refunds: await count(
      `select data->>'order_id' as name, count(*)::int as count from table_rows
       where table_name = 'refunds' group by 1`,
    ),
    movements: await count(
      `select data->>'order_id' as name, count(*)::int as count from table_rows
       where table_name = 'stock_movements' group by 1`,
    ),
    published: await count(
      `select workflow_id::text as name, count(*)::int as count from workflow_events
       where event_name = 'workflow_completed' group by 1`,
    ),
    broken: broken.map(({ run_id }) => run_id),
  };
}
