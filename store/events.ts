import { invariant } from '../plan/errors';
import type { Value } from '../plan/value';
import { makePage, parseCursor, type Page } from './cursor';
import type { Database, Queryable } from './database';
import { CHANNELS, notify } from './notify';

/** A published event. */
export interface WorkspaceEvent {
  readonly id: string;
  readonly workspaceId: string;
  /** The run that published it; null when it came from outside. */
  readonly runId: string | null;
  /** The only run that it is for; null when it is for all. */
  readonly addressedTo: string | null;
  readonly name: string;
  readonly data: Value;
  readonly createdAt: string;
  readonly processedAt: string | null;
}

export interface NewEvent {
  readonly workspaceId: string;
  /** Chosen by the publisher; the same id again is a duplicate and does nothing. */
  readonly id: string;
  readonly name: string;
  readonly data: Value;
  /** Addresses one run. */
  readonly runId: string | null;
}

export interface EventFilter {
  readonly name?: string;
  readonly limit: number;
  readonly cursor?: string;
}

/**
 * Stores an event and one delivery for each subscribed run, under the lock of its name: a run that
 * subscribes at the same moment gets it either way. The same id again changes nothing.
 */
export async function publishEvent(
  db: Database,
  event: NewEvent,
): Promise<{ readonly id: string; readonly duplicate: boolean; readonly deliveries: number }> {
  const rows = await db.prepared<{ duplicate: boolean; deliveries: number }>(
    'publish_event',
    'select * from publish_event($1,$2,$3,$4::json,$5)',
    [event.workspaceId, event.id, event.name, JSON.stringify(event.data), event.runId],
  );
  const row = rows[0];
  invariant(row !== undefined, 'publish_event gives one row');
  notify(db, CHANNELS.outbox);
  return { id: event.id, ...row };
}

/** Events of a workspace, newest first, by pages. */
export async function listEvents(
  db: Queryable,
  workspaceId: string,
  filter: EventFilter,
): Promise<Page<WorkspaceEvent>> {
  const query = listEventsQuery(workspaceId, filter);
  const rows = await db.query<WorkspaceEvent>(query.text, query.params);
  return makePage(rows, filter.limit, (event) => [event.createdAt, event.id]);
}

/** The statement of `listEvents`; only conditions that are asked for, so that each has its index. */
export function listEventsQuery(
  workspaceId: string,
  filter: EventFilter,
): { readonly text: string; readonly params: readonly unknown[] } {
  const params: unknown[] = [workspaceId];
  const bind = (value: unknown): string => `$${params.push(value)}`;
  const conditions = ['workspace_id = $1'];
  if (filter.name !== undefined) conditions.push(`event_name = ${bind(filter.name)}`);
  if (filter.cursor !== undefined) {
    const [createdAt, id] = parseCursor(filter.cursor);
    conditions.push(`(created_at, id) < (${bind(createdAt)}, ${bind(id)})`);
  }
  const text = `select id, workspace_id as "workspaceId", workflow_id as "runId",
      addressed_to as "addressedTo", event_name as name, event_data as data,
      created_at as "createdAt", processed_at as "processedAt"
    from workflow_events where ${conditions.join(' and ')}
    order by created_at desc, id desc limit ${bind(filter.limit + 1)}`;
  return { text, params };
}

/** Runs that one page of a fan-out reaches. */
const FAN_OUT_PAGE = 500;

/**
 * Does a page of the job that gives an event to many runs, or of an earlier job of the same name. True when
 * this job is done. A page is one transaction together with how far the job has come.
 */
export async function fanOutPage(db: Database, outboxId: number): Promise<boolean> {
  const rows = await db.prepared<{ done: boolean }>(
    'fan_out_page',
    'select fan_out_page($1,$2) as done',
    [outboxId, FAN_OUT_PAGE],
  );
  notify(db, CHANNELS.outbox);
  return rows[0]?.done ?? true;
}
