import { flowOfBlock } from '../../plan/plan-of-flow';
import type { StepOf } from '../../plan/schema';
import { evaluate } from '../evaluate';
import type { Runner } from '../host';
import { toDuration } from '../limits';
import { captureVariables } from '../used-names';
import { beginChild } from './call-child';

/** Begins a run of its own that starts later; this one goes on. */
export const scheduleIn: Runner<StepOf<'scheduleIn'>> = {
  run: () => ({ go: 'perform', long: false, memory: { phase: 'begin' } }),
  work(step, branch, host) {
    const delayMs = toDuration(evaluate(step.seconds, branch), 'SCHEDULE IN');
    return beginChild(branch, host, {
      flow: flowOfBlock(step.block),
      name: host.plan.name,
      input: captureVariables(host.plan, step.block, branch),
      awaited: false,
      startAtMs: host.now() + delayMs,
    });
  },
  settle: (_step, _branch, outcome) =>
    outcome.kind === 'failed' ? { go: 'fail', failure: outcome.failure } : { go: 'next' },
};
