import type { Command } from 'commander';
import { connectApi } from '../connection';
import { show, type Register } from '../context';

interface ReassignFlags {
  readonly to: string;
  readonly from?: string;
  readonly comment?: string;
}

/** `everstep reassign`: asks somebody else. */
export const registerReassign: Register = (program, invoke) => {
  program
    .command('reassign')
    .description('ask somebody else for a decision')
    .argument('<id>', 'id of the approval, as everstep approvals lists it')
    .requiredOption('--to <name>', 'who is asked now')
    .option('--from <name>', 'who is asked no more, where several people are asked')
    .option('--comment <text>', 'why')
    .action((id: string, flags: ReassignFlags, command: Command) =>
      invoke(command, async (context) => {
        const approval = await connectApi(context).reassign(id, flags);
        return show(context, approval, () => [`Asked now: ${approval.people.join(', ')}.`]);
      }),
    );
};
