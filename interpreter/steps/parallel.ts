import { invariant } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import { newBranchFrame } from '../branch';
import type { Runner } from '../host';

/** Forks one branch for each BRANCH; at the join their writes are applied in the order of the text. */
export const parallel: Runner<StepOf<'parallel'>> = {
  run(step, branch) {
    const children = step.branches.map(({ name, block }, index) =>
      newBranchFrame(branch.childPath(name), block, branch.childSeed(index)),
    );
    return { go: 'fork', memory: { phase: 'forked', children } };
  },
  settle(_step, branch, outcome) {
    if (outcome.kind === 'failed') return { go: 'fail', failure: outcome.failure };
    invariant(outcome.kind === 'joined', 'a fork ends with its join');
    for (const { writes } of outcome.ends) {
      for (const [name, value] of Object.entries(writes)) branch.assign(name, value);
    }
    return { go: 'next' };
  },
};
