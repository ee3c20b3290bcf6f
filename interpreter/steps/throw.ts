import { AppError } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { ObjectValue, Value } from '../../plan/value';
import { evaluate, toText } from '../evaluate';
import type { Runner } from '../host';

/** Fails with the author's message; what CATCH has taken fails again as it did, with its own code. */
export const throwRunner: Runner<StepOf<'throw'>> = {
  run(step, branch) {
    const thrown = evaluate(step.message, branch);
    const { code, message } = membersOf(thrown);
    if (typeof code !== 'string' || typeof message !== 'string') {
      throw new AppError('RUN_THROWN', { message: toText(thrown) });
    }
    return { go: 'fail', failure: { code, message } };
  },
};

function membersOf(value: Value): ObjectValue {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as ObjectValue) : {};
}
