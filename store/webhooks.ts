import type { RunEvent, RunEventType } from '../plan/events';
import { isUuid } from './cursor';
import type { Queryable } from './database';

/** Somebody outside who is told of what happens in runs. */
export interface Webhook {
  readonly id: string;
  readonly workspaceId: string;
  readonly url: string;
  /** Types of run events; none means all. */
  readonly events: readonly RunEventType[];
  /** Name of the secret that signs. */
  readonly secret: string;
  readonly active: boolean;
  readonly createdBy: string;
  readonly createdAt: string;
}

export type NewWebhook = Pick<Webhook, 'workspaceId' | 'url' | 'events' | 'secret' | 'createdBy'>;

/** One event on its way to one webhook. */
export interface WebhookDelivery {
  readonly id: string;
  readonly runId: string;
  readonly seq: number;
  readonly type: RunEventType;
  readonly status: 'pending' | 'delivered' | 'dead';
  readonly attempts: number;
  readonly nextAt: string;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: string;
  readonly deliveredAt: string | null;
}

/** A delivery that this process has claimed. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly attempts: number;
  readonly workflowName: string;
  readonly event: RunEvent;
}

const COLUMNS = `id, workspace_id as "workspaceId", url, events, secret, active,
  created_by as "createdBy", created_at as "createdAt"`;

/** Keeps a webhook; what happens from now on is told to it. */
export async function addWebhook(db: Queryable, item: NewWebhook): Promise<Webhook | undefined> {
  const rows = await db.query<Webhook>(
    `insert into webhooks (workspace_id, url, events, secret, created_by)
     values ($1,$2,$3,$4,$5) returning ${COLUMNS}`,
    [item.workspaceId, item.url, item.events, item.secret, item.createdBy],
  );
  return rows[0];
}

/** The webhooks of a workspace, oldest first. */
export function listWebhooks(db: Queryable, workspaceId: string): Promise<readonly Webhook[]> {
  return db.query<Webhook>(
    `select ${COLUMNS} from webhooks where workspace_id = $1 order by created_at, id limit 200`,
    [workspaceId],
  );
}

/** One webhook of a workspace; undefined when there is none of this id. */
export async function readWebhook(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<Webhook | undefined> {
  if (!isUuid(id)) return undefined;
  const rows = await db.query<Webhook>(
    `select ${COLUMNS} from webhooks where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  );
  return rows[0];
}

/** Takes a webhook away with its deliveries. */
export async function deleteWebhook(db: Queryable, id: string): Promise<void> {
  await db.query('delete from webhooks where id = $1', [id]);
}

/** The newest deliveries of a webhook, of one status where one is given. */
export function listDeliveries(
  db: Queryable,
  webhookId: string,
  { status, limit }: { readonly status: WebhookDelivery['status'] | null; readonly limit: number },
): Promise<readonly WebhookDelivery[]> {
  return db.query<WebhookDelivery>(
    `select d.id, d.run_id as "runId", d.seq, e.type, d.status, d.attempts, d.next_at as "nextAt",
       d.last_status as "lastStatus", d.last_error as "lastError", d.created_at as "createdAt",
       d.delivered_at as "deliveredAt"
     from webhook_deliveries d join run_events e on e.run_id = d.run_id and e.seq = d.seq
     where d.webhook_id = $1 and ($2::text is null or d.status = $2)
     order by d.created_at desc, d.id desc limit $3`,
    [webhookId, status, limit],
  );
}

/** Sends a delivery again, whatever has become of it. False when there is none. */
export async function redeliver(db: Queryable, webhookId: string, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  const rows = await db.query<{ id: string }>(
    `update webhook_deliveries
     set status = 'pending', attempts = 0, next_at = clock_timestamp(), delivered_at = null
     where webhook_id = $1 and id = $2 returning id`,
    [webhookId, id],
  );
  return rows.length > 0;
}

/** Claims deliveries that are due, for the time of the lease; two processes never hold the same one. */
export async function claimDeliveries(
  db: Queryable,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
): Promise<readonly ClaimedDelivery[]> {
  const rows = await db.prepared<
    Omit<ClaimedDelivery, 'event' | 'workflowName'> & {
      readonly run_id: string;
      readonly seq: number;
      readonly type: RunEventType;
      readonly step_id: string | null;
      readonly data: RunEvent['data'];
      readonly at: string;
      readonly workflow_name: string;
    }
  >('claim_webhook_deliveries', 'select * from claim_webhook_deliveries($1,$2)', [limit, leaseMs]);
  return rows.map(({ id, url, secret, attempts, workflow_name: workflowName, ...row }) => {
    const { run_id: runId, seq, type, step_id: stepId, data, at } = row;
    const event = { runId, seq, type, stepId, data, at };
    return { id, url, secret, attempts, workflowName, event };
  });
}

/** What became of an attempt; without a pause there is no other one. */
export interface AttemptOutcome {
  readonly status: number | null;
  readonly error: string | null;
  readonly retryAfterMs: number | null;
}

/** Notes how an attempt went. */
export async function noteAttempt(
  db: Queryable,
  id: string,
  { status, error, retryAfterMs }: AttemptOutcome,
): Promise<void> {
  await db.prepared(
    'note_webhook_attempt',
    `update webhook_deliveries
     set last_status = $2, last_error = $3,
       status = case when $3::text is null then 'delivered' when $4::float8 is null then 'dead'
         else 'pending' end,
       delivered_at = case when $3::text is null then clock_timestamp() end,
       next_at = clock_timestamp() + coalesce($4::float8, 0) * interval '1 millisecond'
     where id = $1`,
    [id, status, error, retryAfterMs],
  );
}

/** Forgets deliveries that were made longer ago than this, a batch at a time. */
export async function purgeDeliveries(
  db: Queryable,
  { olderThanMs, limit }: { readonly olderThanMs: number; readonly limit: number },
): Promise<number> {
  const rows = await db.query<{ id: string }>(
    `delete from webhook_deliveries where id in (
       select id from webhook_deliveries
       where status = 'delivered' and delivered_at < clock_timestamp() - $1 * interval '1 millisecond'
       limit $2 for update skip locked) returning id`,
    [olderThanMs, limit],
  );
  return rows.length;
}
