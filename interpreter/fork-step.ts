import { AppError, invariant } from '../plan/errors';
import type { Step } from '../plan/schema';
import type { Value } from '../plan/value';
import type { Failure, StepMemory, Undo } from '../plan/walk';
import type { Branch } from './branch';
import type { Flow, ForkRunner, Runner, WalkHost, Work } from './host';
import { hasUndo } from './used-names';

/** What one kind of fork has of its own; all forks end in the same way. */
interface ForkKind<S extends Step> extends ForkRunner<S> {
  /** What the step keeps while its branches are under way. */
  readonly begin: (step: S, branch: Branch, host: WalkHost) => StepMemory;
  /** Goes on behind the fork: applies what the branches have set. */
  readonly join: (step: S, branch: Branch, children: readonly Branch[]) => Flow;
  /** Goes on when the fork has failed; without this, the step fails. */
  readonly fail?: (step: S, branch: Branch, end: FailedFork) => Flow;
}

/** A fork that has failed, with its branches. */
export interface FailedFork {
  readonly children: readonly Branch[];
  readonly failure: Failure;
}

/**
 * A step that forks. Where branches are cancelled that may have done more than the run knows of, their rows
 * are read first: a branch that has reached its end before its time-out counts, and what the others have
 * done is taken back, at once when the fork has succeeded, else when the run fails.
 */
export function createForkRunner<S extends Step>(
  kind: ForkKind<S>,
): Runner<S> & {
  readonly settle: NonNullable<Runner<S>['settle']>;
  readonly work: NonNullable<Runner<S>['work']>;
  readonly fork: ForkRunner<S>;
  readonly rescue: NonNullable<Runner<S>['rescue']>;
} {
  const conclude = (step: S, branch: Branch, end: Ended): Flow => {
    const { children, failure } = end;
    const losers = children.filter((child) => child.end === undefined);
    const kept = failure ? children : children.filter((child) => child.end !== undefined);
    branch.rememberAll(kept.flatMap((child) => child.undo));
    if (failure) {
      return kind.fail?.(step, branch, { children, failure }) ?? { go: 'fail', failure };
    }
    const flow = kind.join(step, branch, children);
    const undo = losers.flatMap((child) => child.undo).reverse();
    return undo.length === 0 ? flow : undoNext(branch, { undo, turn: 0 });
  };
  return {
    run(step, branch, host) {
      const memory = branch.memory;
      if (!memory)
        return { go: 'fork', memory: { ...kind.begin(step, branch, host), children: [] } };
      if (memory.phase !== 'undo') return { go: 'perform', long: false };
      return undoNext(branch, { undo: memory.undo ?? [], turn: (memory.turn ?? 0) + 1 });
    },
    fork: kind,
    work: recoverWork,
    settle(step, branch, outcome, host) {
      if (outcome.kind === 'recovered') {
        return conclude(step, branch, endOf(step, branch, outcome.children));
      }
      invariant(outcome.kind === 'joined', 'a fork ends with its join');
      const { children, failure, expired } = outcome;
      const isOpen = children.some((child) => child.end === undefined);
      if (isOpen && (expired || hasUndo(host.plan))) {
        const closed = children.map((child) => child.toFrame());
        const { data: kept, turn } = branch.memory ?? {};
        const data = { ...kept, failure: failure as unknown as Value, expired };
        const memory = { phase: 'recover', closed, data, ...(turn !== undefined && { turn }) };
        return { go: 'perform', long: false, memory };
      }
      return conclude(step, branch, { children, failure });
    },
    rescue(_step, branch) {
      const memory = branch.memory;
      if (memory?.phase !== 'undo') return undefined;
      // What cannot be taken back does not keep the rest from it; its task and events tell of it.
      return undoNext(branch, { undo: memory.undo ?? [], turn: (memory.turn ?? 0) + 1 });
    },
  };
}

interface Ended {
  readonly children: readonly Branch[];
  readonly failure: Failure | null;
}

/** Against a time-out, an end that the rows show wins. */
function endOf(step: Step, branch: Branch, children: readonly Branch[]): Ended {
  const { failure = null, expired = false } = branch.memory?.data ?? {};
  if (expired !== true) return { children, failure: failure as unknown as Failure | null };
  if (children.some(({ end }) => end === undefined)) {
    const error = new AppError('RUN_TIMEOUT', {});
    return { children, failure: { code: error.code, message: error.message, stepId: step.id } };
  }
  const failed = children.find(({ end }) => end?.status === 'failed')?.end;
  return { children, failure: failed?.status === 'failed' ? failed.failure : null };
}

function recoverWork(): Work {
  return { part: 'recover', effect: null, recovers: true, events: [] };
}

/** Walks what takes back the work of cancelled branches, one block after the other. */
function undoNext(
  branch: Branch,
  { undo, turn }: { readonly undo: readonly Undo[]; readonly turn: number },
): Flow {
  branch.returned = null;
  const next = undo[turn];
  if (!next) return { go: 'next' };
  return {
    go: 'enter',
    block: next.block,
    memory: { phase: 'undo', turn, undo },
    call: { flow: '', locals: next.variables },
  };
}
