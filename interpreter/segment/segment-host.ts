import type { CrashPoint } from '../../plan/crash-points';
import type { PinnedPlan } from '../../plan/pinned-plan';
import type { Plan } from '../../plan/schema';
import type { Refusal, SegmentStore } from '../../plan/segments';
import type { Value } from '../../plan/value';
import type { RunOutcome, SegmentInput } from '../../plan/walk';
import type { EffectHost } from '../host';
import type { CallOf, LongCall } from '../long-call';

/** One attempt of a call. */
export interface CallRequest<C extends LongCall> {
  readonly runId: string;
  readonly stepId: string;
  /** The same for every attempt of this step: the other side can recognise a repetition by it. */
  readonly idempotencyKey: string;
  /** Failed attempts before this one. */
  readonly failedAttempts: number;
  readonly call: C;
}

/** What a call has come to, and what is told about it in the run's events. */
export interface CallAnswer {
  readonly value: Value;
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * Makes the calls of one kind. Gives the answer, or throws AppError: one that is retryable can be tried
 * again, every other one is final.
 */
export type Caller<C extends LongCall> = (
  request: CallRequest<C>,
  signal: AbortSignal,
) => Promise<CallAnswer>;

/** A caller for each kind of call. */
export type Callers = { readonly [K in LongCall['kind']]: Caller<CallOf<K>> };

/** Which attempt of which Temporal run an activity is: half of the fence. */
export interface Attempt {
  readonly number: number;
  readonly workflowId: string;
  readonly temporalRunId: string;
}

/** Where segments are walked: an activity of a worker, or a simulation. */
export interface SegmentHost {
  readonly store: SegmentStore;
  readonly callers: Callers;
  readonly attempt: Attempt;
  /** After how many steps a segment ends: 1 makes each step an activity of its own. */
  readonly stepsOfSegment: number;
  /** Aborted when Temporal no longer wants the result. */
  readonly signal: AbortSignal;
  /** The plan of this hash. */
  readPlan(hash: string): Promise<PinnedPlan>;
  /** The host of the steps; `clock` gives the time of the segment. */
  effectHost(input: SegmentInput, plan: Plan, facts: EffectFacts): EffectHost;
  /** True when this is the Temporal run that Temporal calls current, for telling a reset. */
  isCurrentRun(attempt: Attempt): Promise<boolean>;
  /** How the run has ended, as an earlier attempt has recorded it. */
  recordedOutcome(input: Pick<SegmentInput, 'runId' | 'workspaceId'>): Promise<RunOutcome>;
  /** A short hash of a text, the same in every process. */
  hash(text: string): string;
  /** Milliseconds since some moment; only differences count. */
  elapsedMs(): number;
  /** Lets others have the processor. */
  breathe(): Promise<void>;
  /** A number from 0 to 1 that nobody has to draw again. */
  chance(): number;
  /** Kills this process when a test has asked for this point. */
  crashPoint(point: CrashPoint, stepId?: string): void;
  /** The error that ends the activity when the store has refused. */
  refused(status: Refusal, runId: string): Error;
  /** The error that has the activity tried again after a pause. */
  tryAgain(error: Error & { readonly code: string }, pauseMs: number): Error;
}

/** What the host of the steps is made of besides the input of the segment. */
export interface EffectFacts {
  readonly incarnation: number;
  readonly clock: () => number;
}
