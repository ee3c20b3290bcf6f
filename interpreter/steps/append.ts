import type { StepOf } from '../../plan/schema';
import { evaluate } from '../evaluate';
import type { Runner } from '../host';
import { copyValue } from '../value/copy';

/** Adds a copy of a value to a list. */
export const append: Runner<StepOf<'append'>> = {
  run(step, branch) {
    branch.append(step.name, [copyValue(evaluate(step.value, branch))]);
    return { go: 'next' };
  },
};
