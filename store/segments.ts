import type { Database } from './database';
import { CHANNELS, notify } from './notify';
import { onlyRow } from './only-row';
import { keepMigration, refuseMigration } from './migrate-run';
import { keepFork, readRecord, takeOverRun } from './restore';
import type { RunStatus } from '../plan/run';
import type {
  BeginSegment,
  BegunSegment,
  BegunStep,
  ClosedRun,
  CommittedStep,
  RecordedAttempt,
  RecordedStep,
  RunEnd,
  SegmentStore,
  ShownState,
  StepAttempt,
  StepBegin,
  StepCommit,
  StepHead,
} from '../plan/segments';
import type { InboxRow } from '../plan/walk';

/** What segments write and read, in PostgreSQL. */
export function createSegmentStore(db: Database): SegmentStore {
  return {
    begin: (input) => beginSegment(db, input),
    beginStep: (head, step) => beginStep(db, head, step),
    commitStep: (head, step) => commitStep(db, head, step),
    recorded: (runId, key) => readStepRow(db, runId, key),
    beganAt: (runId, path) => readDispatchStart(db, runId, path),
    unpause: (runId) => unpauseRun(db, runId),
    recordAttempt: (head, attempt) => recordAttempt(db, head, attempt),
    end: (head, shown) => endSegment(db, head, shown),
    closeRun: (head, end) => closeRun(db, head, end),
    takeOver: (runId, temporalRunId) => takeOverRun(db, runId, temporalRunId),
    record: (runId) => readRecord(db, runId),
    keepFork: (runId, fork) => keepFork(db, runId, fork),
    keepMigration: (runId, migration) => keepMigration(db, runId, migration),
    refuseMigration: (runId, refusal) => refuseMigration(db, runId, refusal),
    raiseIncarnation: ({ runId, temporalRunId, chain }) =>
      raiseIncarnation(db, runId, temporalRunId, chain),
  };
}

/**
 * Takes the fence of the branch, adds what the workflow has decided, and says whether the segment may
 * work. One transaction under the run head; repeating it is harmless. The fence only ever rises, so an
 * older attempt commits nothing from here on. `unknown_run` asks the caller to check with Temporal.
 */
export async function beginSegment(db: Database, input: BeginSegment): Promise<BegunSegment> {
  const rows = await db.prepared<{
    status: BegunSegment['status'];
    incarnation: number;
    started_at: number;
    at: number;
    inbox: InboxRow[];
    run_status: RunStatus | null;
  }>('begin_segment', 'select * from begin_segment($1,$2,$3,$4,$5,$6,$7,$8::text[],$9::json)', [
    ...headParams(input),
    input.closedPaths,
    JSON.stringify(input.verdicts),
  ]);
  const row = onlyRow(rows);
  return {
    status: row.status,
    incarnation: row.incarnation,
    startedAt: row.started_at,
    now: row.at,
    inbox: row.inbox,
    runStatus: row.run_status,
  };
}

/**
 * Does the effect of a step and writes its row, run events and task in one transaction, or none of it.
 * A row that is there already is given back unchanged. Fenced, closed and paused work writes nothing.
 * Run events of what an effect finds out (`event_published`, `event_received`, `event_timed_out`,
 * `approval_...`) are written by the effect; these types in `events` are left out beside an effect.
 */
export async function commitStep(
  db: Database,
  head: StepHead,
  step: StepCommit,
): Promise<CommittedStep> {
  const rows = await db.prepared<StepRow & { status: CommittedStep['status']; outbox: boolean }>(
    'commit_step',
    'select * from commit_step($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14::json,$15::json,$16::json)',
    [
      ...headParams(head),
      step.key,
      step.stepId,
      step.kind,
      step.inputHash,
      step.result,
      step.failure,
      step.effect && JSON.stringify(step.effect),
      JSON.stringify(step.events),
      step.task && JSON.stringify(step.task),
    ],
  );
  const row = onlyRow(rows);
  const begins = row.status === 'committed' && step.effect?.effect === 'start_child';
  if (row.outbox || begins) notify(db, CHANNELS.outbox);
  return { status: row.status, ...stepFacts(row) };
}

/**
 * Says that a step begins: run events and task change are written the first time only. `recorded` when
 * the step has its row already; otherwise `go`, with the number of failed attempts.
 */
export async function beginStep(db: Database, head: StepHead, step: StepBegin): Promise<BegunStep> {
  const rows = await db.prepared<StepRow & { status: BegunStep['status']; attempts: number }>(
    'begin_step',
    'select * from begin_step($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12::json,$13::json)',
    [
      ...headParams(head),
      step.key,
      step.stepId,
      step.kind,
      step.inputHash,
      JSON.stringify(step.events),
      step.task && JSON.stringify(step.task),
    ],
  );
  const row = onlyRow(rows);
  return { status: row.status, ...stepFacts(row), attempts: row.attempts };
}

