import { AppError, invariant } from '../../plan/errors';
import type { Step, StepOf } from '../../plan/schema';
import type {
  CloseResult,
  MigratedRun,
  RunFrame,
  RunOutcome,
  RunStart,
  SegmentInput,
  SegmentResult,
  Verdict,
} from '../../plan/walk';
import type { Branch } from '../branch';
import { readDuration } from '../limits';
import { describeStep } from './describe';
import type { DurableHost, LongOrder, LongStepKind, Pending } from './durable-host';

/** How long a stretch of short steps may take: its own budget is 5 seconds. */
const STRETCH_TIMEOUT_MS = 60_000;
/** How long a model may take. */
const MODEL_TIMEOUT_MS = 120_000;
/** Added to the time-out of a long step, which the activity enforces itself. */
const NET_MS = 30_000;

type Request = Pick<SegmentInput, 'frame' | 'base' | 'clock' | 'inboxTaken' | 'mayClose'>;

/**
 * Hands work to activities. Each dispatch has a number, so that a frozen worker commits nothing, and carries
 * what the workflow has decided since: verdicts and closed paths, again until one dispatch has come back.
 */
export class Dispatcher {
  #dispatches: number;
  #verdicts: number;
  readonly #chain: number;
  #unrecorded: readonly Verdict[];
  #closedPaths: readonly string[];

  constructor(
    private readonly start: RunStart,
    resume: RunFrame | undefined,
    private readonly durable: DurableHost,
  ) {
    this.#dispatches = resume?.dispatches ?? 0;
    this.#verdicts = resume?.verdicts ?? 0;
    this.#chain = resume === undefined ? 0 : resume.chain + 1;
    this.#unrecorded = resume?.unrecorded ?? [];
    this.#closedPaths = resume?.closedPaths ?? [];
  }

  /** Notes an outcome that the workflow has decided, and when, ms since 1970. */
  decide(verdict: Omit<Verdict, 'number' | 'at'>, at: number): void {
    this.#verdicts += 1;
    this.#unrecorded = [...this.#unrecorded, { ...verdict, number: this.#verdicts, at }];
  }

  /** Notes that the workflow has decided against a branch. */
  closePath(path: string): void {
    this.#closedPaths = [...this.#closedPaths, path];
  }

  /** Performs the step at hand and walks on; a long step is an activity of its own. */
  runSegment(
    request: Request,
    step: Step | undefined,
    branch: Branch,
    long: boolean,
  ): Pending<SegmentResult> {
    const { runId, workspaceId, planHash, flow, frameVersion, flags, inputNames, era } = this.start;
    const common = this.#common();
    const input: SegmentInput = {
      ...{ runId, workspaceId, planHash, frameVersion, flags, inputNames },
      ...(flow !== undefined && { flow }),
      ...(era !== undefined && { era }),
      ...request,
      ...common,
    };
    const summary = describeStep(step);
    const segment = long
      ? this.durable.runLongStep(input, longOrder(step, branch, summary))
      : this.durable.runSteps(input, { summary, timeoutMs: STRETCH_TIMEOUT_MS });
    const done = segment.done.then((result) => {
      this.#settled(common);
      return result;
    });
    return { ...segment, done };
  }

  /** Closes the run in the database. */
  async closeRun(outcome: RunOutcome, path: string, inboxTaken: number): Promise<CloseResult> {
    const { runId, workspaceId } = this.start;
    const common = this.#common();
    const summary = `end: ${outcome.status}`;
    const result = await this.durable.closeRun(
      { runId, workspaceId, path, inboxTaken, outcome, ...common },
      { summary, timeoutMs: STRETCH_TIMEOUT_MS },
    );
    this.#settled(common);
    return result;
  }

  /** Moves the run to another plan. */
  async migrateRun(
    frame: RunFrame,
    to: { readonly number: number; readonly planHash: string },
  ): Promise<MigratedRun> {
    const { runId, workspaceId, planHash, flow, era = 0 } = this.start;
    const common = this.#common();
    const migrated = await this.durable.migrateRun(
      {
        ...{ runId, workspaceId, planHash, era, frame },
        ...(flow !== undefined && { flow }),
        ...{ number: to.number, to: to.planHash, inboxTaken: frame.inboxTaken },
        ...common,
      },
      { summary: 'go on with another plan', timeoutMs: STRETCH_TIMEOUT_MS },
    );
    this.#settled(common);
    return migrated;
  }

  /** What continue-as-new has to carry on. */
  state(): Pick<RunFrame, 'dispatches' | 'verdicts' | 'chain' | 'unrecorded' | 'closedPaths'> {
    return {
      dispatches: this.#dispatches,
      verdicts: this.#verdicts,
      chain: this.#chain,
      unrecorded: this.#unrecorded,
      ...(this.#closedPaths.length > 0 && { closedPaths: this.#closedPaths }),
    };
  }

  #common(): Pick<SegmentInput, 'dispatch' | 'chain' | 'closedPaths' | 'verdicts'> {
    this.#dispatches += 1;
    return {
      dispatch: this.#dispatches,
      chain: this.#chain,
      closedPaths: this.#closedPaths,
      verdicts: this.#unrecorded,
    };
  }

  #settled(common: Pick<SegmentInput, 'closedPaths' | 'verdicts'>): void {
    this.#unrecorded = this.#unrecorded.filter((verdict) => !common.verdicts.includes(verdict));
    this.#closedPaths = this.#closedPaths.filter((path) => !common.closedPaths.includes(path));
  }
}

function longOrder(step: Step | undefined, branch: Branch, summary: string): LongOrder {
  invariant(step && isLong(step), 'a long step is performed');
  return { kind: step.kind, summary, timeoutMs: longTimeout(step, branch) };
}

function isLong(step: Step): step is StepOf<LongStepKind> {
  return step.kind === 'bot' || step.kind === 'http' || step.kind === 'model';
}

/** The step's own limit and a net; a limit that cannot be read fails inside the activity. */
function longTimeout(step: StepOf<LongStepKind>, branch: Branch): number {
  if (step.kind === 'model') return MODEL_TIMEOUT_MS + NET_MS;
  const clause = step.timeout;
  try {
    return (readDuration(clause, branch, 'TIMEOUT') ?? STRETCH_TIMEOUT_MS) + NET_MS;
  } catch (error) {
    if (error instanceof AppError) return STRETCH_TIMEOUT_MS + NET_MS;
    throw error;
  }
}
