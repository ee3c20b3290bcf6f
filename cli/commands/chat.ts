import type { Command } from 'commander';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Conversation } from '../conversation';
import { connectApi } from '../connection';
import { show, type Context, type Register } from '../context';
import { EXIT, UsageError, type ExitCode } from '../exit-codes';
import { runLines } from '../run-lines';
import { launchTarget } from './run';

interface ChatFlags {
  readonly input?: readonly string[];
  readonly user?: string;
  readonly session?: string;
  readonly run?: string;
}

/** `everstep chat`: talks with a workflow, line by line. */
export const registerChat: Register = (program, invoke) => {
  program
    .command('chat')
    .description(
      'start a workflow and talk with it: its TALK is printed, what you type is what it HEARs',
    )
    .argument('[package[/workflow]]', 'what to start')
    .option('--input <name=value...>', 'what the workflow takes; name:=json for other than text')
    .option('--user <name>', 'who the run talks with')
    .option('--session <name>', 'the session that the run belongs to')
    .option('--run <id>', 'talk with a run that is there')
    .action((target: string | undefined, flags: ChatFlags, command: Command) =>
      invoke(command, (context) => {
        const { stdin } = process;
        return chat(context, { target, flags, lines: readLines(stdin) }).finally(() => {
          stdin.destroy();
        });
      }),
    );
};

/** The lines of a stream; it is not read before the first one is asked for, so that none is lost. */
async function* readLines(input: Readable): AsyncGenerator<string, void, void> {
  yield* createInterface({ input });
}

/** What to talk with, and what is said. */
interface Talk {
  readonly target: string | undefined;
  readonly flags: ChatFlags;
  readonly lines: AsyncIterable<string>;
}

/** Talks until the run ends, or until it asks something and there is no more to say. */
export async function chat(context: Context, { target, flags, lines }: Talk): Promise<ExitCode> {
  const client = connectApi(context);
  if ((target === undefined) === (flags.run === undefined)) {
    throw new UsageError('name what to start, or with --run the run to talk with');
  }
  const { run: joined, ...launch } = flags;
  const runId = joined ?? (await launchTarget(client, target ?? '', launch)).id;
  const conversation = new Conversation(context, client, runId);
  const isOver = await conversation.hold(lines);
  const run = await client.readRun(runId);
  show(context, run, () =>
    isOver
      ? ['', ...runLines(context, run)]
      : ['', `Run ${runId} waits for a reply; go on with: everstep chat --run ${runId}`],
  );
  return !isOver || run.status === 'completed' ? EXIT.ok : EXIT.failed;
}
