import type { StepOf } from '../../plan/schema';
import type { Runner } from '../host';

/** Lets this branch, and those that fork from it, wait for an operator where they would fail. */
export const hold: Runner<StepOf<'hold'>> = {
  run(_step, branch) {
    branch.holds = true;
    return { go: 'next' };
  },
};
