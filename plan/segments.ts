import type { Effect } from './effects';
import type { RunEventType } from './events';
import type { PlanTask } from './list-plan-tasks';
import type { ForkOrigin, RunRecord } from './record';
import type { RunStatus, TaskStatus } from './run';
import type { InboxRow, RunFrame, RunOutcome, Verdict } from './walk';

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

/** The result or the final failure of a step, as JSON text, and when it was written, ms. */
export type RecordedStep = Pick<CommittedStep, 'result' | 'failure' | 'at'>;

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

/** Where a branch stands when its segment ends, for people who look at the run. */
export interface ShownState {
  readonly currentStep: string | null;
  readonly state: object;
}

/** What a run is in another plan. */
export interface KeptMigration {
  /** Number of the command. */
  readonly number: number;
  readonly era: number;
  readonly planHash: string;
  readonly frame: RunFrame;
  /** New ids of steps, by their old ones. */
  readonly steps: Readonly<Record<string, string>>;
  /** New paths of branches, by their old ones. */
  readonly paths: Readonly<Record<string, string>>;
  readonly tasks: readonly PlanTask[];
  readonly awaitedEvents: readonly string[];
}

/** How a fork begins. */
export interface KeptFork {
  readonly frame: RunFrame;
  readonly source: ForkOrigin;
  /** When the source stood there, ms since 1970. */
  readonly cutAt: number;
}

/**
 * The rows of runs, as segments need them: each call is one transaction, all of it or nothing, and can be
 * repeated.
 */
export interface SegmentStore {
  /** Takes the fence of the branch and adds what the workflow has decided. */
  begin(input: BeginSegment): Promise<BegunSegment>;
  /** Says that a step begins; `recorded` when its row is there already. */
  beginStep(head: StepHead, step: StepBegin): Promise<BegunStep>;
  /** Does the effect of a step and writes its row; a row that is there already is given back. */
  commitStep(head: StepHead, step: StepCommit): Promise<CommittedStep>;
  /** What the row of a key has recorded; undefined without one. Writes nothing. */
  recorded(runId: string, key: string): Promise<RecordedStep | undefined>;
  /** When the last dispatch of a branch began, ms. */
  beganAt(runId: string, path: string): Promise<number | undefined>;
  /** Lets the steps of a paused run commit again. */
  unpause(runId: string): Promise<void>;
  /** Counts one failed attempt of a step. */
  recordAttempt(head: StepHead, attempt: StepAttempt): Promise<RecordedAttempt>;
  /** Shows where the run stands; gives the inbox rows that the dispatch has not seen. */
  end(head: StepHead, shown: ShownState): Promise<{ readonly inbox: readonly InboxRow[] }>;
  /** Ends the run; later steps and inputs are refused. */
  closeRun(head: StepHead, end: RunEnd): Promise<ClosedRun>;
  /** Makes a Temporal run the one that may work, of a run that is read from its rows. */
  takeOver(runId: string, temporalRunId: string): Promise<'taken' | 'closed'>;
  /** All that is kept of a run besides the rows of its steps. */
  record(runId: string): Promise<RunRecord>;
  /** Keeps how a fork begins; gives what is kept, which an earlier attempt may have done. */
  keepFork(runId: string, fork: KeptFork): Promise<RunFrame>;
  /** Moves a run to another plan; gives what is kept, which an earlier attempt may have done. */
  keepMigration(runId: string, migration: KeptMigration): Promise<RunFrame>;
  /** Says why a run goes on with its own plan, once. */
  refuseMigration(
    runId: string,
    refusal: { readonly number: number; readonly reason: string },
  ): Promise<void>;
  /** Makes a Temporal run the one that may work, after a reset. */
  raiseIncarnation(
    head: Pick<StepHead, 'runId' | 'temporalRunId' | 'chain'>,
  ): Promise<number | undefined>;
}
