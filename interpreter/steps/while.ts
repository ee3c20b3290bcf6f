import type { StepOf } from '../../plan/schema';
import { evaluate, isTruthy } from '../evaluate';
import type { Runner } from '../host';

/** Repeats its block; `turn` counts from 0 and is part of the keys below. */
export const whileRunner: Runner<StepOf<'while'>> = {
  run(step, branch) {
    const turn = branch.memory?.turn;
    const asks = turn !== undefined || step.test === 'before';
    if (asks && !isTruthy(evaluate(step.when, branch))) return { go: 'next' };
    return {
      go: 'enter',
      block: step.block,
      memory: { phase: 'turn', turn: turn === undefined ? 0 : turn + 1 },
    };
  },
};
