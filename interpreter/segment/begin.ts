import type { BeginSegment, BegunSegment } from '../../plan/segments';
import type { SegmentHost } from './segment-host';

/**
 * Takes the fence. A Temporal run that the store does not know is asked for: after a reset it takes over.
 * `run_closed`: an earlier attempt has closed the run already. `paused`: no step commits now, so the
 * segment gives its frame back.
 */
export async function beginOrRefuse(
  where: SegmentHost,
  request: BeginSegment,
): Promise<BegunSegment & { readonly status: 'go' | 'run_closed' | 'paused' }> {
  let begun = await where.store.begin(request);
  if (begun.status === 'unknown_run') {
    if (!(await where.isCurrentRun(where.attempt))) throw where.refused('fenced', request.runId);
    await where.store.raiseIncarnation(request);
    begun = await where.store.begin(request);
  }
  const { status } = begun;
  if (status === 'go' || status === 'run_closed' || status === 'paused')
    return { ...begun, status };
  throw where.refused(status, request.runId);
}
