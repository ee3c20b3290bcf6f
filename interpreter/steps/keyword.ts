import { AppError } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { Runner } from '../host';

/** Fails when it is reached: nothing offers this keyword here. */
export const keyword: Runner<StepOf<'keyword'>> = {
  run(step) {
    throw new AppError('KEYWORD_NOT_AVAILABLE', { keyword: step.name });
  },
};
