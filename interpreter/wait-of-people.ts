import type { Wait } from '../plan/walk';

/** A wait for somebody who is asked. */
type WaitOfPeople = Extract<Wait, { kind: 'approval' | 'reply' }>;

/** True where somebody is asked: the time of such a wait does not count while the run is frozen. */
export function isOfPeople(wait: Wait | undefined): wait is WaitOfPeople {
  return wait?.kind === 'approval' || wait?.kind === 'reply';
}
