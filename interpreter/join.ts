import { AppError } from '../plan/errors';
import type { Join } from '../plan/steps/fields';
import type { ObjectValue, Value } from '../plan/value';
import type { Branch } from './branch';
import { evaluate, toNumber } from './evaluate';
import type { Flow, ForkMove } from './host';
import { describeFailure } from './describe-failure';

/** What a fork waits for. */
interface JoinRule {
  /** Branches that there are or will be. */
  readonly total: number;
  /** Branches that have to complete. */
  readonly need: number;
  /** True waits for all, whatever becomes of them. */
  readonly settled: boolean;
}

/** How many branches have to complete; evaluated once, when the fork begins. */
export function readNeed(join: Join | undefined, total: number, branch: Branch): number {
  if (join === undefined) return total;
  if (join === 'any') return Math.min(1, total);
  const need = toNumber(evaluate(join.count, branch), 'JOIN');
  if (!Number.isInteger(need) || need < 1 || need > total) {
    const expected = `a whole number from 1 to ${total}`;
    throw new AppError('VALUE_RANGE', { where: 'JOIN', found: need, expected });
  }
  return need;
}

/** Settles a fork as soon as its outcome is certain: too few can still complete, or enough have. */
export function judgeJoin(rule: JoinRule, children: readonly Branch[]): ForkMove {
  const { total, need, settled } = rule;
  const failures = children.flatMap(({ end }) => (end?.status === 'failed' ? [end.failure] : []));
  const completed = children.filter(({ end }) => end?.status === 'completed').length;
  const isOver = completed + failures.length === total;
  if (settled) return isOver ? { over: null } : { begin: [] };
  if (completed >= need) return { over: null };
  const [failure] = failures;
  if (failure && failures.length > total - need) return { over: failure };
  return { begin: [] };
}

/**
 * Goes on behind a fork. What the branches that have completed have set is applied in order, so the last
 * one wins; what the others have set vanishes. `errors` tells of those that have failed.
 */
export function takeJoin(
  branch: Branch,
  children: readonly Branch[],
  settled: true | undefined,
): Flow {
  for (const child of children) if (child.end?.status === 'completed') applyWrites(branch, child);
  if (settled) branch.assign('errors', errorsOf(branch, children));
  return { go: 'next' };
}

/** Applies what a branch has set since its fork, whole variables; lists that were added to grow. */
export function applyWrites(target: Branch, { writes, appends, labels }: Branch): void {
  for (const [name, value] of Object.entries(writes)) {
    const added = appends[name];
    if (added !== undefined && Array.isArray(value)) target.append(name, value.slice(-added));
    else if (name === 'steps' && labels.length > 0) applySteps(target, value, labels);
    else target.assign(name, value);
  }
}

function applySteps(target: Branch, steps: Value, labels: readonly string[]): void {
  const answers = steps as ObjectValue;
  for (const label of labels) target.assignStep(label, answers[label] ?? null);
}

function errorsOf(branch: Branch, children: readonly Branch[]): readonly Value[] {
  return children.flatMap(({ end, path }) =>
    end?.status === 'failed'
      ? [{ branch: branchName(path), ...describeFailure(branch, end.failure) }]
      : [],
  );
}

/** The last part of a path: the name of a BRANCH, or the number of a turn. */
function branchName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
