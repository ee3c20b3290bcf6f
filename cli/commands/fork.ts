import type { Command } from 'commander';
import { connectApi } from '../connection';
import { show, type Register } from '../context';
import { readInput } from '../input';

interface ForkFlags {
  readonly step: string;
  readonly visit?: string;
  readonly reason?: string;
}

/** `everstep fork`, `migrate-run` and `restore`: runs that go on elsewhere. */
export const registerFork: Register = (program, invoke) => {
  program
    .command('fork')
    .description('start a new run that goes on before a step, as another run once stood there')
    .argument('<run>', 'id of the run, as everstep status lists it; it may have ended')
    .argument('[name=value...]', 'variables to change; name:=json for other than text')
    .requiredOption('--step <id>', 'the step to go on before, as everstep status RUN shows it')
    .option('--visit <number>', 'which visit of the step, where it stands in a loop', '1')
    .option('--reason <text>', 'why; it is kept with the fork')
    .action((id: string, pairs: readonly string[], flags: ForkFlags, given: Command) =>
      invoke(given, async (context) => {
        const { step, visit = '1', reason } = flags;
        const fork = await connectApi(context).fork(id, {
          step,
          visit: Number(visit),
          variables: readInput(pairs, []),
          ...(reason !== undefined && { reason }),
        });
        return show(context, fork, () => [
          `Run ${fork.id} is a fork of ${id} from ${step}, and is ${fork.status}.`,
          `Follow it with: everstep status ${fork.id}`,
        ]);
      }),
    );
  program
    .command('migrate-run')
    .description('let a run go on with the present version of its workflow')
    .argument('<run>', 'id of the run; nothing of it is done twice')
    .option('--reason <text>', 'why; it is kept with the run')
    .action((id: string, { reason }: { readonly reason?: string }, given: Command) =>
      invoke(given, async (context) => {
        const run = await connectApi(context).migrate(id, {
          ...(reason !== undefined && { reason }),
        });
        return show(context, run, () => [
          `Run ${run.id} is ${run.status}; everstep status ${run.id} tells whether it has the new plan.`,
        ]);
      }),
    );
  program
    .command('restore')
    .description('start a run again that Temporal has lost; it goes on from its rows')
    .argument('<run>', 'id of the run')
    .action((id: string, _flags: object, given: Command) =>
      invoke(given, async (context) => {
        const run = await connectApi(context).restore(id);
        return show(context, run, () => [`Run ${run.id} goes on from its rows.`]);
      }),
    );
};
