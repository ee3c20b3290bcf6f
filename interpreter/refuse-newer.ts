import { newerFlags } from '../plan/flags';
import { FRAME_VERSION, type RunStart } from '../plan/walk';

/**
 * Refuses a run that was begun, or moved on, by newer code. The task fails and goes to another worker; that of
 * the run's own version takes it.
 */
export function refuseNewer({
  flags,
  frameVersion,
}: Pick<RunStart, 'flags' | 'frameVersion'>): void {
  const newer = newerFlags(flags);
  if (newer.length > 0) {
    throw new Error(`This worker does not know the behaviour flags ${newer.join(', ')}.`);
  }
  if (frameVersion > FRAME_VERSION) {
    throw new Error(`This worker knows frames up to version ${FRAME_VERSION}.`);
  }
}
