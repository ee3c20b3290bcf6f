import type { Step } from '../plan/schema';
import type { Value } from '../plan/value';
import type { Failure } from '../plan/walk';
import type { Branch } from './branch';
import type { Flow, Outcome, WalkHost, Work } from './host';
import { bindAnswer } from './steps/bind-answer';

/** Failures that end a run in any case: somebody has decided so. */
const FINAL: ReadonlySet<string> = new Set(['APPROVAL_REJECTED', 'RUN_CANCELLED']);

/** True when the branch waits for an operator instead of failing, unless a step handles the failure. */
export function mayHold(branch: Branch, failure: Failure): boolean {
  return branch.holds && !branch.isTakingBack && !FINAL.has(failure.code);
}

/** True when a failure of one branch of a fork is not yet one of the fork. */
export function toleratesFailure(step: Step): boolean {
  const { join, settled } = step as { readonly join?: unknown; readonly settled?: unknown };
  // The failure of a script is one of its BOT, so that it is done again as a whole.
  return join !== undefined || settled === true || step.kind === 'bot';
}

/** Stops the step at hand where it has failed; an operator decides how it goes on. */
export function holdAt(branch: Branch, failure: Failure): Flow {
  return {
    go: 'perform',
    long: false,
    memory: { phase: 'failed', held: failure, ...turnOf(branch) },
  };
}

/** Shows people that the step waits for them. */
export function holdWork(step: Step, failure: Failure): Work {
  const { code, message, line = null } = failure;
  const data = { code, message, step: failure.stepId ?? step.id, line };
  return {
    part: 'held',
    effect: { effect: 'hold_run', code, message, line },
    events: [{ type: 'held', data }],
  };
}

/** What an operator, or the wait for one, means for the step at hand. */
export function settleByOperator(
  step: Step,
  branch: Branch,
  outcome: Outcome,
  host: WalkHost,
): Flow {
  if (outcome.kind !== 'woken') {
    const { memory } = branch;
    return {
      go: 'wait',
      memory: { phase: 'failed', ...memory, wait: { kind: 'operator', until: null } },
    };
  }
  if (outcome.data['command'] === 'retry') {
    branch.repeat();
    return { go: 'stay' };
  }
  const result = outcome.data['result'];
  if (result !== undefined && result !== null) bindResult(step, branch, host, result);
  return { go: 'next' };
}

/** A result that an operator gives goes where the step's own would have gone. */
function bindResult(step: Step, branch: Branch, host: WalkHost, result: Value): void {
  if (step.kind === 'bot') bindAnswer(step, branch, host.inputNames, result);
  else if ('into' in step && typeof step.into === 'string') branch.assign(step.into, result);
  else branch.assign('last_result', result);
}

function turnOf({ memory }: Branch): { readonly turn?: number } {
  return memory?.turn === undefined ? {} : { turn: memory.turn };
}
