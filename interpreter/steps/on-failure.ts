import type { StepOf } from '../../plan/schema';
import type { Runner } from '../host';
import { captureVariables } from '../used-names';

/** Remembers its block with the variables that it uses; nothing is done now. */
export const onFailure: Runner<StepOf<'onFailure'>> = {
  run(step, branch, host) {
    branch.remember({
      block: step.block,
      variables: captureVariables(host.plan, step.block, branch),
    });
    return { go: 'next' };
  },
};
