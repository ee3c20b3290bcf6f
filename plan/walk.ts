import type { AwaitedEvent, BoundFilter } from './effects';
import type { Variables, Value } from './value';

/** Version of the frame tree. An activity that does not know a version refuses it. */
export const FRAME_VERSION = 1;

/** A failure of the user's program: it ends a branch or the run, unless the program handles it. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly stepId?: string;
  /** Line of the text that the step stands on, where it is known. */
  readonly line?: number;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What a branch waits for. Times are milliseconds since 1970, absolute, so that they survive a restart. */
export type Wait =
  | { readonly kind: 'timer'; readonly until: number }
  | {
      readonly kind: 'event';
      readonly event: string;
      readonly where?: BoundFilter;
      readonly until: number | null;
    }
  | {
      readonly kind: 'events';
      /** `all`: each of them once, each event for one of them. */
      readonly mode: 'any' | 'all';
      readonly events: readonly AwaitedEvent[];
      readonly until: number | null;
    }
  | { readonly kind: 'approval'; readonly approvalId: string; readonly until: number | null }
  | { readonly kind: 'reply'; readonly questionId: string; readonly until: number | null }
  /** A run that the step has begun. */
  | { readonly kind: 'child'; readonly childId: string; readonly until: null }
  /** The step has failed, and an operator decides how it goes on. */
  | { readonly kind: 'operator'; readonly until: null };

/** A flow that was called: its variables, and what they may not overwrite. */
export interface CallFrame {
  readonly flow: string;
  /** Null where the flow shares the variables of its caller. */
  readonly locals: Variables | null;
}

/**
 * What a step keeps while it is under way, e.g. the turn of a loop. Each runner reads only its own.
 * `turn` counts the turns of a loop and the visits of a call; it is part of every key below the step.
 */
export interface StepMemory {
  readonly phase: string;
  readonly turn?: number;
  readonly items?: readonly Value[];
  readonly bound?: number;
  readonly by?: number;
  readonly wait?: Wait;
  readonly children?: readonly BranchFrame[];
  /** When the branches below a fork have to have ended, ms since 1970. */
  readonly until?: number;
  /** Branches of a fork that is over, until their rows have been read. */
  readonly closed?: readonly BranchFrame[];
  /** What takes back the work of branches that were cancelled. */
  readonly undo?: readonly Undo[];
  readonly data?: Readonly<Record<string, Value>>;
  /** Why the step has failed, where it waits for an operator. */
  readonly held?: Failure;
}

/** A block that takes back what was done before it was remembered, and what it saw then. */
export interface Undo {
  readonly block: string;
  readonly variables: Variables;
}

/** A branch that takes back what it has done, the last first: why, and what is left. */
export interface Undoing {
  readonly failure: Failure;
  /** How many blocks were begun; a part of the keys below. */
  readonly turn: number;
  /** What could not be taken back. */
  readonly failed: readonly Failure[];
}

/** One open block of a branch: which step is next in it and what that step remembers. */
export interface Level {
  readonly block: string;
  readonly index: number;
  readonly memory?: StepMemory;
  /** How often an operator has had the step at hand done again; a part of its keys. */
  readonly again?: number;
  /** Present where this level is the first block of a called flow. */
  readonly call?: CallFrame;
}

/** How a branch ended. */
export type BranchEnd =
  | { readonly status: 'completed'; readonly value: Value }
  | { readonly status: 'failed'; readonly failure: Failure }
  /** A RETURN or EXIT that belongs to the branch around; only where `passesOn` is set. */
  | { readonly status: 'left'; readonly leaving: Leaving };

/** How a walk goes outwards without a failure. */
export type Leaving =
  | { readonly go: 'return'; readonly value: Value }
  | { readonly go: 'exit'; readonly from: 'loop' | 'flow' | 'program' };

/**
 * Where one branch stands: plain JSON, so that any process can go on from it.
 * `path` is unique in the run: `main`, then the step and name of each fork: `main/main.3.A`.
 */
