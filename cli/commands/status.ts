import type { Command } from 'commander';
import { connectApi } from '../connection';
import { show, type Context, type Register } from '../context';
import { UsageError, type ExitCode } from '../exit-codes';
import { formatMoment, formatSpan } from '../format';
import { runLines, statusStyle } from '../run-lines';
import { tableLines } from '../table';

interface StatusFlags {
  readonly limit: string;
  readonly parent?: string;
}

/** `everstep status`: the newest runs, or one run. */
export const registerStatus: Register = (program, invoke) => {
  program
    .command('status')
    .description('list the newest runs, or show one with its tasks and open approvals')
    .argument('[run]', 'id of a run')
    .option('--limit <number>', 'how many runs to list', '20')
    .option('--parent <run>', 'list only runs that this run has begun')
    .action((runId: string | undefined, flags: StatusFlags, command: Command) =>
      invoke(command, (context) =>
        runId === undefined ? listRuns(context, flags) : showRun(context, runId),
      ),
    );
};

/** Lists the newest runs. */
export async function listRuns(
  context: Context,
  { limit, parent }: StatusFlags,
): Promise<ExitCode> {
  const count = Number(limit);
  if (!Number.isInteger(count) || count < 1 || count > 200) {
    throw new UsageError(`--limit is ${limit}; it has to be a number from 1 to 200`);
  }
  const runs = await connectApi(context).listRuns(count, parent);
  const columns = [
    { title: 'RUN', text: ({ id }) => id },
    { title: 'WORKFLOW', text: (run) => run.workflow, limit: 40 },
    { title: 'STATUS', text: ({ status }) => status, style: ({ status }) => statusStyle(status) },
    { title: 'STEP', text: ({ currentStep }) => currentStep ?? '-', limit: 30 },
    { title: 'BEGUN', text: ({ createdAt }) => formatMoment(createdAt) },
    { title: 'DURATION', text: (run) => formatSpan(run.startedAt, run.completedAt) },
  ] satisfies Parameters<typeof tableLines<(typeof runs)[number]>>[1];
  return show(context, { items: runs }, () =>
    runs.length === 0
      ? ['There are no runs yet; everstep run starts one.']
      : tableLines(runs, columns, context.paint),
  );
}

/** Shows one run. */
export async function showRun(context: Context, runId: string): Promise<ExitCode> {
  const run = await connectApi(context).readRun(runId);
  return show(context, run, () => runLines(context, run));
}
