import type { StepOf } from '../../plan/schema';
import type { Runner } from '../host';

/** Leaves a loop, a flow, or the script. */
export const exit: Runner<StepOf<'exit'>> = {
  run: (step) => ({ go: 'exit', from: step.from }),
};
