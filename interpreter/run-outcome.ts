import type { BranchEnd, Failure, RunOutcome } from '../plan/walk';

/** Where a run takes back what it has done that was cancelled, or whose handler has failed. */
export const UNDO_PATH = 'undo';

/** Why a run takes back what it has done, and ends, after a cancellation. */
export const CANCELLED: Failure = { code: 'RUN_CANCELLED', message: 'The run was cancelled.' };

/** What the end of the first branch means for the run. */
export function runOutcome(path: string, end: BranchEnd | undefined): RunOutcome {
  if (end?.status === 'completed') return { status: 'completed', result: end.value, failure: null };
  const failure = end?.status === 'failed' ? end.failure : null;
  const isCancelled = path === UNDO_PATH && (failure?.code ?? CANCELLED.code) === CANCELLED.code;
  if (isCancelled) return { status: 'cancelled', result: null, failure };
  const status = failure?.code === 'APPROVAL_REJECTED' ? 'rejected' : 'failed';
  return { status, result: null, failure };
}
