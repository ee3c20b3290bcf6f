import { RawValue } from '@temporalio/common';
import { PLAN_ENCODING } from '../plan/walk';

/** The plan as a start argument: only its hash travels; see `ClaimCodec`. */
export function planPayload(planHash: string): RawValue {
  const encoder = new TextEncoder();
  return RawValue.fromPayload({
    metadata: { encoding: encoder.encode(PLAN_ENCODING) },
    data: encoder.encode(planHash),
  });
}
