import type { Command } from 'commander';
import type { RunCommand } from '../client';
import { connectApi } from '../connection';
import { show, type Context, type Register } from '../context';
import type { ExitCode } from '../exit-codes';
import { readInput, readJson } from '../input';

interface ControlFlags {
  readonly reason?: string;
  readonly freeze?: boolean;
  readonly step?: string;
  readonly path?: string;
  readonly result?: string;
}

const descriptions: Readonly<Record<RunCommand, string>> = {
  pause: 'let a run begin no more steps until it is resumed',
  resume: 'let a paused run go on',
  cancel: 'end a run',
  retry: 'let a step that has failed, and waits for you, be done again',
  skip: 'let a run go on behind a step that has failed, or that it waits at',
};

/** `everstep pause`, `resume`, `cancel`, `retry`, `skip` and `set`: commands to a run. */
export const registerControl: Register = (program, invoke) => {
  for (const name of Object.keys(descriptions) as RunCommand[]) {
    const command = program
      .command(name)
      .description(descriptions[name])
      .argument('<run>', 'id of the run, as everstep status lists it')
      .option('--reason <text>', 'why; it is kept with the run');
    if (name === 'pause') command.option('--freeze', 'deadlines of people do not count meanwhile');
    if (name === 'retry' || name === 'skip') {
      command.option('--step <id>', 'only this step; without it, all that wait for you');
      command.option('--path <path>', 'only in this branch');
    }
    if (name === 'skip') command.option('--result <json>', 'what the step would have given');
    command.action((id: string, flags: ControlFlags, given: Command) =>
      invoke(given, (context) => control(context, name, id, flags)),
    );
  }
  program
    .command('set')
    .description('set variables of a run that has not ended')
    .argument('<run>', 'id of the run, as everstep status lists it')
    .argument('<name=value...>', 'text; name:=json for other than text')
    .option('--reason <text>', 'why; it is kept with the run')
    .action((id: string, pairs: readonly string[], { reason }: ControlFlags, given: Command) =>
      invoke(given, async (context) => {
        const variables = readInput(pairs, []);
        const body = { variables, ...(reason !== undefined && { reason }) };
        const run = await connectApi(context).setVariables(id, body);
        return show(context, run, () => [`Run ${run.id} has taken ${pairs.join(', ')}.`]);
      }),
    );
};

async function control(
  context: Context,
  name: RunCommand,
  id: string,
  { result, ...flags }: ControlFlags,
): Promise<ExitCode> {
  const body = {
    ...flags,
    ...(result !== undefined && { result: readJson(result, '--result') }),
  };
  const run = await connectApi(context).control(id, name, body);
  return show(context, run, () => [`Run ${run.id} is ${run.status}.`]);
}
