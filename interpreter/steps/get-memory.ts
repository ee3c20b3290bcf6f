import type { StepOf } from '../../plan/schema';
import { evaluate, toText } from '../evaluate';
import type { Runner } from '../host';
import { memoryOwner } from './memory-owner';
import { takeResult } from './take-result';

/** Reads a value of the bot into a variable. */
export const getMemory: Runner<StepOf<'getMemory'>> = {
  run: () => ({ go: 'perform', long: false }),
  work(step, branch, host) {
    const key = toText(evaluate(step.key, branch));
    return {
      part: '',
      effect: { effect: 'get_memory', bot: memoryOwner(host.plan), key },
      events: [],
    };
  },
  settle: (step, branch, outcome) =>
    takeResult(outcome, (result) => {
      branch.assign(step.into, result);
    }),
};
