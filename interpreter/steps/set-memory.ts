import type { StepOf } from '../../plan/schema';
import { evaluate, toText } from '../evaluate';
import type { Runner } from '../host';
import { copyValue } from '../value/copy';
import { memoryOwner } from './memory-owner';
import { takeResult } from './take-result';

/** Keeps a value for the bot. */
export const setMemory: Runner<StepOf<'setMemory'>> = {
  run: () => ({ go: 'perform', long: false }),
  work(step, branch, host) {
    const key = toText(evaluate(step.key, branch));
    const value = copyValue(evaluate(step.value, branch));
    const bot = memoryOwner(host.plan);
    return {
      part: '',
      effect: { effect: 'set_memory', bot, key, value },
      events: [{ type: 'memory_set', data: { bot, key } }],
    };
  },
  settle: (_step, _branch, outcome) => takeResult(outcome),
};
