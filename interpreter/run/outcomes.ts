import type { InboxRow, QueuedEvent, Verdict } from '../../plan/walk';
import type { Outcome } from '../host';
import type { LiveBranch } from './live-branch';

const VERDICTS = {
  timer: 'timer_fired',
  event: 'event_received',
  decision: 'decided',
  reply: 'replied',
  child: 'child_ended',
  signal: 'decided',
  operator: 'operated',
} as const;

/** What the workflow has decided about a wait, for the next activity to record. */
export function verdictOf(
  { branch }: LiveBranch,
  outcome: Outcome & { kind: 'woken' },
  inboxNumber?: number,
): Omit<Verdict, 'number'> {
  return {
    stepKey: branch.key(''),
    path: branch.path,
    outcome: VERDICTS[outcome.by],
    data: outcome.data,
    ...(inboxNumber !== undefined && { inboxNumber }),
  };
}

/** What a row of the inbox is called when it ends a wait. */
export function wakerOf(kind: InboxRow['kind']): (Outcome & { kind: 'woken' })['by'] {
  return kind === 'event' || kind === 'reply' || kind === 'child' ? kind : 'decision';
}

/** An event that came too late for its handler: the run had reached its end. */
export function discarded({ number, event, payload }: QueuedEvent): Omit<Verdict, 'number'> {
  const stepKey = `main|on:${event}#${number}`;
  return { stepKey, path: 'main', outcome: 'event_discarded', data: { name: event, ...payload } };
}

/** True when an event is one of several that the wait needs: its timer goes on. */
export function keepsWaiting({ branch }: LiveBranch, by: string): boolean {
  const wait = branch.memory?.wait;
  const isPart = wait?.kind === 'events' && wait.mode === 'all' && wait.events.length > 1;
  return isPart && by === 'event';
}
