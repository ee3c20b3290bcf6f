import type { Effect } from '../plan/effects';
import { invariant } from '../plan/errors';
import type { RunEventType } from '../plan/events';
import type { RunStatus, TaskStatus } from '../plan/run';
import type { InboxRow, RunOutcome, Verdict } from '../plan/walk';
import { CHANNELS, notify, type Database } from './database';

/** Who asks: the branch, its dispatch, the attempt of the activity, and the Temporal run it belongs to. */
export interface SegmentHead {
  readonly runId: string;
  readonly path: string;
  readonly dispatch: number;
  readonly attempt: number;
  readonly chain: number;
  readonly temporalRunId: string;
}

/** A head that also says which inbox rows its dispatch has seen. */
export interface StepHead extends SegmentHead {
  readonly inboxTaken: number;
}

/** Why a segment may not go on. `fenced`: a newer attempt, dispatch or reset has taken over. */
export type Refusal =
  'fenced' | 'path_closed' | 'paused' | 'run_closed' | 'unknown_run' | 'missing';

export interface BeginSegment extends StepHead {
  readonly closedPaths: readonly string[];
  readonly verdicts: readonly Verdict[];
}

export interface BegunSegment {
  readonly status: 'go' | Refusal;
  /** Part of every key. */
  readonly incarnation: number;
  /** Start of the first attempt of this dispatch, ms. */
  readonly startedAt: number;
  /** Time of the database, ms. */
  readonly now: number;
  /** Rows above `inboxTaken`, in order. */
  readonly inbox: readonly InboxRow[];
  readonly runStatus: RunStatus | null;
}

/** A run event that the step adds. The run numbers it. */
export interface StepEvent {
  readonly type: RunEventType;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The new state of the step's task. Where the run has no such task, nothing happens. */
export interface TaskChange {
  readonly stepId: string;
  readonly status: TaskStatus;
  readonly output?: string | null;
  readonly error?: string | null;
  readonly startedAtMs?: number;
}

export interface StepIdentity {
  readonly key: string;
  readonly stepId: string;
  readonly kind: string;
  readonly inputHash: string;
}

export interface StepBegin extends StepIdentity {
  readonly events: readonly StepEvent[];
  readonly task: TaskChange | null;
}

export interface StepCommit extends StepBegin {
  /** JSON text. Null with a null failure: the result of the effect is taken. */
  readonly result: string | null;
  /** JSON text of a final failure. */
  readonly failure: string | null;
  readonly effect: Effect | null;
}

/** `mismatch`: the key has a row of another kind or input, which is a defect of ours. */
export type RowStatus = 'recorded' | 'mismatch' | Refusal;

export interface CommittedStep {
  readonly status: 'committed' | RowStatus;
  /** As stored, now or earlier. */
  readonly result: string | null;
  readonly failure: string | null;
  /** When the row was written, ms. */
  readonly at: number;
  readonly inboxCount: number;
  /** True when a control row came in after `inboxTaken`. */
  readonly control: boolean;
}

export interface BegunStep extends Omit<CommittedStep, 'status'> {
  readonly status: 'go' | RowStatus;
  /** Failed attempts so far. */
  readonly attempts: number;
}

export interface StepAttempt {
  readonly key: string;
  /** Step of the run events. */
  readonly stepId?: string;
  /** JSON text. */
  readonly error: string;
  readonly events: readonly StepEvent[];
}

export interface RecordedAttempt {
  readonly status: 'recorded' | Refusal;
  /** Failed attempts so far, this one included. */
  readonly attempts: number;
}

export interface RunEnd {
  readonly status: RunOutcome['status'];
  /** JSON text. */
  readonly result: string;
  /** JSON text of the failure. */
  readonly failure: string | null;
  /** True: only when no inbox row is unseen. */
  readonly onlyIfSeen: boolean;
}

export interface ClosedRun {
  readonly status: 'closed' | 'already_closed' | 'unseen' | Exclude<Refusal, 'run_closed'>;
  readonly inbox: readonly InboxRow[];
  readonly runStatus: RunStatus | null;
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
  const row = only(rows);
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
  const row = only(rows);
  if (row.outbox) await notify(db, CHANNELS.outbox);
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
  const row = only(rows);
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
  return only(rows);
}

/**
 * Shows where the run stands and gives the inbox rows that the dispatch has not seen. Writes nothing
 * when fenced or closed, but gives the rows all the same. Then tells listeners of new run events.
 */
export async function endSegment(
  db: Database,
  head: StepHead,
  shown: { readonly currentStep: string | null; readonly state: object },
): Promise<{ readonly inbox: readonly InboxRow[] }> {
  const rows = await db.prepared<{ inbox: InboxRow[] }>(
    'end_segment',
    'select end_segment($1,$2,$3,$4,$5,$6,$7,$8,$9::json) as inbox',
    [...headParams(head), shown.currentStep, JSON.stringify(shown.state)],
  );
  await notify(db, CHANNELS.events, head.runId);
  return only(rows);
}

/**
 * Ends the run: its status everywhere, tasks that were not done skipped, open approvals withdrawn,
 * subscriptions gone. Later steps and inputs of the run are refused. `unseen`: something came in first.
 */
export async function closeRun(db: Database, head: StepHead, end: RunEnd): Promise<ClosedRun> {
  const rows = await db.prepared<{
    status: ClosedRun['status'];
    inbox: InboxRow[];
    run_status: RunStatus | null;
  }>('close_run', 'select * from close_run($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)', [
    ...headParams(head),
    end.status,
    end.result,
    end.failure,
    end.onlyIfSeen,
  ]);
  const row = only(rows);
  if (row.status === 'closed') await notify(db, CHANNELS.events, head.runId);
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
  return only(rows).incarnation ?? undefined;
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

function only<R>(rows: readonly R[]): R {
  const row = rows[0];
  invariant(row !== undefined, 'an SQL function gives one row');
  return row;
}
