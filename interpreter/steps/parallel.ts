import type { StepOf } from '../../plan/schema';
import { createForkRunner } from '../fork-step';
import { judgeJoin, readNeed, takeJoin } from '../join';

/** Forks one branch for each BRANCH; at the join their writes are applied in the order of the text. */
export const parallel = createForkRunner<StepOf<'parallel'>>({
  begin(step, branch) {
    return { phase: 'forked', bound: readNeed(step.join, step.branches.length, branch) };
  },
  next(step, branch, children) {
    const total = step.branches.length;
    if (children.length === total) {
      const need = branch.memory?.bound ?? total;
      return judgeJoin({ total, need, settled: step.settled ?? false }, children);
    }
    return {
      begin: step.branches.map(({ name, block }, index) => branch.childFrame(name, block, index)),
    };
  },
  join: (step, branch, children) => takeJoin(branch, children, step.settled),
});
