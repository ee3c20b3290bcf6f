import type { ObjectValue } from '../plan/value';
import type { Failure } from '../plan/walk';
import type { Branch } from './branch';

/** A failure as a value: its code, message, step, and line where that is known. */
export function describeFailure(branch: Branch, failure: Failure): ObjectValue {
  const step = failure.stepId ?? null;
  const line = step === null ? null : branch.lineOf(step);
  return { code: failure.code, message: failure.message, step, line };
}
