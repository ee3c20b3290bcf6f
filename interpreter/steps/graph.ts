import { invariant } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { GraphTask } from '../../plan/steps/graph';
import { orderTasks } from '../../plan/task-order';
import type { Value, Variables } from '../../plan/value';
import type { Failure } from '../../plan/walk';
import type { Branch } from '../branch';
import { createForkRunner, type FailedFork } from '../fork-step';
import type { Flow, ForkMove, Runner, Work } from '../host';
import { applyWrites } from '../join';

type GraphStep = StepOf<'graph'>;

const fork = createForkRunner<GraphStep>({
  begin(step) {
    orderOf(step);
    return { phase: 'forked' };
  },
  next: nextTasks,
  base(step, branch, { frame, siblings }) {
    const paths = pathsOf(step, branch);
    const task = step.tasks.find(({ name }) => paths.get(name) === frame.path);
    invariant(task, 'a branch of a graph is one of its tasks');
    return baseOf(step, branch, task, byPath(siblings));
  },
  join(step, branch, siblings) {
    const children = byPath(siblings);
    const paths = pathsOf(step, branch);
    for (const { name } of orderOf(step)) applyTask(branch, children.get(paths.get(name) ?? ''));
    return { go: 'next' };
  },
  fail: skip,
});

/**
 * Forks a branch for each task as soon as the last task it comes after has completed. A failure lets the
 * tasks behind it be skipped; the others go on to their end, then the graph fails.
 */
export const graph: Runner<GraphStep> = {
  run: (step, branch, host) => fork.run(step, branch, host),
  fork: fork.fork,
  work: (step, branch, host) =>
    branch.memory?.phase === 'skip' ? skipWork(branch) : fork.work(step, branch, host),
  settle: (step, branch, outcome, host) =>
    outcome.kind === 'done' ? failAfterSkip(branch) : fork.settle(step, branch, outcome, host),
  rescue: fork.rescue,
};

type Children = ReadonlyMap<string, Branch>;

/** Tasks whose turn it is; the outcome when none is left. */
function nextTasks(step: GraphStep, branch: Branch, siblings: readonly Branch[]): ForkMove {
  const children = byPath(siblings);
  const paths = pathsOf(step, branch);
  const hasCompleted = (name: string): boolean =>
    children.get(paths.get(name) ?? '')?.end?.status === 'completed';
  const begin = step.tasks.flatMap(({ name, after, block }, index) =>
    children.has(paths.get(name) ?? '') || !after.every(hasCompleted)
      ? []
      : [branch.childFrame(name, block, index)],
  );
  if (begin.length > 0 || siblings.some(({ end }) => end === undefined)) return { begin };
  return { over: failureOf(step, paths, children) ?? null };
}

/** What a task sees: the variables at the fork, what the tasks before it have set, and their outputs. */
function baseOf(step: GraphStep, branch: Branch, task: GraphTask, children: Children): Variables {
  const paths = pathsOf(step, branch);
  const childOf = (name: string): Branch | undefined => children.get(paths.get(name) ?? '');
  const before = ancestorsOf(step, task);
  const draft = branch.draft();
  for (const { name } of orderOf(step)) if (before.has(name)) applyTask(draft, childOf(name));
  const outputs = task.after.map((name) => [name, outputOf(childOf(name), name)] as const);
  return { ...draft.view(), context: Object.fromEntries(outputs) };
}

function applyTask(target: Branch, child: Branch | undefined): void {
  if (child?.end?.status === 'completed') applyWrites(target, child);
}

/** The answer of the STEP, or what it has said last. */
function outputOf(child: Branch | undefined, name: string): Value {
  if (!child) return null;
  const steps = child.labels.includes(name) ? (child.read('steps') as Variables) : {};
  return steps[name] ?? child.writes['last_result'] ?? null;
}

function ancestorsOf(step: GraphStep, task: GraphTask): ReadonlySet<string> {
  const found = new Set(task.after);
  for (const name of found) {
    for (const other of step.tasks.find((each) => each.name === name)?.after ?? []) {
      found.add(other);
    }
  }
  return found;
}

function failureOf(
  step: GraphStep,
  paths: ReadonlyMap<string, string>,
  children: Children,
): Failure | undefined {
  for (const { name } of step.tasks) {
    const end = children.get(paths.get(name) ?? '')?.end;
    if (end?.status === 'failed') return end.failure;
  }
  return undefined;
}

function skip(step: GraphStep, branch: Branch, { children, failure }: FailedFork): Flow {
  const begun = byPath(children);
  const paths = pathsOf(step, branch);
  const skipped = step.tasks
    .map(({ name }) => name)
    .filter((name) => !begun.has(paths.get(name) ?? ''));
  if (skipped.length === 0) return { go: 'fail', failure };
  const data = { skipped, failure: failure as unknown as Value };
  return { go: 'perform', long: false, memory: { phase: 'skip', data } };
}

function skipWork(branch: Branch): Work {
  const skipped = (branch.memory?.data?.['skipped'] ?? []) as readonly string[];
  return {
    part: 'skip',
    effect: null,
    result: skipped,
    events: skipped.map((label) => ({ type: 'task_skipped' as const, data: { label } })),
  };
}

function failAfterSkip(branch: Branch): Flow {
  return { go: 'fail', failure: branch.memory?.data?.['failure'] as unknown as Failure };
}

function byPath(branches: readonly Branch[]): Children {
  return new Map(branches.map((branch) => [branch.path, branch]));
}

function pathsOf(step: GraphStep, branch: Branch): ReadonlyMap<string, string> {
  return new Map(step.tasks.map(({ name }) => [name, branch.childPath(name)]));
}

/** A plan is checked before it runs, so that its graphs have no cycles. */
function orderOf(step: GraphStep): readonly GraphTask[] {
  const ordered = orderTasks(step.tasks);
  invariant('order' in ordered, 'a graph has no cycle');
  return ordered.order;
}
