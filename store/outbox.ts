import type { ObjectValue } from '../plan/value';
import type { Database, Queryable } from './database';

export type OutboxKind =
  | 'deliver_event'
  | 'fan_out'
  | 'notify_inbox'
  | 'begin_run'
  | 'start_run'
  | 'child_ended'
  | 'cancel_run'
  | 'mail'
  | 'message';

/** Work that a transaction left to be done after it: at least once, in no promised order. */
export interface OutboxItem {
  readonly id: number;
  readonly kind: OutboxKind;
  readonly workspaceId: string;
  readonly runId: string | null;
  /**
   * `deliver_event`: eventId, name. `fan_out`: eventId, name, and after which run it goes on. `notify_inbox`:
   * number. `begin_run`: triggerId,
   * eventId. `start_run`: nothing. `child_ended`: child. `cancel_run`: reason. `mail`: to, and approvalId and message, or subject and body. `message`: kind, to, body, data.
   */
  readonly payload: ObjectValue;
  /** How often it was claimed, this time included. */
  readonly attempts: number;
  readonly createdAt: string;
  readonly nextAt: string;
  readonly doneAt: string | null;
  readonly lastError: string | null;
}

const COLUMNS = `o.id, o.kind, o.workspace_id as "workspaceId", o.run_id as "runId", o.payload,
  o.attempts, o.created_at as "createdAt", o.next_at as "nextAt", o.done_at as "doneAt",
  o.last_error as "lastError"`;

/**
 * Claims items that are due, oldest first, for the time of the lease; two clients never hold the same
 * one. An item waits while an earlier one of its run is under way, so that events keep their order. An
 * item that is neither completed nor failed by then comes again.
 */
export async function claimOutbox(
  db: Database,
  options: {
    readonly limit: number;
    readonly leaseMs: number;
    readonly kinds?: readonly OutboxKind[];
  },
): Promise<readonly OutboxItem[]> {
  const items = await db.transaction(async (tx) => {
    // One claimer at a time, or two could each take one of two items of a run.
    await tx.prepared('lock_outbox', 'select pg_advisory_xact_lock(1702196082, 3)', []);
    return tx.prepared<OutboxItem>(
      'claim_outbox',
      `with due as materialized (
       select id from outbox c
       where done_at is null and next_at <= clock_timestamp()
         and ($3::text[] is null or kind = any ($3::text[]))
         and not exists (
           select from outbox p
           where p.run_id = c.run_id and p.kind = c.kind and p.done_at is null and p.id < c.id
             and p.next_at > clock_timestamp())
       order by next_at, id limit $1 for update skip locked)
     update outbox o
     set next_at = clock_timestamp() + $2 * interval '1 millisecond', attempts = o.attempts + 1
     from due where o.id = due.id
     returning ${COLUMNS}`,
      [options.limit, options.leaseMs, options.kinds ?? null],
    );
  });
  return [...items].sort((a, b) => a.id - b.id);
}

/** Marks an item as done. Doing it twice changes nothing. */
export async function completeOutbox(db: Database, id: number): Promise<void> {
  await db.prepared(
    'complete_outbox',
    'update outbox set done_at = clock_timestamp(), last_error = null where id = $1 and done_at is null',
    [id],
  );
}

/** Notes why an item could not be done; it is due again after the pause. */
export async function failOutbox(
  db: Database,
  id: number,
  error: string,
  retryAfterMs: number,
): Promise<void> {
  await db.prepared(
    'fail_outbox',
    `update outbox set last_error = $2,
       next_at = clock_timestamp() + $3 * interval '1 millisecond'
     where id = $1 and done_at is null`,
    [id, error, retryAfterMs],
  );
}

/** Gives an item up: it is not tried again, and says why. */
export async function endOutbox(db: Database, id: number, error: string): Promise<void> {
  await db.prepared(
    'end_outbox',
    `update outbox set done_at = clock_timestamp(), last_error = $2
     where id = $1 and done_at is null`,
    [id, error],
  );
}

/** Items that wait, those due first coming first. */
export function listOutbox(
  db: Queryable,
  options: { readonly kind?: OutboxKind; readonly limit: number },
): Promise<readonly OutboxItem[]> {
  return db.prepared<OutboxItem>(
    'list_outbox',
    `select ${COLUMNS} from outbox o
     where o.done_at is null and ($2::text is null or o.kind = $2)
     order by o.next_at, o.id limit $1`,
    [options.limit, options.kind ?? null],
  );
}

/** A mail that waits for its delivery, or was delivered. */
export interface Mail {
  readonly id: number;
  readonly runId: string | null;
  readonly to: string;
  readonly approvalId: string | null;
  /** The message of a request, or the subject of a mail. */
  readonly text: string | null;
  readonly isReminder: boolean;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly createdAt: string;
  readonly deliveredAt: string | null;
  /** When it was given up; `lastError` says why. */
  readonly failedAt: string | null;
}

/** The newest mails of a workspace; what was delivered is kept for a day. */
export function listMail(
  db: Queryable,
  workspaceId: string,
  limit: number,
): Promise<readonly Mail[]> {
  return db.prepared<Mail>(
    'list_mail',
    `select id, run_id as "runId", case json_typeof(payload->'to')
         when 'array' then (select string_agg(t, ', ') from json_array_elements_text(payload->'to') as t)
         else payload->>'to' end as "to",
       payload->>'approvalId' as "approvalId",
       coalesce(payload->>'message', payload->>'subject') as text,
       coalesce(payload->>'reminder' = 'true', false) as "isReminder", attempts,
       last_error as "lastError", created_at as "createdAt",
       case when last_error is null then done_at end as "deliveredAt",
       case when last_error is not null then done_at end as "failedAt"
     from outbox where workspace_id = $1 and kind = 'mail' order by id desc limit $2`,
    [workspaceId, limit],
  );
}

/** How many runs wait for their start and how many deliveries for theirs, each counted up to a limit. */
export async function countWaiting(
  db: Queryable,
  limit: number,
): Promise<{ readonly launches: number; readonly deliveries: number }> {
  const rows = await db.prepared<{ launches: number; deliveries: number }>(
    'count_waiting',
    `select
       (select count(*)::int from (
          select from workflow_executions
          where status = 'planning' and temporal_run_id is null
            and (start_at is null or start_at <= clock_timestamp()) limit $1) as l) as launches,
       (select count(*)::int from (
          select from outbox
          where done_at is null and kind in ('deliver_event', 'notify_inbox')
          limit $1) as d) as deliveries`,
    [limit],
  );
  return rows[0] ?? { launches: 0, deliveries: 0 };
}

/** Forgets what was done longer ago than this, a batch at a time. Gives how many items went. */
export async function purgeOutbox(
  db: Queryable,
  options: { readonly olderThanMs: number; readonly limit: number },
): Promise<number> {
  const rows = await db.prepared<{ id: number }>(
    'purge_outbox',
    `delete from outbox where id in (
       select id from outbox
       where done_at < clock_timestamp() - $1 * interval '1 millisecond'
       order by done_at limit $2 for update skip locked)
     returning id`,
    [options.olderThanMs, options.limit],
  );
  return rows.length;
}
