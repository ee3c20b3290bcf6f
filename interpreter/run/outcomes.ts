import type { Failure, RunOutcome, Verdict } from '../../plan/walk';
import type { Outcome } from '../host';
import type { LiveBranch } from './live-branch';

/** How a run has ended whose first branch has ended. */
export function outcomeOf({ branch }: LiveBranch): RunOutcome {
  const { end } = branch;
  if (end?.status === 'completed') return { status: 'completed', result: end.value, failure: null };
  const failure: Failure | null = end?.failure ?? null;
  const status = failure?.code === 'APPROVAL_REJECTED' ? 'rejected' : 'failed';
  return { status, result: null, failure };
}

const VERDICTS = {
  timer: 'timer_fired',
  event: 'event_received',
  decision: 'decided',
  signal: 'decided',
} as const;

/** What the workflow has decided about a wait, for the next activity to record. */
export function verdictOf(
  { branch }: LiveBranch,
  outcome: Outcome & { kind: 'woken' },
): Omit<Verdict, 'number'> {
  return {
    stepKey: branch.key(''),
    path: branch.path,
    outcome: VERDICTS[outcome.by],
    data: outcome.data,
  };
}
