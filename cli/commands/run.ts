import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { compile } from '../../dsl/compile';
import { decodeText } from '../../packages/decode-text';
import type { RunView } from '../../plan/messages';
import type { InputField } from '../../plan/schema';
import type { Client } from '../client';
import { connectApi } from '../connection';
import { show, type Context, type Register } from '../context';
import { EXIT, type ExitCode } from '../exit-codes';
import { readInput } from '../input';
import { runLines } from '../run-lines';
import { watchRun } from '../watch-run';

interface RunFlags {
  readonly input?: readonly string[];
  readonly wait?: boolean;
  readonly idempotencyKey?: string;
  readonly user?: string;
  readonly session?: string;
}

/** `everstep run`: starts a workflow. */
export const registerRun: Register = (program, invoke) => {
  program
    .command('run')
    .description('start a workflow')
    .argument(
      '<what>',
      'package, or package/workflow where the package has several; or a file that ends in .bas',
    )
    .option('--input <name=value...>', 'what the workflow takes; name:=json for other than text')
    .option('--user <name>', 'whose memory the run uses; its own alone unless told')
    .option('--session <name>', 'the session that the run belongs to; its own alone unless told')
    .option('--wait', 'show what happens, until the run has ended')
    .option('--idempotency-key <key>', 'the same key again gives the run that is there')
    .action((target: string, flags: RunFlags, command: Command) =>
      invoke(command, (context) => startRun(context, target, flags)),
    );
};

/** Starts a run; with `--wait` the exit code is 0 only if it completes. */
export async function startRun(
  context: Context,
  target: string,
  flags: RunFlags,
): Promise<ExitCode> {
  const client = connectApi(context);
  const launched = await launchTarget(client, target, flags);
  if (flags.wait !== true) return show(context, launched, () => launchedLines(context, launched));
  if (!context.json) context.output.print(`Run ${launched.id}`);
  await watchRun(context, client, launched);
  const ended = await client.readRun(launched.id);
  show(context, ended, () => ['', ...runLines(context, ended)]);
  return ended.status === 'completed' ? EXIT.ok : EXIT.failed;
}

/** Starts `package/workflow`, or the text of a file, with `name=value` inputs. */
export async function launchTarget(
  client: Client,
  target: string,
  { input = [], idempotencyKey, user, session }: Omit<RunFlags, 'wait'>,
): Promise<RunView> {
  const program = (await readProgram(target)) ?? nameProgram(target);
  const fields = input.length === 0 ? [] : await fieldsOf(program, client);
  return client.launch(
    {
      ...program,
      input: readInput(input, fields),
      ...(user === undefined ? {} : { user }),
      ...(session === undefined ? {} : { session }),
    },
    idempotencyKey,
  );
}

/** What is run: a text, or a workflow of a package. */
type Program = { readonly text: string } | { readonly package: string; readonly workflow?: string };

/** The text of a file; undefined when there is no such file, so that a package is meant. */
async function readProgram(target: string): Promise<Program | undefined> {
  if (!/\.bas$/i.test(target)) return undefined;
  try {
    return { text: decodeText(await readFile(target)) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function nameProgram(target: string): Program {
  const [name = '', workflow] = target.split(/\/(.*)/s);
  return { package: name, ...(workflow === undefined ? {} : { workflow }) };
}

/** What the workflow takes; nothing for an unknown one, which the API refuses in its own words. */
async function fieldsOf(program: Program, client: Client): Promise<readonly InputField[]> {
  if ('text' in program) return compile({ file: 'start.bas', text: program.text }).parameters;
  const packages = await client.listPackages();
  const workflows = packages.find((found) => found.name === program.package)?.workflows ?? [];
  const wanted = program.workflow?.toLowerCase().replace(/\.bas$/, '');
  const workflow =
    wanted === undefined
      ? workflows[0]
      : workflows.find((one) => one.name.toLowerCase() === wanted);
  return workflow?.parameters ?? [];
}

function launchedLines({ paint }: Context, run: RunView): readonly string[] {
  return [
    `Run ${paint('bold', run.id)} of ${run.workflow} is ${run.status}.`,
    ...(run.temporal.url === null ? [] : [`Temporal  ${run.temporal.url}`]),
    `Follow it with: everstep status ${run.id}`,
  ];
}
