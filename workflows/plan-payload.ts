import { RawValue } from '@temporalio/common';
import { PLAN_ENCODING } from '../plan/walk';

/** The plan as an argument: only its hash travels, the worker's payload codec puts the plan in its place. */
export function planPayload(planHash: string): never {
  const encoder = new TextEncoder();
  const payload = {
    metadata: { encoding: encoder.encode(PLAN_ENCODING) },
    data: encoder.encode(planHash),
  };
  return RawValue.fromPayload(payload) as never;
}
