import { AppError } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import { evaluate, toText } from '../evaluate';
import type { Runner } from '../host';

/** Fails with the author's message. */
export const throwRunner: Runner<StepOf<'throw'>> = {
  run(step, branch) {
    throw new AppError('RUN_THROWN', { message: toText(evaluate(step.message, branch)) });
  },
};
