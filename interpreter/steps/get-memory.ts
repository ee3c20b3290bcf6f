import type { StepOf } from '../../plan/schema';
import type { Runner } from '../host';
import { memoryPlace } from './memory-place';
import { takeResult } from './take-result';

/** Reads a value of a memory into a variable. */
export const getMemory: Runner<StepOf<'getMemory'>> = {
  run: () => ({ go: 'perform', long: false }),
  work: (step, branch, host) => ({
    part: '',
    effect: { effect: 'get_memory', ...memoryPlace(step, branch, host) },
    events: [],
  }),
  settle: (step, branch, outcome) =>
    takeResult(outcome, (result) => {
      branch.assign(step.into, result);
    }),
};
