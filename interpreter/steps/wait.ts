import type { StepOf } from '../../plan/schema';
import type { Runner } from '../host';
import { readDuration } from '../limits';

/** Waits; the deadline is absolute, so a restart does not lengthen it. */
export const wait: Runner<StepOf<'wait'>> = {
  run(step, branch, host) {
    const until = host.now() + (readDuration(step.seconds, branch, 'WAIT') ?? 0);
    return { go: 'wait', memory: { phase: 'waiting', wait: { kind: 'timer', until } } };
  },
  settle: () => ({ go: 'next' }),
};
