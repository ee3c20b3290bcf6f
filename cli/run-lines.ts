import type { RunStatus, TaskStatus } from '../plan/run';
import type { ApprovalView, RunView, Task } from '../plan/messages';
import type { Context } from './context';
import { formatClock, formatMoment, formatSpan } from './format';
import { plainText, type Style } from './paint';
import { tableLines } from './table';

/** The colour of a run's or a task's state. */
export function statusStyle(status: RunStatus | TaskStatus): Style {
  if (status === 'completed') return 'green';
  if (status === 'failed' || status === 'cancelled' || status === 'rejected') return 'red';
  return status === 'pending' || status === 'skipped' ? 'dim' : 'cyan';
}

/** A run with its tasks and open approvals. */
export function runLines(context: Context, run: RunView): readonly string[] {
  const { paint } = context;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Run', run.id],
    ['Workflow', run.package === null ? run.workflow : `${run.package}/${run.workflow}`],
    ['Status', paint(statusStyle(run.status), run.status)],
    ['Progress', `${run.progress.completed} of ${run.progress.total} (${run.progress.percent} %)`],
    ['Parent', run.parent?.runId ?? null],
    ['Starts', startOf(run)],
    ['Begun', formatMoment(run.startedAt ?? run.createdAt)],
    ['Duration', formatSpan(run.startedAt, run.completedAt)],
    ...run.holds.map((hold): [string, string] => [
      'Held',
      paint('yellow', `${hold.stepId}: ${failureText({ ...hold, line: hold.line ?? undefined })}`),
    ]),
    ['Result', run.result === null ? null : resultText(run)],
    ['Failure', run.failure && paint('red', failureText(run.failure))],
    ['Hint', run.failure?.hint ?? null],
    ['Temporal', run.temporal.url],
  ];
  const head = facts.flatMap(([name, text]) =>
    text === null ? [] : [`${paint('dim', name.padEnd(9))} ${text}`],
  );
  return [
    ...head,
    ...(run.tasks.length === 0 ? [] : ['', ...taskLines(context, run.tasks)]),
    ...(run.approvals.length === 0 ? [] : ['', ...approvalLines(context, run.approvals)]),
  ];
}

/** When a run starts that was scheduled and has not started yet. */
function startOf({ startedAt, startAt }: RunView): string | null {
  return startedAt === null && startAt !== null ? formatMoment(startAt) : null;
}

function failureText({
  code,
  message,
  line,
}: {
  readonly code: string;
  readonly message: string;
  readonly line?: number | undefined;
}): string {
  return `${message} (${code}${line === undefined ? '' : `, line ${line}`})`;
}

/** Columns that the table of tasks needs beside the results. */
const taskColumns = 98;

/** The tasks of a run as a table. */
export function taskLines({ paint, output }: Context, tasks: readonly Task[]): readonly string[] {
  return tableLines(
    tasks,
    [
      { title: 'TASK', text: ({ description, agent }) => description || agent, limit: 40 },
      { title: 'STATUS', text: ({ status }) => status, style: ({ status }) => statusStyle(status) },
      { title: 'START', text: ({ startedAt }) => formatClock(startedAt) },
      { title: 'END', text: ({ completedAt }) => formatClock(completedAt) },
      {
        title: 'DURATION',
        text: ({ startedAt, completedAt }) => formatSpan(startedAt, completedAt),
      },
      {
        title: 'RESULT',
        text: (task) => task.error ?? task.output,
        limit: Math.min(60, Math.max(20, output.columns - taskColumns)),
      },
    ],
    paint,
  );
}

/** Requests for a decision as a table. */
export function approvalLines(
  { paint }: Context,
  approvals: readonly ApprovalView[],
): readonly string[] {
  return tableLines(
    approvals,
    [
      { title: 'APPROVAL', text: ({ id }) => id },
      { title: 'FROM', text: ({ from }) => from },
      { title: 'STATUS', text: ({ status }) => status },
      { title: 'UNTIL', text: ({ deadline }) => formatMoment(deadline) },
      { title: 'RUN', text: ({ runId }) => runId },
      { title: 'MESSAGE', text: ({ message }) => message },
    ],
    paint,
  );
}

/** The result of a run on one line. */
export function resultText({ result }: Pick<RunView, 'result'>): string {
  return plainText(typeof result === 'string' ? result : JSON.stringify(result));
}
