import { heartbeat } from '@temporalio/activity';
import { invariant } from '../plan/errors';
import type { CloseInput, CloseResult, RunOutcome, SegmentResult } from '../plan/walk';
import { crashPoint } from '../store/crash-point';
import { closeRun as closeInStore, type ClosedRun, type StepHead } from '../store/segments';
import { beginOrRefuse } from './begin';
import type { Dependencies } from './dependencies';
import { headOf, type Segment } from './segment';
import { refused } from './segment-errors';

/**
 * The branch has ended inside a segment. Closes the run when nothing else is alive and every inbox row was
 * seen; else the workflow takes the rows and decides.
 */
export async function closeAtEnd(
  segment: Segment,
): Promise<Pick<SegmentResult, 'closed' | 'inbox'> | undefined> {
  const { branch, input, head, dependencies } = segment;
  if (!input.mayClose) return undefined;
  const { end } = branch;
  invariant(end, 'the branch has ended');
  const outcome: RunOutcome =
    end.status === 'completed'
      ? { status: 'completed', result: end.value, failure: null }
      : {
          status: end.failure.code === 'APPROVAL_REJECTED' ? 'rejected' : 'failed',
          result: null,
          failure: end.failure,
        };
  const closed = await close(dependencies, head, outcome);
  return isClosed(closed) ? { closed: outcome, inbox: closed.inbox } : { inbox: closed.inbox };
}

/** Closes a run whose end the workflow has reached itself: after a time-out, a join, a cancellation. */
export async function closeRun(
  dependencies: Dependencies,
  input: CloseInput,
): Promise<CloseResult> {
  const beat = setInterval(heartbeat, 1000);
  try {
    const head = headOf(input, input.path);
    const begun = await beginOrRefuse(dependencies, { ...input, ...head });
    if (begun.status === 'run_closed') return { closed: true, inbox: [] };
    const closed = await close(dependencies, head, input.outcome);
    return { closed: isClosed(closed), inbox: closed.inbox };
  } finally {
    clearInterval(beat);
  }
}

async function close(
  { database }: Dependencies,
  head: StepHead,
  outcome: RunOutcome,
): Promise<ClosedRun> {
  crashPoint('run.unclosed');
  const closed = await closeInStore(database, head, {
    status: outcome.status,
    result: JSON.stringify(outcome.result),
    failure: outcome.failure && JSON.stringify(outcome.failure),
    onlyIfSeen: outcome.status !== 'cancelled',
  });
  crashPoint('run.closed');
  return closed;
}

function isClosed(closed: ClosedRun): boolean {
  if (closed.status === 'closed' || closed.status === 'already_closed') return true;
  if (closed.status === 'unseen') return false;
  throw refused(closed.status, '');
}
