import type { Command } from 'commander';
import { connectApi } from '../connection';
import { show, type Context, type Register } from '../context';
import type { ExitCode } from '../exit-codes';
import { readJson } from '../input';

interface EventFlags {
  readonly data?: string;
  readonly run?: string;
}

/** `everstep event`: publishes an event. */
export const registerEvent: Register = (program, invoke) => {
  program
    .command('event')
    .description('publish an event to all runs that wait for it')
    .argument('<name>', 'name of the event')
    .option('--data <json>', 'what the event carries')
    .option('--run <id>', 'the only run that it is for')
    .action((name: string, flags: EventFlags, command: Command) =>
      invoke(command, (context) => publishEvent(context, name, flags)),
    );
};

/** Publishes one event and says how many runs get it. */
export async function publishEvent(
  context: Context,
  name: string,
  { data, run }: EventFlags,
): Promise<ExitCode> {
  const published = await connectApi(context).publishEvent({
    name,
    data: data === undefined ? {} : readJson(data, '--data'),
    ...(run === undefined ? {} : { workflowId: run }),
  });
  return show(context, published, () => {
    const { id, deliveries } = published;
    const runs = deliveries === 1 ? '1 run gets it' : `${deliveries} runs get it`;
    return [`Event ${name} published as ${id}; ${runs} now.`];
  });
}
