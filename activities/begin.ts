import { activityInfo } from '@temporalio/activity';
import {
  beginSegment,
  raiseIncarnation,
  type BeginSegment,
  type BegunSegment,
} from '../store/segments';
import type { Dependencies } from './dependencies';
import { refused } from './segment-errors';

/**
 * Takes the fence. A Temporal run that the store does not know is asked for: after a reset it takes over.
 * `run_closed`: an earlier attempt has closed the run already. `paused`: no step commits now, so the
 * segment gives its frame back.
 */
export async function beginOrRefuse(
  { database, isCurrentRun }: Dependencies,
  request: BeginSegment,
): Promise<BegunSegment & { readonly status: 'go' | 'run_closed' | 'paused' }> {
  let begun = await beginSegment(database, request);
  if (begun.status === 'unknown_run') {
    const workflowId = activityInfo().workflowExecution?.workflowId ?? request.runId;
    if (!(await isCurrentRun(workflowId, request.temporalRunId))) {
      throw refused('fenced', request.runId);
    }
    await raiseIncarnation(database, request.runId, request.temporalRunId, request.chain);
    begun = await beginSegment(database, request);
  }
  const { status } = begun;
  if (status === 'go' || status === 'run_closed' || status === 'paused')
    return { ...begun, status };
  throw refused(status, request.runId);
}
