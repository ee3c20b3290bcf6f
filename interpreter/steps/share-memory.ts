import type { StepOf } from '../../plan/schema';
import type { Runner } from '../host';
import { memoryOwner } from './memory-owner';
import { readMemoryKey, readOwnerName } from './memory-place';
import { takeResult } from './take-result';

/** Copies a remembered value into the inbox of another bot. */
export const shareMemory: Runner<StepOf<'shareMemory'>> = {
  run: () => ({ go: 'perform', long: false }),
  work(step, branch, host) {
    const key = readMemoryKey(step.key, branch);
    const target = readOwnerName(step.with, branch);
    const bot = memoryOwner(host.plan);
    return {
      part: '',
      effect: { effect: 'share_memory', bot, key, target },
      events: [{ type: 'memory_shared', data: { bot, key, target } }],
    };
  },
  settle: (_step, _branch, outcome) => takeResult(outcome),
};
