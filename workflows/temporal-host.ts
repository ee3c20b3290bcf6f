import {
  ActivityCancellationType,
  type ActivityOptions,
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import type { Activities } from '../activities/index';
import type {
  DurableHost,
  LongStepKind,
  Pending,
  WorkOrder,
} from '../interpreter/run/durable-host';
import { FLAGS } from '../plan/flags';
import type { RestoredRun, RunStart } from '../plan/walk';
import { planPayload } from './plan-payload';

const options = {
  heartbeatTimeout: '5 seconds',
  retry: {
    initialInterval: '200 milliseconds',
    backoffCoefficient: 2,
    maximumInterval: '10 seconds',
  },
  cancellationType: ActivityCancellationType.TRY_CANCEL,
} as const;

const activities = proxyActivities<Activities>({ ...options, startToCloseTimeout: '1 minute' });

/** The activity of each kind of long step; histories name them, so none is ever renamed. */
const LONG = { bot: 'callBot', http: 'callHttp', model: 'askModel' } as const satisfies Record<
  LongStepKind,
  keyof Activities
>;

/** Reads from its rows where the run stands. A cancellation comes to the run itself. */
export function restoreRun(start: RunStart): Promise<RestoredRun> {
  return CancellationScope.nonCancellable(() =>
    activities.restoreRun.executeWithOptions(
      { ...options, startToCloseTimeout: '10 minutes', summary: 'read where the run stands' },
      [start],
    ),
  );
}

/** History from which a run continues as new when nothing is under way. */
const CONTINUE_BYTES = 4 * 1024 * 1024;
/**
 * History from which nothing more begins until then. Temporal ends a run at 50 MB; what is under way may still
 * bring 500 answers of 64 KB.
 */
const DRAIN_BYTES = 12 * 1024 * 1024;
const DRAIN_EVENTS = 20_000;

function isLong(events: number, bytes: number): boolean {
  const { historyLength, historySize } = workflowInfo();
  return historyLength >= events || historySize >= bytes;
}

/** A run lives in a Temporal workflow: its work is activities, its waits are timers and messages. */
export function createTemporalHost(start: RunStart): DurableHost {
  const isBounded = start.flags.includes(FLAGS.boundedRuns);
  return {
    // eslint-disable-next-line no-restricted-globals -- in the sandbox this is the time of the history
    now: () => Date.now(),
    startTimer: (milliseconds, summary) => pending(() => sleep(milliseconds, { summary })),
    runSteps: (input, order) =>
      pending(() => activities.runSteps.executeWithOptions(forOrder(order), [input])),
    runLongStep: (input, order) =>
      pending(() => activities[LONG[order.kind]].executeWithOptions(forOrder(order), [input])),
    closeRun: (input, order) =>
      CancellationScope.nonCancellable(() =>
        activities.closeRun.executeWithOptions(forOrder(order), [input]),
      ),
    rest: (hasNews) => condition(hasNews),
    shield: (act) => CancellationScope.nonCancellable(act),
    showDetails: setCurrentDetails,
    shouldContinue: (historyLimit) =>
      isLong(historyLimit, isBounded ? CONTINUE_BYTES : Infinity) && allHandlersFinished(),
    mustDrain: () => isLong(DRAIN_EVENTS, DRAIN_BYTES) && allHandlersFinished(),
    migrateRun: (input, order) =>
      CancellationScope.nonCancellable(() =>
        activities.migrateRun.executeWithOptions(forOrder(order), [input]),
      ),
    continueAsNew: (resume, { planHash, era }: Pick<RunStart, 'planHash' | 'era'> = start) =>
      continueAsNew(
        { ...start, planHash, ...(era !== undefined && { era }), resume },
        planPayload(planHash),
      ),
    isCancellation,
    failureOf(error) {
      const cause = error instanceof ActivityFailure ? error.cause : error;
      if (!(cause instanceof ApplicationFailure)) return undefined;
      return { code: cause.type ?? 'API_INTERNAL', message: cause.message };
    },
  };
}

function pending<T>(act: () => Promise<T>): Pending<T> {
  const scope = new CancellationScope({ cancellable: true });
  return {
    done: scope.run(act),
    cancel() {
      scope.cancel();
    },
  };
}

function forOrder({ summary, timeoutMs }: WorkOrder): ActivityOptions & { summary: string } {
  return { ...options, startToCloseTimeout: timeoutMs, summary };
}
