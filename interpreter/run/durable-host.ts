import type {
  CloseInput,
  CloseResult,
  Failure,
  MigratedRun,
  MigrateInput,
  RunFrame,
  SegmentInput,
  SegmentResult,
} from '../../plan/walk';

/** Something under way that comes to a result or is called off. */
export interface Pending<T> {
  readonly done: Promise<T>;
  /** Calls it off; `done` then fails with a cancellation. Harmless once it is over. */
  cancel(): void;
}

/** How a piece of work appears to people, and how long it may take. */
export interface WorkOrder {
  readonly summary: string;
  /** The net under the step's own limit, ms. */
  readonly timeoutMs: number;
}

/** Kinds of steps that call somebody outside. */
export type LongStepKind = 'bot' | 'http' | 'model';

/** A piece of work that is one long step and what follows it. */
export interface LongOrder extends WorkOrder {
  readonly kind: LongStepKind;
}

/**
 * Where a run lives: Temporal, or virtual time in a simulation. It keeps time and has work done; it has no
 * say in what the run does.
 */
export interface DurableHost {
  /** Milliseconds since 1970, the same on every replay. */
  now(): number;
  startTimer(milliseconds: number, summary: string): Pending<void>;
  /** Performs the short step at hand and walks on through what follows without a wait. */
  runSteps(input: SegmentInput, order: WorkOrder): Pending<SegmentResult>;
  /** Performs the long step at hand, then walks on. */
  runLongStep(input: SegmentInput, order: LongOrder): Pending<SegmentResult>;
  /** Closes the run in the database; not called off by a cancellation of the run. */
  closeRun(input: CloseInput, order: WorkOrder): Promise<CloseResult>;
  /** Lets time pass until `hasNews` holds. */
  rest(hasNews: () => boolean): Promise<void>;
  /** Lets something come to its end that a cancellation of the run does not call off. */
  shield<T>(act: () => Promise<T>): Promise<T>;
  /** Shows people where the run stands, in Markdown. */
  showDetails(markdown: string): void;
  /** True when the run should go on with a fresh history and no message is half taken. */
  shouldContinue(historyLimit: number): boolean;
  /** True while the history is so long that nothing more may begin before the run goes on with a fresh one. */
  mustDrain(): boolean;
  /** Moves the run to another plan; not called off by a cancellation of the run. */
  migrateRun(input: MigrateInput, order: WorkOrder): Promise<MigratedRun>;
  /** Ends this history; the same run goes on from the frame in a new one, with another plan where told. Never returns. */
  continueAsNew(
    resume: RunFrame,
    plan?: { readonly planHash: string; readonly era: number },
  ): Promise<never>;
  isCancellation(error: unknown): boolean;
  /** The failure of the user's program that work has ended with; undefined when it is a defect of ours. */
  failureOf(error: unknown): Failure | undefined;
}
