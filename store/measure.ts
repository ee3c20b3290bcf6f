import { invariant } from '../plan/errors';
import type { Queryable } from './database';

/** How much is under way in all workspaces, and how long the oldest of it waits. Seconds. */
export interface Load {
  /** Runs that have not ended, by status. */
  readonly runs: Readonly<Record<string, number>>;
  /** Steps that have failed and wait for an operator. */
  readonly held: number;
  readonly openApprovals: number;
  readonly oldestApprovalSeconds: number;
  /** What is to be brought to runs and people, by kind. */
  readonly outbox: Readonly<Record<string, number>>;
  readonly oldestOutboxSeconds: number;
  /** Calls of webhooks that were not taken yet. */
  readonly webhookDeliveries: number;
}

/** Measures the load with one query over what is not done; what has ended is not read. */
export async function measureLoad(db: Queryable): Promise<Load> {
  const rows = await db.prepared<Load>(
    'measure_load',
    `select
       (select coalesce(json_object_agg(status, n), '{}') from (
          select status, count(*)::int as n from workflow_executions
          where status in ('planning', 'running', 'paused') group by status) as r) as runs,
       (select count(*)::int from run_holds) as held,
       a.n as "openApprovals", a.age as "oldestApprovalSeconds",
       o.counts as outbox, o.age as "oldestOutboxSeconds",
       (select count(*)::int from webhook_deliveries where status = 'pending') as "webhookDeliveries"
     from (
       select count(*)::int as n,
         coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as age
       from approvals where status = 'open') as a,
     (select coalesce(json_object_agg(kind, n), '{}') as counts,
         coalesce(extract(epoch from clock_timestamp() - min(oldest)), 0)::float8 as age
       from (select kind, count(*)::int as n, min(created_at) as oldest from outbox
         where done_at is null group by kind) as by_kind) as o`,
    [],
  );
  const row = rows[0];
  invariant(row !== undefined, 'a count has one row');
  return row;
}
