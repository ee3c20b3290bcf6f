import { AppError, invariant } from '../plan/errors';
import type { Step } from '../plan/schema';
import type { Variables } from '../plan/value';
import type { CallFrame, Failure, Leaving } from '../plan/walk';
import { MAX_LEVELS, type Branch } from './branch';
import type {
  EffectHost,
  Flow,
  ForkMove,
  ForkRunner,
  NewChild,
  Outcome,
  Runner,
  Stop,
  WalkHost,
  Work,
} from './host';
import { holdAt, holdWork, mayHold, settleByOperator, toleratesFailure } from './hold';
import { runners } from './runners';

/** Statements without a step in between, after which a program counts as endless. */
export const MAX_STATEMENTS = 5_000_000;

/**
 * Walks a branch until it needs something: work, a wait, its branches, or its end. Synchronous; the budget
 * is a count of statements, so that it is the same on every replay.
 * Failures of the user's program are handled here; anything else that is thrown is a defect of ours.
 */
export function walk(branch: Branch, host: WalkHost, budget: number): Stop {
  for (let left = budget; left > 0; left -= 1) {
    if (branch.end) return { at: 'end', end: branch.end };
    if (branch.cancelled) return { at: 'perform', long: false };
    const step = branch.step;
    if (!step) {
      endBlock(branch);
      continue;
    }
    if (branch.memory?.wait) return { at: 'wait' };
    if (branch.memory?.held) return { at: 'perform', long: false };
    if (branch.memory?.children) return { at: 'fork' };
    branch.spent += 1;
    const stop = follow(branch, guarded(branch, step, host), step);
    if (stop) return stop;
  }
  return { at: 'budget' };
}

/** Gives the step at hand the outcome it was waiting for. The walk can go on afterwards. */
export function settle(branch: Branch, outcome: Outcome, host: WalkHost): Stop | undefined {
  const step = branch.step;
  invariant(step, 'an outcome belongs to a step');
  branch.spent = 0;
  const isByOperator = outcome.kind === 'woken' && outcome.by === 'operator';
  if (branch.memory?.held || isByOperator) {
    return follow(branch, settleByOperator(step, branch, outcome, host), step);
  }
  const flow = attempt(step, () => {
    const runner = runnerOf(step);
    invariant(runner.settle, `${step.kind} takes outcomes`);
    return runner.settle(step, branch, outcome, host);
  });
  return follow(branch, flow, step);
}

/** What the step at hand wants done, or the failure that asking for it came to. */
export function workAtHand(branch: Branch, host: EffectHost): Work | Failure {
  const step = branch.step;
  invariant(step, 'work belongs to a step');
  const held = branch.memory?.held;
  if (held) return holdWork(step, held);
  const runner = runnerOf(step);
  invariant(runner.work, `${step.kind} has work`);
  try {
    return runner.work(step, branch, host);
  } catch (error) {
    return failureOf(error, step);
  }
}

/** What the fork at hand does next; a mistake of the user's is its outcome. */
export function forkMove(branch: Branch, children: readonly Branch[]): ForkMove {
  const [step, fork] = forkAtHand(branch);
  try {
    return withHold(branch, step, fork.next(step, branch, children));
  } catch (error) {
    return { over: failureOf(error, step) };
  }
}

/** A branch waits for an operator where its failure would be one of the run. */
function withHold(branch: Branch, step: Step, move: ForkMove): ForkMove {
  if ('over' in move || !branch.holds || toleratesFailure(step)) return move;
  if (isHandled(branch, { code: 'RUN_THROWN', message: '' })) return move;
  return { begin: move.begin.map((frame) => ({ ...frame, holds: true })) };
}

/** The variables that a branch of the fork at hand starts from. */
export function forkBase(branch: Branch, child: NewChild): Variables {
  const [step, fork] = forkAtHand(branch);
  return fork.base?.(step, branch, child) ?? child.view;
}

function forkAtHand(branch: Branch): readonly [Step, ForkRunner<Step>] {
  const step = branch.step;
  const fork = step && runnerOf(step).fork;
  invariant(fork, 'a fork belongs to a step that forks');
  return [step, fork];
}

/** Lets the step at hand fail, as if its work had failed. */
export function fail(branch: Branch, failure: Failure): Stop | undefined {
  const step = branch.step;
  invariant(step, 'a failure belongs to a step');
  return follow(branch, { go: 'fail', failure }, step);
}

function guarded(branch: Branch, step: Step, host: WalkHost): Flow {
  return attempt(step, () => {
    if (branch.spent > MAX_STATEMENTS) throw new AppError('RUN_BUDGET', { limit: MAX_STATEMENTS });
    if (branch.depth > MAX_LEVELS) throw new AppError('RUN_TOO_DEEP', { limit: MAX_LEVELS });
    return runnerOf(step).run(step, branch, host);
  });
}

