import { invariant } from '../plan/errors';
import type { RunEvent } from '../plan/events';
import type { PlanTask } from '../plan/list-plan-tasks';
import type { ForkOrigin } from '../plan/record';
import type { RunStatus, TaskStatus } from '../plan/run';
import type { Failure } from '../plan/walk';
import type { ObjectValue, Value } from '../plan/value';
import { isUuid, makePage, parseCursor, type Page } from './cursor';
import type { Database, Queryable } from './database';
import { CHANNELS, notify } from './notify';

/** A run as the API shows it. Times are RFC 3339. */
export interface Run {
  readonly id: string;
  readonly workspaceId: string;
  readonly botId: string | null;
  readonly package: string | null;
  readonly workflowName: string;
  readonly description: string | null;
  readonly orchestratorId: string | null;
  readonly channelId: string | null;
  readonly planHash: string;
  readonly currentStep: string | null;
  readonly state: ObjectValue;
  readonly status: RunStatus;
  readonly input: ObjectValue;
  readonly result: Value;
  readonly failure: Failure | null;
  readonly metadata: ObjectValue;
  readonly createdBy: string | null;
  readonly idempotencyKey: string | null;
  readonly requestHash: string | null;
  readonly temporalRunId: string | null;
  /** Where it comes from, of a fork. */
  readonly forkedFrom: ForkOrigin | null;
  /** The flow of the plan that it walks. */
  readonly flow: string;
  /** The run that has begun it, and with which step. */
  readonly parentRunId: string | null;
  readonly parentStepId: string | null;
  /** When it is to start, where that is later than its creation. */
  readonly startAt: string | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly updatedAt: string;
}

/** What one bot or person does in a run. */
export interface RunTask {
  readonly runId: string;
  readonly taskId: string;
  readonly description: string;
  readonly agentId: string | null;
  readonly orderIndex: number;
  readonly dependsOn: readonly string[];
  readonly status: TaskStatus;
  readonly output: string | null;
  readonly error: string | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  /** The run whose answer was used again; null where the bot was asked. */
  readonly answerOf: string | null;
}

export interface NewRun {
  readonly id: string;
  readonly workspaceId: string;
  readonly package: string | null;
  readonly workflowName: string;
  readonly description: string | null;
  readonly planHash: string;
  readonly input: ObjectValue;
  readonly createdBy: string | null;
  readonly idempotencyKey: string | null;
  /** Hash of the request, kept with the key: the same key with another request is the caller's mistake. */
  readonly requestHash: string | null;
  readonly channelId: string | null;
  readonly botId?: string | null;
  readonly orchestratorId?: string | null;
  readonly tasks: readonly PlanTask[];
  readonly awaitedEvents: readonly string[];
  readonly metadata: ObjectValue;
}

export interface RunFilter {
  readonly status?: RunStatus;
  readonly workflowName?: string;
  /** Only runs that this one has begun. */
  readonly parentRunId?: string;
  readonly limit: number;
  readonly cursor?: string;
}

/** Below every id. */
const LEAST_ID = '00000000-0000-0000-0000-000000000000';

/** Columns of a run, named as in `Run`. Documents are kept as text, so their key order is the author's. */
const RUN = `select e.id, e.workspace_id as "workspaceId", e.bot_id as "botId", e.package,
  e.workflow_name as "workflowName", e.description, e.orchestrator_id as "orchestratorId",
  e.channel_id as "channelId", e.plan_hash as "planHash", e.current_step as "currentStep", e.state,
  e.status, e.input, e.results::json as result, e.error::json as failure, e.metadata,
  e.created_by as "createdBy", e.idempotency_key as "idempotencyKey",
  e.metadata->>'requestHash' as "requestHash", e.temporal_run_id as "temporalRunId",
  e.forked_from as "forkedFrom", e.flow, e.parent_run_id as "parentRunId", e.parent_step_id as "parentStepId",
  e.start_at as "startAt", e.created_at as "createdAt", e.started_at as "startedAt",
  e.completed_at as "completedAt", e.updated_at as "updatedAt"
  from workflow_executions e`;

/**
 * Writes a run with its head, tasks, subscriptions and first events, in one transaction. The same
 * idempotency key (or id) again gives the run that is there, also when both come at the same moment.
 */
export async function launchRun(
  db: Database,
  run: NewRun,
): Promise<{ readonly run: Run; readonly created: boolean }> {
  const rows = await db.prepared<LaunchedRow>('launch_run', 'select * from launch_run($1::json)', [
    JSON.stringify(run),
  ]);
  return await readLaunched(db, rows[0]);
}

/** Writes a fork as a launch writes a run: the flow that its source walks, and where it comes from. */
export async function launchFork(
  db: Database,
  run: NewRun & Pick<Run, 'flow'>,
  origin: ForkOrigin,
): Promise<{ readonly run: Run; readonly created: boolean }> {
  const rows = await db.prepared<LaunchedRow>(
    'launch_fork',
    'select * from launch_fork($1::json,$2::json)',
    [JSON.stringify(run), JSON.stringify(origin)],
  );
  return await readLaunched(db, rows[0]);
}

interface LaunchedRow {
  readonly run_id: string;
  readonly created: boolean;
}

async function readLaunched(
  db: Database,
  launched: LaunchedRow | undefined,
): Promise<{ readonly run: Run; readonly created: boolean }> {
  invariant(launched !== undefined, 'launch_run gives one row');
  const found = await readById(db, launched.run_id);
  invariant(found !== undefined, 'a launched run can be read');
  if (launched.created) notify(db, CHANNELS.events, launched.run_id);
  return { run: found, created: launched.created };
}

