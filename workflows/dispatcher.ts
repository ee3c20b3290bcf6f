import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index';
import type { Branch } from '../interpreter/branch';
import { readDuration } from '../interpreter/limits';
import { AppError } from '../plan/errors';
import type { Step } from '../plan/schema';
import type {
  CloseResult,
  RunFrame,
  RunOutcome,
  RunStart,
  SegmentInput,
  SegmentResult,
  Verdict,
} from '../plan/walk';
import { describeStep } from './describe';

/** How long a stretch of short steps may take: its own budget is 5 seconds. */
const STRETCH_TIMEOUT_MS = 60_000;
/** Added to the time-out of a long step, which the activity enforces itself. */
const NET_MS = 30_000;

const options = {
  heartbeatTimeout: '5 seconds',
  retry: {
    initialInterval: '200 milliseconds',
    backoffCoefficient: 2,
    maximumInterval: '10 seconds',
  },
  cancellationType: ActivityCancellationType.TRY_CANCEL,
} as const;

const activities = proxyActivities<Activities>({
  ...options,
  startToCloseTimeout: STRETCH_TIMEOUT_MS,
});

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
  #closedPaths: readonly string[] = [];

  constructor(
    private readonly start: RunStart,
    resume: RunFrame | undefined,
  ) {
    this.#dispatches = resume?.dispatches ?? 0;
    this.#verdicts = resume?.verdicts ?? 0;
    this.#chain = resume === undefined ? 0 : resume.chain + 1;
    this.#unrecorded = resume?.unrecorded ?? [];
  }

  /** Notes an outcome that the workflow has decided. */
  decide(verdict: Omit<Verdict, 'number'>): void {
    this.#verdicts += 1;
    this.#unrecorded = [...this.#unrecorded, { ...verdict, number: this.#verdicts }];
  }

  /** Notes that the workflow has decided against a branch. */
  closePath(path: string): void {
    this.#closedPaths = [...this.#closedPaths, path];
  }

  /** Performs the step at hand and walks on; a long step is an activity of its own. */
  async runSegment(
    request: Request,
    step: Step | undefined,
    branch: Branch,
    long: boolean,
  ): Promise<SegmentResult> {
    const { runId, workspaceId, planHash, frameVersion, flags, inputNames } = this.start;
    const common = this.#common();
    const input: SegmentInput = {
      ...{ runId, workspaceId, planHash, frameVersion, flags, inputNames },
      ...request,
      ...common,
    };
    const summary = describeStep(step);
    const activity = long ? activities.callBot : activities.runSteps;
    const startToCloseTimeout = long ? longTimeout(step, branch) : STRETCH_TIMEOUT_MS;
    const result = await activity.executeWithOptions({ ...options, startToCloseTimeout, summary }, [
      input,
    ]);
    this.#settled(common);
    return result;
  }

  /** Closes the run in the database. */
  async closeRun(outcome: RunOutcome, inboxTaken: number): Promise<CloseResult> {
    const { runId, workspaceId } = this.start;
    const common = this.#common();
    const summary = `end: ${outcome.status}`;
    const result = await activities.closeRun.executeWithOptions(
      { ...options, startToCloseTimeout: STRETCH_TIMEOUT_MS, summary },
      [{ runId, workspaceId, path: 'main', inboxTaken, outcome, ...common }],
    );
    this.#settled(common);
    return result;
  }

  /** What continue-as-new has to carry on. */
  state(): Pick<RunFrame, 'dispatches' | 'verdicts' | 'chain' | 'unrecorded'> {
    return {
      dispatches: this.#dispatches,
      verdicts: this.#verdicts,
      chain: this.#chain,
      unrecorded: this.#unrecorded,
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

/** The step's own limit and a net; a limit that cannot be read fails inside the activity. */
function longTimeout(step: Step | undefined, branch: Branch): number {
  const clause = step?.kind === 'bot' ? step.timeout : undefined;
  try {
    return (readDuration(clause, branch, 'TIMEOUT') ?? STRETCH_TIMEOUT_MS) + NET_MS;
  } catch (error) {
    if (error instanceof AppError) return STRETCH_TIMEOUT_MS + NET_MS;
    throw error;
  }
}
