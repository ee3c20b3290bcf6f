import { invariant } from '../../plan/errors';
import type { ClosedRun, StepHead } from '../../plan/segments';
import type { CloseInput, CloseResult, RunOutcome, SegmentResult } from '../../plan/walk';
import { runOutcome } from '../run-outcome';
import { beginOrRefuse } from './begin';
import { headOf, type Segment } from './segment';
import type { SegmentHost } from './segment-host';

/**
 * The branch has ended inside a segment. Closes the run when nothing else is alive and every inbox row was
 * seen; else the workflow takes the rows and decides.
 */
export async function closeAtEnd(
  segment: Segment,
): Promise<Pick<SegmentResult, 'closed' | 'inbox'> | undefined> {
  const { branch, input, head, where } = segment;
  if (!input.mayClose) return undefined;
  const { end } = branch;
  invariant(end, 'the branch has ended');
  const outcome = runOutcome(branch.path, end);
  const closed = await close(where, head, outcome);
  return isClosed(where, closed)
    ? { closed: outcome, inbox: closed.inbox }
    : { inbox: closed.inbox };
}

/** Closes a run whose end the workflow has reached itself: after a time-out, a join, a cancellation. */
export async function closeRun(where: SegmentHost, input: CloseInput): Promise<CloseResult> {
  const head = headOf(where, input, input.path);
  const begun = await beginOrRefuse(where, { ...input, ...head });
  if (begun.status === 'run_closed') return { closed: true, inbox: [] };
  const closed = await close(where, head, input.outcome);
  return { closed: isClosed(where, closed), inbox: closed.inbox };
}

async function close(where: SegmentHost, head: StepHead, outcome: RunOutcome): Promise<ClosedRun> {
  where.crashPoint('run.unclosed');
  const closed = await where.store.closeRun(head, {
    status: outcome.status,
    result: JSON.stringify(outcome.result),
    failure: outcome.failure && JSON.stringify(outcome.failure),
    onlyIfSeen: outcome.status !== 'cancelled',
  });
  where.crashPoint('run.closed');
  return closed;
}

function isClosed(where: SegmentHost, closed: ClosedRun): boolean {
  if (closed.status === 'closed' || closed.status === 'already_closed') return true;
  if (closed.status === 'unseen') return false;
  throw where.refused(closed.status, '');
}
