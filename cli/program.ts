import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { registerApprovals } from './commands/approvals';
import { registerApprove } from './commands/approve';
import { registerChat } from './commands/chat';
import { registerCheck } from './commands/check';
import { registerCompile } from './commands/compile';
import { registerControl } from './commands/control';
import { registerFork } from './commands/fork';
import { registerDemo } from './commands/demo';
import { registerDoctor } from './commands/doctor';
import { registerEvent } from './commands/event';
import { registerExplain } from './commands/explain';
import { registerFormat } from './commands/format';
import { registerKeys } from './commands/keys';
import { registerMemory } from './commands/memory';
import { registerMessages } from './commands/messages';
import { registerGroups } from './commands/groups';
import { registerMigrate } from './commands/migrate';
import { registerOutbox } from './commands/outbox';
import { registerPrint } from './commands/print';
import { registerReassign } from './commands/reassign';
import { registerReject } from './commands/reject';
import { registerRun } from './commands/run';
import { registerSay } from './commands/say';
import { registerStart } from './commands/start';
import { registerStatus } from './commands/status';
import { registerTest } from './commands/test';
import { registerSchedules, registerTriggers } from './commands/triggers';
import { registerWebhooks } from './commands/webhooks';
import { createContext, type Invoke, type Register, type Surroundings } from './context';
import { describeError } from './describe-error';
import { EXIT, exitCodeHelp, exitCodeOf, type ExitCode } from './exit-codes';
import { projectDir } from './project-dir';

const commands: readonly Register[] = [
  registerStart,
  registerDemo,
  registerDoctor,
  registerMigrate,
  registerCheck,
  registerFormat,
  registerExplain,
  registerCompile,
  registerTest,
  registerPrint,
  registerRun,
  registerStatus,
  registerApprovals,
  registerApprove,
  registerReject,
  registerReassign,
  registerGroups,
  registerOutbox,
  registerChat,
  registerSay,
  registerMessages,
  registerControl,
  registerFork,
  registerEvent,
  registerMemory,
  registerTriggers,
  registerSchedules,
  registerWebhooks,
  registerKeys,
];

/** Runs one command line (without the program's name) and gives its exit code. Never throws. */
export async function runCli(args: readonly string[], around: Surroundings): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const invoke: Invoke = async (command, work) => {
    const { json } = command.optsWithGlobals<{ json?: boolean }>();
    exitCode = await work(createContext(around, json === true));
  };
  try {
    await createProgram(around, invoke).parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
    const code = error instanceof CommanderError ? EXIT.usage : exitCodeOf(error);
    reportError(error, { args, around, code });
    return code;
  }
}

/** All commands, with every option and the help. */
export function createProgram(around: Surroundings, invoke: Invoke): Command {
  const program = new Command('everstep');
  program
    .description('Durable multi-bot workflows, written in BASIC and run on Temporal.')
    .version(readVersion(), '--version')
    .option('--json', 'write one JSON document to standard output')
    .addHelpText('after', helpAfter)
    .showHelpAfterError('(everstep --help lists all commands)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        around.output.print(text.trimEnd());
      },
      writeErr: (text) => {
        around.output.tell(text.trimEnd());
      },
      getOutHasColors: () => around.output.colour,
      getErrHasColors: () => around.output.colour,
    });
  for (const register of commands) register(program, invoke);
  for (const command of program.commands.flatMap((one) => [one, ...one.commands])) {
    command.option('--json', 'write one JSON document to standard output');
  }
  return program;
}

const helpAfter = `
Where the API is: EVERSTEP_URL and EVERSTEP_API_KEY, else the stack that runs on the data
directory (EVERSTEP_DATA_DIR, or .everstep).

${exitCodeHelp}`;

interface Report {
  readonly args: readonly string[];
  readonly around: Surroundings;
  readonly code: ExitCode;
}

/** With `--json` an error is the document; commander has already told its own to a person. */
function reportError(error: unknown, { args, around, code }: Report): void {
  const { output } = around;
  if (args.includes('--json')) {
    output.print(JSON.stringify({ error: describeError(error), exitCode: code }, null, 2));
  } else if (!(error instanceof CommanderError)) {
    const { code: name, message, hints } = describeError(error);
    output.tell(`everstep: ${message}${name === undefined ? '' : ` (${name})`}`);
    for (const hint of hints ?? []) output.tell(`  ${hint}`);
  }
}

function readVersion(): string {
  const text = readFileSync(join(projectDir(), 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}
