import { ApplicationFailure } from '@temporalio/common';
import { AppError } from '../plan/errors';
import type { Refusal } from '../plan/segments';

/**
 * A refusal of the store as the end of an activity. A fenced attempt is final for itself: a newer one is at
 * work and Temporal no longer listens to this one. A paused run is tried again later.
 */
export function refused(status: Refusal, runId: string): Error {
  if (status === 'paused' || status === 'unknown_run') {
    return ApplicationFailure.create({ type: `SEGMENT_${status}`, message: `${status}: ${runId}` });
  }
  if (status === 'run_closed' || status === 'missing') {
    const error = new AppError('RUN_CLOSED', { id: runId, status });
    return ApplicationFailure.nonRetryable(error.message, error.code);
  }
  return ApplicationFailure.nonRetryable(`${status}: ${runId}`, `SEGMENT_${status}`);
}
