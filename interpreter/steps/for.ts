import { AppError } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { StepMemory } from '../../plan/walk';
import type { Branch } from '../branch';
import { evaluate, toNumber } from '../evaluate';
import type { Runner } from '../host';

/** Counts a variable; bounds are evaluated once, the program may change the variable meanwhile. */
export const forRunner: Runner<StepOf<'for'>> = {
  run(step, branch) {
    const memory = nextTurn(step, branch);
    const value = toNumber(branch.read(step.variable), step.variable);
    const { bound = 0, by = 1 } = memory;
    if (by > 0 ? value > bound : value < bound) return { go: 'next' };
    return { go: 'enter', block: step.block, memory };
  },
};

function nextTurn(step: StepOf<'for'>, branch: Branch): StepMemory {
  const memory = branch.memory;
  if (memory?.turn !== undefined) {
    const value = toNumber(branch.read(step.variable), step.variable);
    branch.assign(step.variable, value + (memory.by ?? 1));
    return { ...memory, turn: memory.turn + 1 };
  }
  const by = step.by ? toNumber(evaluate(step.by, branch), 'STEP') : 1;
  if (by === 0) throw new AppError('VALUE_RANGE', { where: 'STEP', found: 0, expected: 'not 0' });
  const bound = toNumber(evaluate(step.to, branch), 'TO');
  branch.assign(step.variable, toNumber(evaluate(step.from, branch), 'FOR'));
  return { phase: 'turn', turn: 0, bound, by };
}
