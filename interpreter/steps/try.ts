import type { StepOf } from '../../plan/schema';
import type { Value } from '../../plan/value';
import type { Failure } from '../../plan/walk';
import type { Branch } from '../branch';
import { describeFailure } from '../describe-failure';
import type { Flow, Leaving, Runner } from '../host';

type TryStep = StepOf<'try'>;
type Left = Leaving | { readonly go: 'fail'; readonly failure: Failure };

/** Handles failures of its block. Whatever leaves the step waits until FINALLY has been walked. */
export const tryRunner: Runner<TryStep> = {
  run(step, branch) {
    const memory = branch.memory;
    if (!memory) return { go: 'enter', block: step.block, memory: { phase: 'body' } };
    if (memory.phase === 'finally') return leftBy(memory.data?.['left']);
    return enterFinally(step, null) ?? { go: 'next' };
  },
  rescue(step, branch, failure) {
    const phase = branch.memory?.phase;
    if (phase === 'body' && step.catch !== undefined) {
      takeError(branch, failure, step.variable);
      return { go: 'enter', block: step.catch, memory: { phase: 'catch' } };
    }
    return holdBack(step, branch, { go: 'fail', failure });
  },
  leave: holdBack,
};

function holdBack(step: TryStep, branch: Branch, left: Left): Flow | undefined {
  const phase = branch.memory?.phase;
  return phase === 'body' || phase === 'catch' ? enterFinally(step, left) : undefined;
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
