import { AppError } from './errors';
import { eventHandlersOf } from './handlers';
import type { RunStatus } from './run';
import type { Plan } from './schema';
import type { Variables } from './value';
import type { InboxRow, RunFrame, Verdict } from './walk';

/** A verdict with its time, ms since 1970. */
export type RecordedVerdict = Verdict & Required<Pick<Verdict, 'at'>>;

/** What the workflow has decided and what came in for it: with the rows of its steps, all that a run was. */
export interface WalkRecord {
  /** In the order of their numbers. */
  readonly verdicts: readonly RecordedVerdict[];
  /** In the order of their numbers. */
  readonly inbox: readonly InboxRow[];
  readonly closedPaths: readonly string[];
}

/** A state of a run that was kept as a whole: how a fork began, or how a run was migrated. */
export interface RunSnapshot {
  /** How often the run was migrated before; a part of the keys of its steps. */
  readonly era: number;
  readonly frame: RunFrame;
  /** ms since 1970 */
  readonly at: number;
}

/** Where a fork comes from. */
export interface ForkOrigin {
  readonly runId: string;
  readonly stepId: string;
  /** Which visit of the step, from 1. */
  readonly visit: number;
  /** Set in every branch before the fork goes on. */
  readonly variables: Variables;
}

/** Everything that is kept of a run besides the rows of its steps. */
export interface RunRecord extends WalkRecord {
  readonly status: RunStatus;
  readonly planHash: string;
  /** The flow of the plan that the run walks. */
  readonly flow: string;
  readonly input: Variables;
  readonly inputNames: readonly string[];
  readonly seed: number;
  /** Behaviour flags that the run was begun with. */
  readonly flags: readonly number[];
  readonly incarnation: number;
  readonly chain: number;
  /** The highest number of a dispatch. */
  readonly dispatches: number;
  /** Since when the deadlines of people do not count, ms since 1970. */
  readonly frozenAt: number | null;
  /** Deadlines of approvals and questions by id, ms since 1970, where they differ from when they were opened. */
  readonly deadlines: Readonly<Record<string, number>>;
  /** When the run was launched, ms since 1970. */
  readonly beganAt: number;
  /** Time of the database, ms since 1970. */
  readonly now: number;
  /** The latest state that was kept as a whole. */
  readonly snapshot: RunSnapshot | null;
  readonly origin: ForkOrigin | null;
}

/** True when an event has come that a handler takes: what that sets is in no row. */
export function hasHandled(plan: Plan, inbox: readonly InboxRow[]): boolean {
  const names = new Set(eventHandlersOf(plan).map(({ event }) => event));
  return inbox.some(({ kind, subject }) => kind === 'event' && names.has(subject));
}

/** Refuses a run whose state rows do not tell in full. */
export function refuseUnreadable(runId: string, record: RunRecord, plan: Plan): void {
  if (hasHandled(plan, record.inbox)) {
    throw new AppError('RUN_UNREADABLE', { id: runId, reason: 'an ON EVENT handler has begun' });
  }
  if (record.incarnation > 1) {
    throw new AppError('RUN_UNREADABLE', { id: runId, reason: 'it was reset in Temporal' });
  }
}
