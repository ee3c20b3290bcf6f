import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { connectApi } from '../connection';
import { show, type Context, type Register } from '../context';
import { EXIT, type ExitCode } from '../exit-codes';

interface SayFlags {
  readonly question?: string;
  readonly id?: string;
}

/** `everstep say`: replies to what a run asks. */
export const registerSay: Register = (program, invoke) => {
  program
    .command('say')
    .description('reply to what a run asks with HEAR')
    .argument('<run>', 'id of the run')
    .argument('<text>', 'what to say')
    .option('--question <id>', 'the question that is meant; without one, the oldest')
    .option('--id <uuid>', 'id of the message; the same one again counts once')
    .action((run: string, text: string, flags: SayFlags, command: Command) =>
      invoke(command, (context) => say(context, { run, text, flags })),
    );
};

/** Says one thing; exit code 1 when the run asks again. */
async function say(
  context: Context,
  said: { readonly run: string; readonly text: string; readonly flags: SayFlags },
): Promise<ExitCode> {
  const { question, id = randomUUID() } = said.flags;
  const reply = await connectApi(context).reply(said.run, {
    text: said.text,
    id,
    ...(question === undefined ? {} : { questionId: question }),
  });
  show(context, reply, () => {
    if (reply.status === 'asked_again') return [`Please reply with ${reply.expected ?? 'a text'}.`];
    const later = reply.status === 'queued' ? ' as soon as a worker runs' : '';
    return [`Run ${said.run} goes on${later}.`];
  });
  return reply.status === 'asked_again' ? EXIT.failed : EXIT.ok;
}
