import type { Command } from 'commander';
import { listenForStop, untilStopped } from '../../runtime/signals';
import { startStack } from '../../runtime/stack';
import { addressesOf, bannerLines } from '../banner';
import { show, type Context, type Register } from '../context';
import { EXIT, type ExitCode } from '../exit-codes';
import { addStackOptions, migrateDatabase, readStackConfig, type StackFlags } from '../stack-flags';

/** `everstep start`: the whole stack, until Ctrl-C. */
export const registerStart: Register = (program, invoke) => {
  addStackOptions(program.command('start'))
    .description('start PostgreSQL, Temporal, worker and API; Ctrl-C stops them')
    .action((flags: StackFlags, command: Command) =>
      invoke(command, (context) => runStart(context, flags)),
    );
};

/** Starts everything, says where it is once all parts answer, and keeps it until somebody stops it. */
export async function runStart(context: Context, flags: StackFlags): Promise<ExitCode> {
  const begun = Date.now();
  const { output, paint } = context;
  const onProgress = (line: string): void => {
    output.tell(paint('dim', `  ${line}`));
  };
  const signals = listenForStop();
  const config = readStackConfig(context, flags);
  const stack = await startStack(config, {
    onProgress,
    migrate: migrateDatabase,
    signal: signals.first,
  });
  const addresses = addressesOf(stack);
  const readyAfter = `ready after ${((Date.now() - begun) / 1000).toFixed(1)} s`;
  show(context, addresses, () => [
    '',
    paint('bold', 'Everstep'),
    ...bannerLines(context, addresses),
    '',
    `${readyAfter}; Ctrl-C stops everything, the next start continues every run`,
  ]);
  const code = await untilStopped(stack, signals, onProgress);
  return code === 0 ? EXIT.ok : EXIT.killed;
}
