import { AppError } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { Value } from '../../plan/value';
import type { Branch } from '../branch';
import { evaluate, toNumber } from '../evaluate';
import type { Runner } from '../host';
import { copyValue } from '../value/copy';

/** Walks a copy of the list, taken when the loop begins. */
export const forEach: Runner<StepOf<'forEach'>> = {
  run(step, branch) {
    const memory = branch.memory;
    const items = memory?.items ?? listOf(step, branch);
    const turn = memory?.turn === undefined ? 0 : memory.turn + 1;
    const item = items[turn];
    if (item === undefined) return { go: 'next' };
    branch.assign(step.variable, copyValue(item));
    return { go: 'enter', block: step.block, memory: { phase: 'turn', turn, items } };
  },
};

/** The elements that a FOR EACH goes through. */
export function listOf(
  step: Pick<StepOf<'forEach'>, 'list' | 'last'>,
  branch: Branch,
): readonly Value[] {
  const items = elements(evaluate(step.list, branch));
  if (!step.last) return items;
  const count = toNumber(evaluate(step.last, branch), 'LAST');
  return count <= 0 ? [] : items.slice(-count);
}

function elements(value: Value): readonly Value[] {
  if (value === null || value === '') return [];
  if (Array.isArray(value)) return value as readonly Value[];
  if (typeof value === 'object' && '$rows' in value && Array.isArray(value['$rows'])) {
    return value['$rows'] as readonly Value[];
  }
  throw new AppError('VALUE_TYPE', { where: 'FOR EACH', expected: 'a list', found: typeof value });
}
