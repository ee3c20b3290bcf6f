import type { StepOf } from '../../plan/schema';
import { evaluate, isTruthy } from '../evaluate';
import type { Runner } from '../host';

/** Enters the first arm that holds; when its block has ended the walk goes on behind the step. */
export const ifRunner: Runner<StepOf<'if'>> = {
  run(step, branch) {
    if (branch.memory) return { go: 'next' };
    const arm = step.arms.find(({ when }) => isTruthy(evaluate(when, branch)));
    const block = arm?.block ?? step.otherwise;
    return block === undefined ? { go: 'next' } : { go: 'enter', block, memory: { phase: 'arm' } };
  },
};
