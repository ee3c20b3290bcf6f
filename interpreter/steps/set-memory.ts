import { AppError, invariant } from '../../plan/errors';
import { MEMORY_LIMITS } from '../../plan/memory';
import type { StepOf } from '../../plan/schema';
import type { Value } from '../../plan/value';
import type { Branch } from '../branch';
import { evaluate } from '../evaluate';
import type { Runner } from '../host';
import { copyValue } from '../value/copy';
import { readExpiry } from './memory-expiry';
import { memoryPlace, unlessFull } from './memory-place';

type SetMemoryStep = StepOf<'setMemory'>;

/** How long CACHE SET keeps a value when it does not say: an hour. */
const CACHE_MS = 3_600_000;

/** Keeps a value beyond the run. */
export const setMemory: Runner<SetMemoryStep> = {
  run: () => ({ go: 'perform', long: false }),
  work(step, branch, host) {
    const place = memoryPlace(step, branch, host);
    const value = checkSize(place.key, copyValue(evaluate(step.value, branch)));
    const forMs = keptFor(step, branch);
    const { bot, owner, key } = place;
    return {
      part: '',
      effect: { effect: 'set_memory', ...place, value, ...(forMs === null ? {} : { forMs }) },
      events: [{ type: 'memory_set', data: owner === undefined ? { bot, key } : { owner, key } }],
    };
  },
  settle(step, _branch, outcome, host) {
    if (outcome.kind === 'failed') return { go: 'fail', failure: outcome.failure };
    invariant(outcome.kind === 'done', 'a short step ends with a result');
    const { owner } = step;
    return unlessFull(outcome.result, owner === undefined ? host.plan.name : `The ${owner}`);
  },
};

function checkSize(key: string, value: Value): Value {
  const size = JSON.stringify(value).length;
  const limit = MEMORY_LIMITS.valueLength;
  if (size > limit) throw new AppError('MEMORY_TOO_LARGE', { key, size, limit });
  return value;
}

/** Numbers are seconds for a cache and days for what is remembered. */
function keptFor({ owner, expires }: SetMemoryStep, branch: Branch): number | null {
  const isCache = owner === 'cache';
  if (expires === undefined) return isCache ? CACHE_MS : null;
  const value = evaluate(expires, branch);
  return isCache ? readExpiry(value, 'CACHE SET', 'second') : readExpiry(value, 'REMEMBER', 'day');
}