/**
 * Notes that Temporal has started the run: status `running` and the event `started`, once. Another
 * Temporal run that is already noted stays.
 */
export async function markStarted(
  db: Database,
  runId: string,
  temporalRunId: string,
): Promise<void> {
  await db.prepared('mark_started', 'select mark_started($1,$2)', [runId, temporalRunId]);
  notify(db, CHANNELS.events, runId);
}

/** Ends a run that Temporal will not go on with. False when it had ended already, or does not exist. */
export async function markTerminated(
  db: Database,
  runId: string,
  end: { readonly status: 'failed' | 'cancelled'; readonly failure: Failure },
): Promise<boolean> {
  const rows = await db.prepared<{ closed: boolean }>(
    'mark_terminated',
    'select mark_terminated($1,$2,$3) as closed',
    [runId, end.status, JSON.stringify(end.failure)],
  );
  const closed = rows[0]?.closed === true;
  if (closed) notify(db, CHANNELS.events, runId);
  return closed;
}

/** One run of a workspace; undefined when there is none of this id, or the id has no id's form. */
export async function readRun(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<Run | undefined> {
  if (!isUuid(id)) return undefined;
  const rows = await db.prepared<Run>(
    'read_run',
    `${RUN} where e.workspace_id = $1 and e.id = $2`,
    [workspaceId, id],
  );
  return rows[0];
}

/** Runs of a workspace, newest first, by pages. */
export async function listRuns(
  db: Queryable,
  workspaceId: string,
  filter: RunFilter,
): Promise<Page<Run>> {
  const query = listRunsQuery(workspaceId, filter);
  const rows = await db.query<Run>(query.text, query.params);
  return makePage(rows, filter.limit, (run) => [run.createdAt, run.id]);
}

/** The statement of `listRuns`; only conditions that are asked for, so that each has its index. */
export function listRunsQuery(
  workspaceId: string,
  filter: RunFilter,
): { readonly text: string; readonly params: readonly unknown[] } {
  const params: unknown[] = [workspaceId];
  const bind = (value: unknown): string => `$${params.push(value)}`;
  const conditions = ['e.workspace_id = $1'];
  if (filter.status !== undefined) conditions.push(`e.status = ${bind(filter.status)}`);
  if (filter.workflowName !== undefined) {
    conditions.push(`e.workflow_name = ${bind(filter.workflowName)}`);
  }
  if (filter.parentRunId !== undefined) {
    conditions.push(`e.parent_run_id = ${bind(filter.parentRunId)}`);
  }
  if (filter.cursor !== undefined) {
    const [createdAt, id] = parseCursor(filter.cursor);
    conditions.push(`(e.created_at, e.id) < (${bind(createdAt)}, ${bind(id)}::uuid)`);
  }
  const text = `${RUN} where ${conditions.join(' and ')}
    order by e.created_at desc, e.id desc limit ${bind(filter.limit + 1)}`;
  return { text, params };
}

/** The tasks of a run in the order of the program. */
export function listTasks(db: Queryable, runId: string): Promise<readonly RunTask[]> {
  return db.prepared<RunTask>(
    'list_tasks',
    `select workflow_id as "runId", task_id as "taskId", description, agent_id as "agentId",
       order_index as "orderIndex", depends_on as "dependsOn", status, output, error,
       created_at as "createdAt", started_at as "startedAt", completed_at as "completedAt",
       answer_of as "answerOf"
     from workflow_tasks where workflow_id = $1 order by order_index, task_id`,
    [runId],
  );
}

/** Run events after a number, in order; gapless, so a client goes on from the last one it has. */
export function readRunEvents(
  db: Queryable,
  runId: string,
  afterSeq: number,
  limit: number,
): Promise<readonly RunEvent[]> {
  return db.prepared<RunEvent>(
    'read_run_events',
    `select run_id as "runId", seq, type, step_id as "stepId", data, at
     from run_events where run_id = $1 and seq > $2 order by seq limit $3`,
    [runId, afterSeq, limit],
  );
}

/** Runs that should have been started, but that Temporal has not, in order of id. For the sweeper. */
export function listUnstarted(
  db: Queryable,
  options: {
    readonly olderThanMs: number;
    readonly limit: number;
    readonly afterId: string | null;
  },
): Promise<readonly Run[]> {
  return db.prepared<Run>(
    'list_unstarted',
    `${RUN} where e.status = 'planning' and e.temporal_run_id is null
       and coalesce(e.start_at, e.created_at) <= clock_timestamp() - $1 * interval '1 millisecond'
       and e.id > $3
     order by e.id limit $2`,
    [options.olderThanMs, options.limit, options.afterId ?? LEAST_ID],
  );
}

/** Runs that have not ended, of all workspaces, in order of id. For the sweeper. */
export function listUnfinished(
  db: Queryable,
  options: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly Run[]> {
  return db.prepared<Run>(
    'list_unfinished',
    `${RUN} where e.status in ('planning', 'running', 'paused') and e.id > $1
     order by e.id limit $2`,
    [options.afterId ?? LEAST_ID, options.limit],
  );
}

async function readById(db: Queryable, id: string): Promise<Run | undefined> {
  const rows = await db.prepared<Run>('read_run_by_id', `${RUN} where e.id = $1`, [id]);
  return rows[0];
}

/** A run of any workspace; undefined when there is none. For what has only its id. */
export function readAnyRun(db: Queryable, id: string): Promise<Run | undefined> {
  return readById(db, id);
}
