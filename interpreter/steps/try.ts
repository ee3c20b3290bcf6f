import type { StepOf } from '../../plan/schema';
import type { Value } from '../../plan/value';
import type { Failure, Leaving } from '../../plan/walk';
import type { Branch } from '../branch';
import { describeFailure } from '../describe-failure';
import { createForkRunner } from '../fork-step';
import type { Flow, Runner } from '../host';
import { applyWrites } from '../join';
import { readDuration } from '../limits';

type TryStep = StepOf<'try'>;
type Left = Leaving | { readonly go: 'fail'; readonly failure: Failure };

/** A block with a time-out is a branch of its own, which can be closed when the time is over. */
const timed = createForkRunner<TryStep>({
  begin(step, branch, host) {
    const timeout = readDuration(step.timeout, branch, 'TIMEOUT') ?? 0;
    return { phase: 'body', until: host.now() + timeout };
  },
  next(step, branch, [child]) {
    if (!child) return { begin: [{ ...branch.childFrame('try', step.block, 0), passesOn: true }] };
    if (!child.end) return { begin: [] };
    return { over: child.end.status === 'failed' ? child.end.failure : null };
  },
  join(step, branch, [child]) {
    if (child) applyWrites(branch, child);
    const left = child?.end?.status === 'left' ? child.end.leaving : null;
    return enterFinally(step, left) ?? left ?? { go: 'next' };
  },
});

/** Handles failures of its block. Whatever leaves the step waits until FINALLY has been walked. */
export const tryRunner: Runner<TryStep> = {
  run(step, branch, host) {
    const memory = branch.memory;
    if (!memory && step.timeout) return timed.run(step, branch, host);
    if (!memory) return { go: 'enter', block: step.block, memory: { phase: 'body' } };
    if (memory.phase === 'recover') return timed.run(step, branch, host);
    if (memory.phase === 'finally') return leftBy(memory.data?.['left']);
    return enterFinally(step, null) ?? { go: 'next' };
  },
  fork: timed.fork,
  work: timed.work,
  settle: timed.settle,
  rescue(step, branch, failure) {
    const phase = branch.memory?.phase;
    if ((phase === 'body' || phase === 'recover') && step.catch !== undefined) {
      takeError(branch, failure, step.variable);
      return { go: 'enter', block: step.catch, memory: { phase: 'catch' } };
    }
    return holdBack(step, branch, { go: 'fail', failure });
  },
  leave: holdBack,
};

function holdBack(step: TryStep, branch: Branch, left: Left): Flow | undefined {
  const phase = branch.memory?.phase;
  return phase === undefined || phase === 'finally' ? undefined : enterFinally(step, left);
}

function enterFinally(step: TryStep, left: Left | null): Flow | undefined {
  if (step.finally === undefined) return undefined;
  const data = { left: left as unknown as Value };
  return { go: 'enter', block: step.finally, memory: { phase: 'finally', data } };
}

function leftBy(left: Value | undefined): Flow {
  return (left as unknown as Left | null | undefined) ?? { go: 'next' };
}

/** Shows a failure to the program: `error`, and the variable that CATCH names. */
function takeError(branch: Branch, failure: Failure, variable: string | undefined): void {
  branch.assign('error', describeFailure(branch, failure));
  if (variable !== undefined) branch.assign(variable, describeFailure(branch, failure));
}
