import { invariant } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { Runner } from '../host';
import { memoryOwner } from './memory-owner';
import { readOwnerName, unlessFull } from './memory-place';

/** Takes over what another bot has shared with this one. Taking over twice changes nothing. */
export const syncMemory: Runner<StepOf<'syncMemory'>> = {
  run: () => ({ go: 'perform', long: false }),
  work(step, branch, host) {
    const bot = memoryOwner(host.plan);
    const from = readOwnerName(step.from, branch);
    return {
      part: '',
      effect: { effect: 'sync_memory', bot, from },
      events: [{ type: 'memory_synced', data: { bot, from } }],
    };
  },
  settle(_step, _branch, outcome, host) {
    if (outcome.kind === 'failed') return { go: 'fail', failure: outcome.failure };
    invariant(outcome.kind === 'done', 'a short step ends with a result');
    return unlessFull(outcome.result, host.plan.name);
  },
};
