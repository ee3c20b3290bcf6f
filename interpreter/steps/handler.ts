import type { StepOf } from '../../plan/schema';
import type { Runner } from '../host';

/** A declaration: the run walks its block when the event comes. */
export const handler: Runner<StepOf<'handler'>> = {
  run: () => ({ go: 'next' }),
};
