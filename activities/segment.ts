import { activityInfo } from '@temporalio/activity';
import type { Branch } from '../interpreter/branch';
import type { EffectHost } from '../interpreter/host';
import type { SegmentInput } from '../plan/walk';
import type { StepHead } from '../store/segments';
import type { Dependencies } from './dependencies';

/** What a segment keeps while it is under way. */
export interface Segment {
  readonly dependencies: Dependencies;
  readonly input: SegmentInput;
  readonly head: StepHead;
  readonly incarnation: number;
  readonly branch: Branch;
  readonly host: EffectHost;
  readonly inboxUsed: number[];
  steps: number;
  clock: number;
}

/** Who this activity is, for the fence. */
export function headOf(
  input: Pick<SegmentInput, 'runId' | 'dispatch' | 'chain' | 'inboxTaken'>,
  path: string,
): StepHead {
  const { attempt, workflowExecution } = activityInfo();
  return {
    runId: input.runId,
    path,
    dispatch: input.dispatch,
    attempt,
    chain: input.chain,
    temporalRunId: workflowExecution?.runId ?? '',
    inboxTaken: input.inboxTaken,
  };
}
