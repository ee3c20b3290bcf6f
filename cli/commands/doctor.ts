import type { Command } from 'commander';
import { inspect } from '../../runtime/doctor';
import type { DoctorPart, DoctorReport, DoctorStatus } from '../../runtime/doctor-report';
import { show, type Context, type Register } from '../context';
import { EXIT, type ExitCode } from '../exit-codes';
import type { Style } from '../paint';
import { readStackConfig, type StackFlags } from '../stack-flags';
import { tableLines } from '../table';

/** `everstep doctor`: what is here, what runs, and what to repair. */
export const registerDoctor: Register = (program, invoke) => {
  program
    .command('doctor')
    .description('look at everything that workflows run on, without changing anything')
    .option('--data-dir <folder>', 'data directory (EVERSTEP_DATA_DIR)')
    .action((flags: StackFlags, command: Command) =>
      invoke(command, (context) => runDoctor(context, flags)),
    );
};

/** Exit code 1 when any part is missing or unhealthy; a stack that does not run is healthy. */
export async function runDoctor(context: Context, flags: StackFlags): Promise<ExitCode> {
  const report = await inspect(readStackConfig(context, flags));
  show(context, report, () => describe(context, report));
  return report.healthy ? EXIT.ok : EXIT.failed;
}

const styles: Readonly<Record<DoctorStatus, Style>> = {
  ok: 'green',
  missing: 'yellow',
  unhealthy: 'red',
  stopped: 'dim',
};

function describe({ paint }: Context, { healthy, parts }: DoctorReport): readonly string[] {
  const table = tableLines(
    parts,
    [
      { title: 'PART', text: ({ name }) => name },
      { title: 'STATUS', text: ({ status }) => status, style: ({ status }) => styles[status] },
      { title: 'VERSION', text: ({ version }) => version ?? '-' },
      { title: 'WHERE', text: ({ where }) => where ?? '-', limit: 90 },
    ],
    paint,
  );
  const advice = parts.flatMap(adviceLine);
  const verdict = healthy
    ? paint('green', 'Everything that is needed is here.')
    : paint('yellow', 'Not everything is here yet; the lines above say what to do.');
  return [...table, '', ...advice, ...(advice.length > 0 ? [''] : []), verdict];
}

function adviceLine({ name, advice }: DoctorPart): readonly string[] {
  return advice === undefined ? [] : [`${name}: ${advice}`];
}
