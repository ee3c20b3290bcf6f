import { orderTasks } from '../../../plan/task-order';
import type { Statement, StepNumber } from '../../basic/syntax';
import { readGraph, type TaskNode } from '../../lower/graph-tasks';
import type { CheckContext, Rule } from '../context';

const MAX_TASKS = 500;

/** DEPENDS ON names STEPs of the same block, each of them one STEP, and leads never back. */
export const dependencies: Rule = (context) => ({
  statements(list) {
    checkList(context, list);
  },
});

function checkList(context: CheckContext, statements: readonly Statement[]): void {
  const graph = readGraph(statements);
  if (graph === undefined) return;
  for (const { step, unknown, ambiguous } of graph.tasks) {
    for (const number of unknown) reportUnknown(context, step.label, number);
    for (const number of ambiguous) reportAmbiguous(context, number, graph.tasks);
  }
  checkCycle(context, graph.tasks);
  if (graph.tasks.length > MAX_TASKS) {
    context.error({
      code: 'BASIC_TOO_MANY_BRANCHES',
      message: `${graph.tasks.length} STEPs depend on each other here; the limit is ${MAX_TASKS}.`,
      span: graph.tasks[0]?.step.labelSpan ?? { start: 0, end: 0 },
      hint: 'Put some of them into a SUB or another flow.',
    });
  }
}

function reportUnknown(context: CheckContext, label: string, number: StepNumber): void {
  context.error({
    code: 'BASIC_DEPENDS_UNKNOWN',
    message: `STEP ${label} depends on STEP ${number.label}, but no STEP of this block has that number.`,
    span: number,
    hint: 'A STEP can only depend on STEPs beside it, not on those inside an IF or a loop.',
  });
}

function reportAmbiguous(
  context: CheckContext,
  number: StepNumber,
  tasks: readonly TaskNode[],
): void {
  const steps = tasks.filter(({ step }) => step.label.toLowerCase() === number.label.toLowerCase());
  context.error({
    code: 'BASIC_DEPENDS_TWICE',
    message: `The number ${number.label} is used by ${steps.length} STEPs; nothing can depend on it.`,
    span: number,
    hint: 'Give each of them a number of its own.',
    related: steps.map(({ step }) => ({ message: 'It stands here.', span: step.labelSpan })),
  });
}

function checkCycle(context: CheckContext, tasks: readonly TaskNode[]): void {
  const ordered = orderTasks(tasks);
  if ('order' in ordered) return;
  const { cycle } = ordered;
  const task = tasks.find(({ name }) => name === cycle[0]);
  context.error({
    code: 'BASIC_DEPENDS_CYCLE',
    message: `These STEPs wait for each other: ${cycle.join(' → ')}.`,
    span: task?.step.dependsOn ?? task?.step.labelSpan ?? { start: 0, end: 0 },
    hint: 'Take one of these dependencies away. DEPENDS ON NONE begins at once.',
  });
}