function attempt(step: Step, act: () => Flow): Flow {
  try {
    return act();
  } catch (error) {
    return { go: 'fail', failure: failureOf(error, step) };
  }
}

/** A mistake of the user as a failure; anything else is ours and is thrown on. */
function failureOf(error: unknown, step: Step): Failure {
  if (!(error instanceof AppError)) throw error;
  return {
    code: error.code,
    message: error.message,
    stepId: step.id,
    details: error.details,
  };
}

function runnerOf(step: Step): Runner<Step> {
  return runners[step.kind] as unknown as Runner<Step>;
}

function follow(branch: Branch, flow: Flow, step: Step): Stop | undefined {
  switch (flow.go) {
    case 'next':
      branch.advance();
      return undefined;
    case 'stay':
      return undefined;
    case 'enter':
      branch.memory = flow.memory;
      branch.enter(flow.block, flow.call);
      return undefined;
    case 'perform':
      if (flow.memory) branch.memory = flow.memory;
      return { at: 'perform', long: flow.long };
    case 'wait':
      branch.memory = flow.memory;
      return { at: 'wait' };
    case 'fork':
      branch.memory = flow.memory;
      return { at: 'fork' };
    case 'return':
      return returnFrom(branch, flow);
    case 'exit':
      return exitFrom(branch, flow);
    case 'fail':
      return unwind(branch, flow.failure, step);
  }
}

function endBlock(branch: Branch): void {
  if (branch.leave()) branch.returned = null;
  if (branch.depth === 0) branch.finish({ status: 'completed', value: null });
}

function returnFrom(branch: Branch, flow: Leaving & { readonly go: 'return' }): Stop | undefined {
  while (branch.depth > 0) {
    if (branch.leave()) {
      branch.returned = flow.value;
      return undefined;
    }
    const held = holdBack(branch, flow);
    if (held) return follow(branch, held.flow, held.step);
  }
  branch.finish(
    branch.passesOn
      ? { status: 'left', leaving: flow }
      : { status: 'completed', value: flow.value },
  );
  return undefined;
}

function exitFrom(branch: Branch, flow: Leaving & { readonly go: 'exit' }): Stop | undefined {
  while (branch.depth > 0) {
    const called = branch.leave();
    if (called && leavesCall(flow, called)) {
      branch.returned = null;
      return undefined;
    }
    if (flow.from === 'loop' && isLoop(branch.step)) {
      branch.advance();
      return undefined;
    }
    const held = holdBack(branch, flow);
    if (held) return follow(branch, held.flow, held.step);
  }
  branch.finish(
    branch.passesOn ? { status: 'left', leaving: flow } : { status: 'completed', value: null },
  );
  return undefined;
}

/** EXIT SUB ends at any call, EXIT at the script that it stands in. */
function leavesCall({ from }: Leaving & { readonly go: 'exit' }, call: CallFrame): boolean {
  return from === 'flow' || (from === 'program' && call.locals !== null);
}

function isLoop(step: Step | undefined): boolean {
  return step?.kind === 'while' || step?.kind === 'for' || step?.kind === 'forEach';
}

/** What the step at hand does first when the walk leaves it. */
function holdBack(
  branch: Branch,
  leaving: Leaving,
): { readonly flow: Flow; readonly step: Step } | undefined {
  const step = branch.step;
  const flow = step && runnerOf(step).leave?.(step, branch, leaving);
  return flow && { flow, step };
}

/** True when a step around handles the failure. Asked of a copy, as handling it changes the branch. */
function isHandled(branch: Branch, failure: Failure): boolean {
  const probe = branch.copy();
  while (probe.depth > 0) {
    const step = probe.step;
    if (step && runnerOf(step).rescue?.(step, probe, failure)) return true;
    probe.leave();
  }
  return false;
}

/** A failure with the step and line that it comes from. */
function withPlace(branch: Branch, failure: Failure, origin: Step): Failure {
  const { stepId = origin.id } = failure;
  const line = failure.line ?? branch.lineOf(stepId);
  return { ...failure, stepId, ...(line !== null && { line }) };
}

/** Looks outwards for a step that handles the failure; without one it ends the branch. */
function unwind(branch: Branch, failure: Failure, origin: Step): Stop | undefined {
  const placed = withPlace(branch, failure, origin);
  if (mayHold(branch, placed) && !isHandled(branch, placed)) {
    return follow(branch, holdAt(branch, placed), origin);
  }
  for (;;) {
    const step = branch.step;
    const flow = step && runnerOf(step).rescue?.(step, branch, placed);
    if (flow) return follow(branch, flow, step);
    if (branch.depth > 0) branch.leave();
    if (branch.depth === 0) {
      branch.finish({ status: 'failed', failure: placed });
      return branch.end && { at: 'end', end: branch.end };
    }
  }
}
