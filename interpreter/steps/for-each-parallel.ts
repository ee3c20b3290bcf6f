import { AppError } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { BranchFrame } from '../../plan/walk';
import type { Branch } from '../branch';
import { evaluate, toNumber } from '../evaluate';
import { createForkRunner } from '../fork-step';
import { judgeJoin, readNeed, takeJoin } from '../join';
import { listOf } from './for-each';

type ForEachParallelStep = StepOf<'forEachParallel'>;

/** Most elements of one such loop: each is a branch that the run keeps. */
export const MAX_FAN_OUT = 1000;

/**
 * Forks one branch for each element, MAX at a time: as soon as one has ended the next one begins. The
 * variable of the loop belongs to its branch.
 */
export const forEachParallel = createForkRunner<ForEachParallelStep>({
  begin(step, branch) {
    const items = listOf(step, branch);
    if (items.length > MAX_FAN_OUT) {
      throw new AppError('RUN_FAN_OUT', { limit: MAX_FAN_OUT, size: items.length });
    }
    const bound = readNeed(step.join, items.length, branch);
    return { phase: 'forked', items, bound, by: readMax(step, branch) };
  },
  next(step, branch, children) {
    const { items = [], bound = 0, by = MAX_FAN_OUT } = branch.memory ?? {};
    const rule = { total: items.length, need: bound, settled: step.settled ?? false };
    const move = judgeJoin(rule, children);
    if ('over' in move) return move;
    const alive = children.filter(({ end }) => end === undefined).length;
    const first = children.length;
    const count = Math.min(by - alive, items.length - first);
    const begin = Array.from({ length: count }, (_, index) => frameOf(step, branch, first + index));
    return { begin };
  },
  base(step, branch, { view, siblings }) {
    return { ...view, [step.variable]: branch.memory?.items?.[siblings.length] ?? null };
  },
  join: (step, branch, children) => takeJoin(branch, children, step.settled),
});

function frameOf(step: ForEachParallelStep, branch: Branch, turn: number): BranchFrame {
  const frame = branch.childFrame(String(turn), step.block, turn);
  return { ...frame, loops: [...(frame.loops ?? []), step.variable] };
}

function readMax(step: ForEachParallelStep, branch: Branch): number {
  if (!step.max) return MAX_FAN_OUT;
  const max = toNumber(evaluate(step.max, branch), 'MAX');
  if (max >= 1) return Math.trunc(max);
  throw new AppError('VALUE_RANGE', { where: 'MAX', found: max, expected: 'at least 1' });
}
