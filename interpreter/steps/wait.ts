import { FLAGS } from '../../plan/flags';
import type { StepOf } from '../../plan/schema';
import { evaluate } from '../evaluate';
import type { Flow, Runner } from '../host';
import { toDeadline, toDuration } from '../limits';
import { dateOf } from '../value/date';

/** Waits; the deadline is absolute, so a restart does not lengthen it. */
export const wait: Runner<StepOf<'wait'>> = {
  run(step, branch, host) {
    const time = evaluate(step.seconds, branch);
    const isDate = host.flags.includes(FLAGS.waitTakesDates) && dateOf(time) !== undefined;
    if (isDate) return waitFor(toDeadline(time, host.now(), 'WAIT'));
    return waitFor(host.now() + toDuration(time, 'WAIT'));
  },
  settle: () => ({ go: 'next' }),
};

/** Waits for a date. */
export const waitUntil: Runner<StepOf<'waitUntil'>> = {
  run: (step, branch, host) =>
    waitFor(toDeadline(evaluate(step.until, branch), host.now(), 'WAIT UNTIL')),
  settle: () => ({ go: 'next' }),
};

function waitFor(until: number): Flow {
  return { go: 'wait', memory: { phase: 'waiting', wait: { kind: 'timer', until } } };
}
