import type { StepOf } from '../../plan/schema';
import { evaluate } from '../evaluate';
import type { Runner } from '../host';
import { copyValue } from '../value/copy';

/** Ends the innermost flow with a value. */
export const returnRunner: Runner<StepOf<'return'>> = {
  run: (step, branch) => ({
    go: 'return',
    value: step.value ? copyValue(evaluate(step.value, branch)) : null,
  }),
};
