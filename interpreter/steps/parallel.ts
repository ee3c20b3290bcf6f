import type { StepOf } from '../../plan/schema';
import type { Runner } from '../host';
import { judgeJoin, readNeed, takeJoin } from '../join';

/** Forks one branch for each BRANCH; at the join their writes are applied in the order of the text. */
export const parallel: Runner<StepOf<'parallel'>> = {
  run(step, branch) {
    const bound = readNeed(step.join, step.branches.length, branch);
    return { go: 'fork', memory: { phase: 'forked', bound, children: [] } };
  },
  fork: {
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
  },
  settle: (step, branch, outcome) => takeJoin(branch, outcome, step.settled),
};