/** Counts one failed attempt of a step, with its run events. Each call counts. */
export async function recordAttempt(
  db: Database,
  head: StepHead,
  attempt: StepAttempt,
): Promise<RecordedAttempt> {
  const rows = await db.prepared<{ status: RecordedAttempt['status']; attempts: number }>(
    'record_attempt',
    'select * from record_attempt($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11::json)',
    [
      ...headParams(head),
      attempt.key,
      attempt.stepId ?? null,
      attempt.error,
      JSON.stringify(attempt.events),
    ],
  );
  return onlyRow(rows);
}

/**
 * Shows where the run stands and gives the inbox rows that the dispatch has not seen. Writes nothing
 * when fenced or closed, but gives the rows all the same. Then tells listeners of new run events.
 */
export async function endSegment(
  db: Database,
  head: StepHead,
  shown: ShownState,
): Promise<{ readonly inbox: readonly InboxRow[] }> {
  const rows = await db.prepared<{ inbox: InboxRow[] }>(
    'end_segment',
    'select end_segment($1,$2,$3,$4,$5,$6,$7,$8,$9::json) as inbox',
    [...headParams(head), shown.currentStep, JSON.stringify(shown.state)],
  );
  notify(db, CHANNELS.events, head.runId);
  return onlyRow(rows);
}

/** Also tells whether another run waits for the end of this one. */
const CLOSE_RUN = `select c.*, (select awaited from workflow_executions where id = $1) as awaited
  from close_run($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) as c`;

/**
 * Ends the run: its status everywhere, tasks that were not done skipped, open approvals withdrawn,
 * subscriptions gone. Later steps and inputs of the run are refused. `unseen`: something came in first.
 */
export async function closeRun(db: Database, head: StepHead, end: RunEnd): Promise<ClosedRun> {
  const rows = await db.prepared<{
    status: ClosedRun['status'];
    inbox: InboxRow[];
    run_status: RunStatus | null;
    awaited: boolean | null;
  }>('close_run', CLOSE_RUN, [
    ...headParams(head),
    end.status,
    end.result,
    end.failure,
    end.onlyIfSeen,
  ]);
  const row = onlyRow(rows);
  if (row.status === 'closed') notify(db, CHANNELS.events, head.runId);
  if (row.status === 'closed' && row.awaited === true) notify(db, CHANNELS.outbox);
  return { status: row.status, inbox: row.inbox, runStatus: row.run_status };
}

/**
 * Makes a Temporal run the one that may work, after a reset: everything that ran before it is fenced
 * off. Repeating it with the same Temporal run changes nothing. Undefined when there is no such run.
 */
export async function raiseIncarnation(
  db: Database,
  runId: string,
  temporalRunId: string,
  chain: number,
): Promise<number | undefined> {
  const rows = await db.prepared<{ incarnation: number | null }>(
    'raise_incarnation',
    'select raise_incarnation($1,$2,$3) as incarnation',
    [runId, temporalRunId, chain],
  );
  return onlyRow(rows).incarnation ?? undefined;
}

interface StepRow {
  readonly result: string | null;
  readonly failure: string | null;
  readonly at: number;
  readonly inbox_count: number;
  readonly control: boolean;
}

function stepFacts(row: StepRow): Omit<CommittedStep, 'status'> {
  return {
    result: row.result,
    failure: row.failure,
    at: row.at,
    inboxCount: row.inbox_count,
    control: row.control,
  };
}

async function readStepRow(
  db: Database,
  runId: string,
  key: string,
): Promise<RecordedStep | undefined> {
  const rows = await db.prepared<RecordedStep>(
    'read_step_row',
    `select result, failure, to_ms(created_at) as at from step_results
     where run_id = $1 and key = $2`,
    [runId, key],
  );
  return rows[0];
}

async function readDispatchStart(
  db: Database,
  runId: string,
  path: string,
): Promise<number | undefined> {
  const rows = await db.prepared<{ at: number }>(
    'read_dispatch_start',
    'select to_ms(started_at) as at from run_branches where run_id = $1 and path = $2',
    [runId, path],
  );
  return rows[0]?.at;
}

async function unpauseRun(db: Database, runId: string): Promise<void> {
  await db.prepared(
    'unpause_run',
    `select set_run_status(h.run_id, 'running')
     from (select run_id from run_heads where run_id = $1 and status = 'paused' for no key update) h`,
    [runId],
  );
}

/** The first seven parameters of every segment function. */
function headParams(head: StepHead): unknown[] {
  return [
    head.runId,
    head.path,
    head.dispatch,
    head.attempt,
    head.chain,
    head.temporalRunId,
    head.inboxTaken,
  ];
}
