import { AppError } from '../plan/errors';
import { readInbox } from '../store/inbox';
import { listUnfinished, listUnstarted, markTerminated, type Run } from '../store/runs';
import { raiseIncarnation } from '../store/segments';
import { startLoop, type Loop } from './loop';
import type { LoopDependencies } from './loop-dependencies';
import { startLaunched } from './start-launched';

const START_EVERY_MS = 2000;
/** A launch that is younger is still with the API. */
const UNSTARTED_AFTER_MS = 3000;
const COMPARE_EVERY_MS = 30_000;
const PAGE = 200;

/** States of Temporal in which a workflow will never go on. */
const ENDED: ReadonlySet<string> = new Set([
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'TERMINATED',
  'TIMED_OUT',
]);

/** Starts runs whose launch was accepted while Temporal, or the API after its commit, was away. */
export function startLaunchSweeper(dependencies: LoopDependencies): Loop {
  const { database, log } = dependencies;
  const page = (afterId: string | null): Promise<readonly Run[]> =>
    listUnstarted(database, { olderThanMs: UNSTARTED_AFTER_MS, limit: PAGE, afterId });
  return startLoop({ name: 'launch sweeper', everyMs: START_EVERY_MS, log }, () =>
    forEachRun(dependencies, page, startLaunched),
  );
}

/** Brings rows into line with runs that Temporal has ended, lost or reset without us. */
export function startRunSweeper(
  dependencies: LoopDependencies,
  everyMs: number = COMPARE_EVERY_MS,
): Loop {
  const { database, log } = dependencies;
  const page = (afterId: string | null): Promise<readonly Run[]> =>
    listUnfinished(database, { limit: PAGE, afterId });
  return startLoop({ name: 'run sweeper', everyMs, log }, () =>
    forEachRun(dependencies, page, compare),
  );
}

/** Visits all runs, page by page. One that fails is left for the next time and holds up no other. */
async function forEachRun(
  dependencies: LoopDependencies,
  page: (afterId: string | null) => Promise<readonly Run[]>,
  visit: (dependencies: LoopDependencies, run: Run) => Promise<void>,
): Promise<false> {
  let afterId: string | null = null;
  for (;;) {
    const runs: readonly Run[] = await page(afterId);
    for (const run of runs) {
      if (!(await visitOne(dependencies, run, visit))) return false;
    }
    const last = runs.at(-1);
    if (!last || runs.length < PAGE) return false;
    afterId = last.id;
  }
}

/** False when no other run could be helped either: Temporal is away. */
async function visitOne(
  dependencies: LoopDependencies,
  run: Run,
  visit: (dependencies: LoopDependencies, run: Run) => Promise<void>,
): Promise<boolean> {
  try {
    await visit(dependencies, run);
    return true;
  } catch (error) {
    dependencies.log.warn({ err: error, runId: run.id }, 'the sweeper could not help a run');
    return !isUnavailable(error) || (await dependencies.gateway.isReachable());
  }
}

async function compare(dependencies: LoopDependencies, run: Run): Promise<void> {
  const { database, gateway, log } = dependencies;
  if (run.temporalRunId === null) return;
  const state = await gateway.describeRun(run.id);
  if (!state) return;
  if (!ENDED.has(state.status)) {
    if (state.temporalRunId !== run.temporalRunId) await follow(dependencies, run, state);
    return;
  }
  const reason = state.status.toLowerCase();
  const failure = new AppError('RUN_TERMINATED', { reason });
  const { code, message, details } = failure;
  const closed = await markTerminated(database, run.id, {
    status: state.status === 'CANCELLED' ? 'cancelled' : 'failed',
    failure: { code, message, details },
  });
  if (closed) log.warn({ runId: run.id, reason }, 'closed a run that Temporal has ended');
}

/**
 * Temporal executes the run under another id than the rows know. After continue-as-new its next activity
 * tells; after a reset it may wait for what has come in already, so all rows are brought again, and
 * nothing of what ran before the reset may commit any more.
 */
async function follow(
  { database, gateway, log }: LoopDependencies,
  run: Run,
  { temporalRunId }: { readonly temporalRunId: string },
): Promise<void> {
  const before = await gateway.describeRun(run.id, run.temporalRunId ?? '');
  if (before?.status !== 'TERMINATED') return;
  const rows = await readInbox(database, run.id, 0);
  if (rows.length > 0) await gateway.bringRows(run.id, rows);
  await raiseIncarnation(database, run.id, temporalRunId, 0);
  log.warn({ runId: run.id, temporalRunId }, 'a run was reset in Temporal');
}

function isUnavailable(error: unknown): boolean {
  return error instanceof AppError && error.code === 'API_UNAVAILABLE';
}
