import type { Command } from 'commander';
import type { Register } from '../context';
import { decide, type DecisionFlags } from '../decide';

/** `everstep approve`: says yes. */
export const registerApprove: Register = (program, invoke) => {
  program
    .command('approve')
    .description('approve what a run asks for')
    .argument('<id>', 'id of the approval, as everstep approvals lists it')
    .option('--comment <text>', 'why')
    .option('--by <name>', 'who decides, where that is not the owner of the API key')
    .action((id: string, flags: DecisionFlags, command: Command) =>
      invoke(command, (context) => decide(context, id, 'approve', flags)),
    );
};
