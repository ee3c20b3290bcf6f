import type { DurableHost } from './durable-host';
import type { LiveBranch } from './live-branch';

/** Branches whose activity a task no longer takes: they wait for the next one, which a timer brings. */
export interface RestQueue {
  readonly isOver: boolean;
  goOn(): void;
}

/** Queues the branches that the present task has left over; they go on with the next one, whatever brings it. */
export function queueRest(
  branches: Iterable<LiveBranch>,
  durable: DurableHost,
  waitsForTask: boolean,
): RestQueue {
  const queued = [...branches].filter(({ state }) => state === 'queued');
  const queue = {
    isOver: false,
    goOn: (): void => {
      for (const live of queued) if (live.state === 'queued') live.state = 'ready';
    },
  };
  if (queued.length > 0 && waitsForTask) {
    void durable.startTimer(1, 'more work').done.then(() => {
      queue.isOver = true;
    }, ignoreCancellation);
  }
  return queue;
}

/** The run was cancelled while it rested: that is taken where it rests. */
function ignoreCancellation(): void {
  // nothing to do
}
