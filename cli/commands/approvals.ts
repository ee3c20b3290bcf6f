import type { Command } from 'commander';
import { connectApi } from '../connection';
import { show, type Context, type Register } from '../context';
import type { ExitCode } from '../exit-codes';
import { approvalLines } from '../run-lines';

/** `everstep approvals`: what waits for a decision. */
export const registerApprovals: Register = (program, invoke) => {
  program
    .command('approvals')
    .description('list what waits for a decision')
    .action((_flags: unknown, command: Command) => invoke(command, listApprovals));
};

/** Lists the open approvals of all runs. */
export async function listApprovals(context: Context): Promise<ExitCode> {
  const approvals = await connectApi(context).listOpenApprovals();
  return show(context, { items: approvals }, () =>
    approvals.length === 0
      ? ['Nothing waits for a decision.']
      : [
          ...approvalLines(context, approvals),
          '',
          'Decide with: everstep approve ID, or reject ID',
        ],
  );
}
