import type { Effect } from '../plan/effects';
import type { RunEventType } from '../plan/events';
import type { TaskStatus } from '../plan/run';
import type { Plan, Step } from '../plan/schema';
import type { Value, Variables } from '../plan/value';
import type { BranchEnd, BranchFrame, CallFrame, Leaving, Failure, StepMemory } from '../plan/walk';
import type { Branch } from './branch';
import type { LongCall } from './long-call';

/** What a walk needs from the process it runs in. All of it is deterministic for a given frame. */
export interface WalkHost {
  readonly plan: Plan;
  /** Milliseconds since 1970; never goes back in a run. */
  now(): number;
  /** Names that answers of bots never overwrite. */
  readonly inputNames: ReadonlySet<string>;
  /** Numbered behaviour flags of the run. */
  readonly flags: readonly number[];
}

/** The host where steps are performed. */
export interface EffectHost extends WalkHost {
  readonly runId: string;
  /** The last inbox number that the workflow has taken. */
  readonly inboxTaken: number;
  /** A UUID that is always the same for this run and key. */
  deriveId(key: string): string;
  /** How a raw signal with this token is taken: by its token, by trust in whoever may signal, or not. */
  judgeSignal(approvalId: string, token: string | null): 'token' | 'trust' | 'refused';
  /** Hash of the token that an approver shows, hexadecimal. */
  approvalTokenHash(approvalId: string): string;
}

/** How a short step changes its task. */
export interface TaskChange {
  readonly stepId: string;
  readonly status: TaskStatus;
  readonly output?: Value;
  readonly error?: string;
  readonly startedAtMs?: number;
}

/** What a step wants done. `part` tells the effects of one step apart; it is the end of the key. */
export interface Work {
  readonly part: string;
  readonly effect: Effect | null;
  /** Reads the rows of the branches that the step has closed; writes nothing. */
  readonly recovers?: true;
  /** Present for a long step; `effect` is null then. */
  readonly call?: LongCall;
  /** The result where the effect gives none. */
  readonly result?: Value;
  /** Records a failure instead of a result. */
  readonly failure?: Failure;
  readonly events: readonly {
    readonly type: RunEventType;
    readonly data: Readonly<Record<string, unknown>>;
  }[];
  readonly task?: TaskChange;
}

/** What work, a wait or a fork came to. */
export type Outcome =
  | { readonly kind: 'done'; readonly result: Value; readonly at: number }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | {
      readonly kind: 'woken';
      readonly by: 'timer' | 'event' | 'decision' | 'reply' | 'child' | 'signal' | 'operator';
      /** Name of the event, id of the approval, question or child. */
      readonly subject?: string;
      readonly data: Variables;
    }
  /**
   * The branches of a fork in order; those that have not ended are cancelled. `failure` is null when enough
   * have completed; `expired` when the time was over.
   */
  | {
      readonly kind: 'joined';
      readonly children: readonly Branch[];
      readonly failure: Failure | null;
      readonly expired: boolean;
    }
  /** The branches of such a fork as their rows show them: where they stood last, or their ends. */
  | { readonly kind: 'recovered'; readonly children: readonly Branch[] };

/**
 * What a fork does when it begins and after each end of a branch: it begins more branches, or it is over, with
 * a failure or without.
 */
export type ForkMove =
  { readonly begin: readonly BranchFrame[] } | { readonly over: Failure | null };

/** How a step that forks goes on. `children` are the branches so far, in the order of their beginning. */
export interface ForkRunner<S extends Step> {
  readonly next: (step: S, branch: Branch, children: readonly Branch[]) => ForkMove;
  /** The variables that a branch starts from; without this, those that are visible at the fork. */
  readonly base?: (step: S, branch: Branch, child: NewChild) => Variables;
}

/** A branch that a fork opens. */
export interface NewChild {
  readonly frame: BranchFrame;
  /** The variables that are visible at the fork. */
  readonly view: Variables;
  /** The branches that were opened before it. */
  readonly siblings: readonly Branch[];
}

/** Where the walk goes after a runner has looked at its step. */
export type Flow =
  | { readonly go: 'next' }
  /** Begins the step at hand anew. */
  | { readonly go: 'stay' }
  /** Walks a block, then asks the same runner again (with this memory). */
  | {
      readonly go: 'enter';
      readonly block: string;
      readonly memory: StepMemory;
      readonly call?: CallFrame;
    }
  /** Needs an activity; a long one performs only this step before it walks on. */
  | { readonly go: 'perform'; readonly long: boolean; readonly memory?: StepMemory }
  | { readonly go: 'wait'; readonly memory: StepMemory }
  | { readonly go: 'fork'; readonly memory: StepMemory }
  | Leaving
  | { readonly go: 'fail'; readonly failure: Failure };

/**
 * What one step kind does. A runner reads the step's memory first and continues from there, so the same
 * code starts a step and resumes it, in any process.
 */
export interface Runner<S extends Step> {
  /** The walk has reached the step, or a block that it entered has ended. */
  readonly run: (step: S, branch: Branch, host: WalkHost) => Flow;
  /** The work to perform; asked only by an effect host, right before it is done. */
  readonly work?: (step: S, branch: Branch, host: EffectHost) => Work;
  /** The work, wait or fork has come to an outcome. */
  readonly settle?: (step: S, branch: Branch, outcome: Outcome, host: WalkHost) => Flow;
  /** Present where the step forks. */
  readonly fork?: ForkRunner<S>;
  /** Something below the step has failed; undefined lets the failure pass on. */
  readonly rescue?: (step: S, branch: Branch, failure: Failure) => Flow | undefined;
  /** A RETURN or EXIT below the step goes outwards; undefined lets it pass on. */
  readonly leave?: (step: S, branch: Branch, leaving: Leaving) => Flow | undefined;
}

/** Why a walk has stopped. */
export type Stop =
  | { readonly at: 'perform'; readonly long: boolean }
  | { readonly at: 'wait' }
  | { readonly at: 'fork' }
  | { readonly at: 'end'; readonly end: BranchEnd }
  /** The statement budget of this call is used up; walking on is possible at once. */
  | { readonly at: 'budget' };
