import type { StepOf } from '../../plan/schema';
import { evaluate } from '../evaluate';
import type { Runner } from '../host';
import { assignInto } from '../value/assign';
import { copyValue } from '../value/copy';

/** Sets a variable or a place inside it; the value is copied, so two variables never share. */
export const assign: Runner<StepOf<'assign'>> = {
  run(step, branch) {
    const value = copyValue(evaluate(step.value, branch));
    if (step.path.length === 0) {
      branch.assign(step.name, value);
    } else {
      const path = step.path.map((part) => evaluate(part, branch));
      branch.assign(step.name, assignInto(branch.read(step.name), path, value));
    }
    return { go: 'next' };
  },
};
