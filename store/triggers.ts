import type { ObjectValue } from '../plan/value';
import type { PlanTask } from '../plan/list-plan-tasks';
import { isUuid } from './cursor';
import type { Database, Queryable } from './database';
import { CHANNELS, notify } from './notify';

/** What every run of a trigger is launched with. */
export interface TriggerLaunch {
  readonly package: string;
  readonly workflowName: string;
  readonly description: string | null;
  readonly planHash: string;
  readonly flow: string;
  readonly input: ObjectValue;
  readonly tasks: readonly PlanTask[];
  readonly awaitedEvents: readonly string[];
  readonly metadata: ObjectValue;
}

export type TriggerKind = 'event' | 'schedule' | 'webhook';

/** A trigger to keep. The id is the same for the same text of the same package. */
export interface NewTrigger {
  readonly id: string;
  readonly kind: TriggerKind;
  readonly name: string;
  readonly workflow: string;
  readonly launch: TriggerLaunch;
  readonly options: object;
  readonly contentHash: string;
}

/** A trigger of a package. Times are RFC 3339. */
export interface Trigger {
  readonly id: string;
  readonly workspaceId: string;
  readonly package: string;
  readonly workflow: string;
  readonly kind: TriggerKind;
  readonly name: string;
  readonly options: ObjectValue;
  readonly state: 'active' | 'gone' | 'deleted';
  readonly paused: boolean;
  /** What Temporal has of a schedule; null when it has none. */
  readonly synced: string | null;
  readonly lastError: string | null;
  readonly lastRunId: string | null;
  readonly lastRunAt: string | null;
  readonly createdAt: string;
}

const TRIGGER = `select id, workspace_id as "workspaceId", package, workflow, kind, name, options,
  state, paused, synced, last_error as "lastError", last_run_id as "lastRunId",
  last_run_at as "lastRunAt", created_at as "createdAt" from triggers`;

/** Makes the triggers of a package those that are given; what is no longer there goes. */
export async function keepTriggers(
  db: Database,
  { workspaceId, packageName }: { readonly workspaceId: string; readonly packageName: string },
  triggers: readonly NewTrigger[],
): Promise<void> {
  await db.query('select keep_triggers($1,$2,$3::json)', [
    workspaceId,
    packageName,
    JSON.stringify(triggers),
  ]);
  notify(db, CHANNELS.triggers);
}

/** Names of the packages that have triggers. */
export async function listTriggerPackages(
  db: Queryable,
  workspaceId: string,
): Promise<readonly string[]> {
  const rows = await db.query<{ package: string }>(
    'select distinct package from triggers where workspace_id = $1',
    [workspaceId],
  );
  return rows.map((row) => row.package);
}

/** The triggers of a workspace that are not gone, by package, kind and name. */
export function listTriggers(
  db: Queryable,
  workspaceId: string,
  kind: TriggerKind | null = null,
): Promise<readonly Trigger[]> {
  return db.query<Trigger>(
    `${TRIGGER} where workspace_id = $1 and state = 'active' and ($2::text is null or kind = $2)
     order by package, kind, name, id limit 1000`,
    [workspaceId, kind],
  );
}

/** One trigger of a workspace; undefined when there is none of this id. */
export async function readTrigger(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<Trigger | undefined> {
  if (!isUuid(id)) return undefined;
  const rows = await db.query<Trigger>(
    `${TRIGGER} where workspace_id = $1 and id = $2 and state = 'active'`,
    [workspaceId, id],
  );
  return rows[0];
}

/** The webhook of a name; undefined when no package has it, or it is paused. */
export async function findWebhook(
  db: Queryable,
  workspaceId: string,
  name: string,
): Promise<Trigger | undefined> {
  if (!isUuid(workspaceId)) return undefined;
  const rows = await db.prepared<Trigger>(
    'find_webhook',
    `${TRIGGER} where workspace_id = $1 and kind = 'webhook' and name = $2 and state = 'active'
       and not paused order by package, id limit 1`,
    [workspaceId, name],
  );
  return rows[0];
}

/** Pauses a trigger or lets it go on. */
export async function pauseTrigger(db: Database, id: string, paused: boolean): Promise<void> {
  await db.query('update triggers set paused = $2, updated_at = clock_timestamp() where id = $1', [
    id,
    paused,
  ]);
  notify(db, CHANNELS.triggers);
}

/** Takes a trigger away until its text is another one. */
export async function deleteTrigger(db: Database, id: string): Promise<void> {
  await db.query(
    `update triggers set state = 'deleted', updated_at = clock_timestamp() where id = $1`,
    [id],
  );
  notify(db, CHANNELS.triggers);
}

/**
 * Begins a run of a trigger, once for each source; the same source again gives the same run. Undefined when
 * nothing begins, as the trigger is away or a run of it still goes on and it wants one alone.
 */
export async function beginTriggeredRun(
  db: Database,
  begin: { readonly triggerId: string; readonly source: string; readonly input: ObjectValue },
): Promise<string | undefined> {
  const rows = await db.prepared<{ run: string | null }>(
    'begin_triggered_run',
    'select begin_triggered_run($1,$2,$3::json,null) as run',
    [begin.triggerId, begin.source, JSON.stringify(begin.input)],
  );
  notify(db, CHANNELS.outbox);
  return rows[0]?.run ?? undefined;
}

/** Begins the run of an ON EVENT for an event, once. */
export async function beginEventRun(
  db: Database,
  { triggerId, eventId }: { readonly triggerId: string; readonly eventId: string },
): Promise<void> {
  await db.prepared('begin_event_run', 'select begin_event_run($1,$2)', [triggerId, eventId]);
  notify(db, CHANNELS.outbox);
}

/** A schedule of which Temporal has another form, and which one it should have. */
export interface ScheduleToSync extends Trigger {
  readonly wanted: string;
}

/** Schedules of all workspaces of which Temporal has another form, or one too many. */
export function listSchedulesToSync(db: Queryable): Promise<readonly ScheduleToSync[]> {
  return db.query<ScheduleToSync>(
    `select * from (
       select t.*, md5(s.options::text || s.paused::text) as wanted
       from (${TRIGGER} where kind = 'schedule') t join triggers s on s.id = t.id) q
     where (state = 'active' and wanted is distinct from synced) or (state <> 'active' and synced is not null)
     order by id limit 200`,
    [],
  );
}

/** Notes that Temporal has a schedule as it is wanted; one that is gone has its row no longer. */
export async function markSynced(db: Queryable, trigger: ScheduleToSync): Promise<void> {
  if (trigger.state === 'active') {
    await db.query('update triggers set synced = $2, last_error = null where id = $1', [
      trigger.id,
      trigger.wanted,
    ]);
    return;
  }
  await db.query(`delete from triggers where id = $1 and state = 'gone'`, [trigger.id]);
  await db.query('update triggers set synced = null where id = $1', [trigger.id]);
}

/** Notes why a schedule, or a run of a trigger, could not be made. */
export async function noteTriggerError(db: Queryable, id: string, error: string): Promise<void> {
  await db.query('update triggers set last_error = $2 where id = $1', [id, error.slice(0, 500)]);
}