export interface BranchFrame {
  readonly path: string;
  /** Innermost block last. Empty when the branch has ended. */
  readonly levels: readonly Level[];
  /** What this branch has set since its fork, in order of first writing. */
  readonly writes: Variables;
  /** Of the writes, lists that were only added to: how many elements at their end are new. */
  readonly appends?: Readonly<Record<string, number>>;
  /** Numbers of the STEPs whose answers this branch has put into `steps`. */
  readonly labels?: readonly string[];
  /** Loop variables around the fork: no answer of a bot sets them. */
  readonly loops?: readonly string[];
  /** What takes back the work of this branch, in the order of remembering. */
  readonly undo?: readonly Undo[];
  readonly undoing?: Undoing;
  /** Present where a RETURN or EXIT goes on in the branch around. */
  readonly passesOn?: true;
  /** Present where a failure that nothing handles waits for an operator. */
  readonly holds?: true;
  /** A run that was cancelled, as it stood: what it has done is taken back here. */
  readonly cancelled?: BranchFrame;
  /** Of such a run: the handler that was under way. */
  readonly handling?: BranchFrame;
  /** Why a run is taken back that was not cancelled. */
  readonly because?: Failure;
  /** How many handlers led to this branch, where any did. */
  readonly handlerDepth?: number;
  /** State of the random generator. */
  readonly random: number;
  /** Statements since the last step; an endless program meets a limit. */
  readonly spent: number;
  /** What the flow that was called last has returned, until its caller takes it. */
  readonly returned?: Value;
  readonly end?: BranchEnd;
}

/** What came in for a run from outside; numbered in its run from 1, without gaps. */
export interface InboxRow {
  readonly number: number;
  readonly kind: 'decision' | 'reply' | 'event' | 'control' | 'child';
  /** Approval id, question id, event name, name of the command or id of the child. */
  readonly subject: string;
  readonly payload: Readonly<Record<string, Value>>;
  /** Of an event that the run has published itself: how many of its handlers led to it. */
  readonly depth?: number;
}

/** An event that waits for its handler. */
export interface QueuedEvent {
  readonly block: string;
  readonly number: number;
  readonly event: string;
  readonly payload: Variables;
  readonly depth: number;
}

/** What the handlers of a run are at. */
export interface HandlersFrame {
  readonly begun: number;
  readonly queue: readonly QueuedEvent[];
  /** The one that is under way, what it sees, and the data of its event. */
  readonly running?: {
    readonly frame: BranchFrame;
    readonly base: Variables;
    readonly payload: Variables;
  };
  /** What handlers have set, and remembered to take back, while the first branch could not take it. */
  readonly writes: Variables;
  readonly undo: readonly Undo[];
}

/** Commands to a run; the subject of a control row. */
export const CONTROL_COMMANDS = [
  'pause',
  'resume',
  'cancel',
  'retry',
  'skip',
  'set',
  'migrate',
] as const;
export type ControlCommand = (typeof CONTROL_COMMANDS)[number];

/** A decision as an inbox row carries it and as the variable `approval` shows it. */
export interface Decision {
  readonly approved: boolean;
  readonly decidedBy: string;
  readonly comment: string | null;
  /** RFC 3339. */
  readonly decidedAt: string;
}

/** The only argument of a run that does not come from a file: it travels in the start event. */
export interface RunStart {
  readonly runId: string;
  readonly workspaceId: string;
  readonly frameVersion: number;
  /** Numbered behaviour flags, pinned at launch. */
  readonly flags: readonly number[];
  readonly seed: number;
  readonly input: Variables;
  /** Names of declared PARAMs: answers of bots never overwrite them. */
  readonly inputNames: readonly string[];
  readonly planHash: string;
  /** The flow of the plan that the run walks; `main` where nothing is said. */
  readonly flow?: string;
  /** Events of history after which the run continues as new. */
  readonly historyLimit: number;
  /** Present after continue-as-new. */
  readonly resume?: RunFrame;
  /** Present where the run has rows already: without `resume` an activity first reads where it stands. */
  readonly restore?: true;
  /** How often the run was migrated to another plan, where it was. */
  readonly era?: number;
  /** Present where a failure that nothing handles waits for an operator, also without ON FAILURE HOLD. */
  readonly holds?: true;
}

/** Where a run goes on whose start asked for that, or how it had ended. */
export type RestoredRun =
  | {
      readonly frame: RunFrame;
      readonly era: number;
      /** Rows that the run has to take yet. */
      readonly inbox: readonly InboxRow[];
    }
  | { readonly closed: RunOutcome };

/** The whole state of a run, as continue-as-new carries it. */
export interface RunFrame {
  readonly main: BranchFrame;
  readonly dispatches: number;
  readonly chain: number;
  readonly clock: number;
  readonly paused: boolean;
  /** Since when the deadlines of people do not count, ms since 1970. */
  readonly frozenAt?: number;
  readonly inboxTaken: number;
  /** Rows that were taken but not used yet, and numbers used ahead of their arrival. */
  readonly unusedRows: readonly InboxRow[];
  readonly usedAhead: readonly number[];
  /** Outcomes that the workflow decided and no activity has recorded yet. */
  readonly unrecorded: readonly Verdict[];
  /** Branches that were decided against and that no activity has closed yet. */
  readonly closedPaths?: readonly string[];
  readonly verdicts: number;
  readonly handlers?: HandlersFrame;
}

