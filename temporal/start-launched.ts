import { AppError } from '../plan/errors';
import { markStarted, markTerminated, type Run } from '../store/runs';
import type { LoopDependencies } from './loop-dependencies';
import { startableRun } from './startable';

/**
 * Starts a run whose row is there; one that was started before is adopted. A run that Temporal will never take
 * fails.
 */
export async function startLaunched(
  { database, gateway, log }: LoopDependencies,
  run: Run,
): Promise<void> {
  try {
    const { temporalRunId } = await gateway.startRun(startableRun(run));
    await markStarted(database, run.id, temporalRunId);
    log.info({ runId: run.id }, 'started a run that was waiting');
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'RUN_START_REFUSED')) throw error;
    const { code, message, details } = error;
    await markTerminated(database, run.id, {
      status: 'failed',
      failure: { code, message, details },
    });
  }
}
