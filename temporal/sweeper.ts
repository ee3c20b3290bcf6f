import type { Run } from '../store/runs';
import { listUnfinished, listUnstarted, markStarted, markTerminated } from '../store/runs';
import { startLoop, type Loop } from './loop';
import type { LoopDependencies } from './outbox-dispatcher';

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
  const { database, gateway, log } = dependencies;
  return startLoop({ name: 'launch sweeper', everyMs: START_EVERY_MS, log }, async () => {
    const options = { olderThanMs: UNSTARTED_AFTER_MS, limit: PAGE };
    const runs = await listUnstarted(database, options);
    for (const run of runs) {
      const { temporalRunId } = await gateway.startRun(startable(run));
      await markStarted(database, run.id, temporalRunId);
      log.info({ runId: run.id }, 'started a run that was waiting');
    }
    return runs.length === PAGE;
  });
}

/** Closes rows of runs that Temporal has ended without us: terminated by hand, or lost. */
export function startRunSweeper(dependencies: LoopDependencies): Loop {
  const { log } = dependencies;
  return startLoop({ name: 'run sweeper', everyMs: COMPARE_EVERY_MS, log }, async () => {
    let afterId: string | null = null;
    for (;;) {
      const runs: readonly Run[] = await listUnfinished(dependencies.database, {
        afterId,
        limit: PAGE,
      });
      for (const run of runs) await compare(dependencies, run);
      const last = runs.at(-1);
      if (!last || runs.length < PAGE) return false;
      afterId = last.id;
    }
  });
}

async function compare({ database, gateway, log }: LoopDependencies, run: Run): Promise<void> {
  if (run.temporalRunId === null) return;
  const state = await gateway.describeRun(run.id);
  if (state && !ENDED.has(state.status)) return;
  const reason = state ? state.status.toLowerCase() : 'Temporal does not know it';
  const status = state?.status === 'CANCELLED' ? 'cancelled' : 'failed';
  if (await markTerminated(database, run.id, { status, reason })) {
    log.warn({ runId: run.id, reason }, 'closed a run that Temporal has ended');
  }
}

function startable(run: Run): Parameters<LoopDependencies['gateway']['startRun']>[0] {
  const names = run.metadata['inputNames'];
  const inputNames = Array.isArray(names) ? names.map(String) : [];
  const { id, workspaceId, planHash, input, workflowName } = run;
  return { id, workspaceId, planHash, input, inputNames, workflowName, package: run.package };
}