/** An outcome that the workflow decided; the next activity records it. Numbered in its run from 1. */
export interface Verdict {
  readonly number: number;
  readonly stepKey: string;
  readonly path: string;
  readonly outcome:
    | 'timer_fired'
    | 'decided'
    | 'replied'
    | 'event_received'
    | 'event_discarded'
    | 'child_ended'
    | 'operated';
  readonly data: Readonly<Record<string, Value>>;
  /** When it was decided, ms since 1970. */
  readonly at?: number;
  /** The row of the inbox that it came from, where it came from one. */
  readonly inboxNumber?: number;
}

/** What the workflow gives an activity to go on with. */
export interface SegmentInput {
  readonly runId: string;
  readonly workspaceId: string;
  readonly planHash: string;
  /** As in `RunStart`. */
  readonly flow?: string;
  readonly frameVersion: number;
  readonly flags: readonly number[];
  /** How often the run was migrated to another plan, where it was. */
  readonly era?: number;
  readonly frame: BranchFrame;
  /** The variables that the branch saw at its fork. */
  readonly base: Variables;
  readonly inputNames: readonly string[];
  readonly dispatch: number;
  /** Counts continue-as-new; tells one from a reset. */
  readonly chain: number;
  readonly clock: number;
  /** The last inbox number that the workflow has taken. */
  readonly inboxTaken: number;
  /** True when nothing else is alive, so that reaching the end closes the run. */
  readonly mayClose: boolean;
  /** Branches that the workflow has decided against. */
  readonly closedPaths: readonly string[];
  readonly verdicts: readonly Verdict[];
}

/** How a run ended. */
export interface RunOutcome {
  readonly status: 'completed' | 'failed' | 'rejected' | 'cancelled';
  readonly result: Value;
  readonly failure: Failure | null;
}

/** What an activity gives back: where the branch stands now and what came in meanwhile. */
export interface SegmentResult {
  readonly frame: BranchFrame;
  readonly clock: number;
  readonly inbox: readonly InboxRow[];
  /** Inbox rows that a step of the segment has used up. */
  readonly inboxUsed: readonly number[];
  /** Present when the segment closed the run. */
  readonly closed?: RunOutcome;
}

/** What the workflow gives the activity that closes a run whose end it has reached itself. */
export interface CloseInput {
  readonly runId: string;
  readonly workspaceId: string;
  readonly path: string;
  readonly dispatch: number;
  readonly chain: number;
  readonly inboxTaken: number;
  readonly closedPaths: readonly string[];
  readonly verdicts: readonly Verdict[];
  readonly outcome: RunOutcome;
}

/** What the workflow gives the activity that moves it to another plan. */
export interface MigrateInput {
  readonly runId: string;
  readonly workspaceId: string;
  readonly planHash: string;
  readonly flow?: string;
  /** How often it was migrated before. */
  readonly era: number;
  /** Hash of the plan to go on with. */
  readonly to: string;
  /** Number of the command. */
  readonly number: number;
  readonly frame: RunFrame;
  readonly dispatch: number;
  readonly chain: number;
  readonly inboxTaken: number;
  readonly closedPaths: readonly string[];
  readonly verdicts: readonly Verdict[];
}

/** The state of the run in the other plan, or why it goes on with its own. */
export type MigratedRun =
  { readonly frame: RunFrame; readonly era: number } | { readonly refused: string };

/** Rows that came in before the run could close; the workflow takes them and asks again. */
export interface CloseResult {
  readonly closed: boolean;
  readonly inbox: readonly InboxRow[];
}

/** Names of the signals and updates that the workflow takes. */
export const MESSAGES = {
  /** Signal: rows of the inbox. */
  inbox: 'inbox',
  /** Update: one decision. */
  decide: 'decide',
  /** Update: one reply. */
  reply: 'reply',
  /** Update: one command. */
  control: 'control',
  /** Signal: a decision that did not come through the API. */
  approval: 'approval',
} as const;

/** Payload encoding that stands for a plan by its hash. */
export const PLAN_ENCODING = 'everstep/plan';
/** Payload encoding that stands for a large value by its hash. */
export const CLAIM_ENCODING = 'everstep/claim';
/** The workflow type of runs. */
export const WORKFLOW_TYPE = 'runWorkflow';
/** The workflow type that a schedule of Temporal starts: it begins a run, and ends. */
export const SCHEDULE_WORKFLOW_TYPE = 'scheduleWorkflow';
/** The task queue of the workers, where the configuration names no other. */
export const DEFAULT_TASK_QUEUE = 'everstep';
