import type { Command } from 'commander';
import type { PackageView, RunView } from '../../plan/messages';
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
    .argument('<package[/workflow]>', 'what to run; the workflow where the package has several')
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

/** Starts `package/workflow` with `name=value` inputs. */
export async function launchTarget(
  client: Client,
  target: string,
  { input = [], idempotencyKey, user, session }: Omit<RunFlags, 'wait'>,
): Promise<RunView> {
  const [packageName = '', workflow] = target.split(/\/(.*)/s);
  const fields = input.length === 0 ? [] : findFields(await client.listPackages(), target);
  return client.launch(
    {
      package: packageName,
      ...(workflow === undefined ? {} : { workflow }),
      input: readInput(input, fields),
      ...(user === undefined ? {} : { user }),
      ...(session === undefined ? {} : { session }),
    },
    idempotencyKey,
  );
}

/** What the workflow takes; nothing for an unknown one, which the API refuses in its own words. */
function findFields(packages: readonly PackageView[], target: string): readonly InputField[] {
  const [packageName, name] = target.split(/\/(.*)/s);
  const workflows = packages.find((found) => found.name === packageName)?.workflows ?? [];
  const wanted = name?.toLowerCase().replace(/\.bas$/, '');
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
