import type { Command } from 'commander';
import { CONTROL_COMMANDS, type ControlCommand } from '../../plan/walk';
import { connectApi } from '../connection';
import { show, type Register } from '../context';

const descriptions: Readonly<Record<ControlCommand, string>> = {
  pause: 'let a run begin no more steps until it is resumed',
  resume: 'let a paused run go on',
  cancel: 'end a run',
};

/** `everstep pause`, `resume` and `cancel`: commands to a run. */
export const registerControl: Register = (program, invoke) => {
  for (const name of CONTROL_COMMANDS) {
    program
      .command(name)
      .description(descriptions[name])
      .argument('<run>', 'id of the run, as everstep status lists it')
      .action((id: string, _flags: object, command: Command) =>
        invoke(command, async (context) => {
          const run = await connectApi(context).control(id, name);
          return show(context, run, () => [`Run ${run.id} is ${run.status}.`]);
        }),
      );
  }
};
