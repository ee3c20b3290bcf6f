import type { StepHead } from '../../plan/segments';
import type { SegmentInput } from '../../plan/walk';
import type { Branch } from '../branch';
import type { EffectHost } from '../host';
import type { SegmentHost } from './segment-host';

/** What a segment keeps while it is under way. */
export interface Segment {
  readonly where: SegmentHost;
  readonly input: SegmentInput;
  readonly head: StepHead;
  readonly incarnation: number;
  readonly branch: Branch;
  readonly host: EffectHost;
  readonly inboxUsed: number[];
  steps: number;
  clock: number;
}

/** Who asks the store, for the fence. */
export function headOf(
  { attempt }: SegmentHost,
  input: Pick<SegmentInput, 'runId' | 'dispatch' | 'chain' | 'inboxTaken'>,
  path: string,
): StepHead {
  return {
    runId: input.runId,
    path,
    dispatch: input.dispatch,
    attempt: attempt.number,
    chain: input.chain,
    temporalRunId: attempt.temporalRunId,
    inboxTaken: input.inboxTaken,
  };
}
