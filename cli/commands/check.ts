import type { Command } from 'commander';
import { diagnosticToJson, formatDiagnostic } from '../../dsl/diagnostic';
import { checkSources, countSeverity, type Checked } from '../check-sources';
import { show, type Context, type Register } from '../context';
import { EXIT, type ExitCode } from '../exit-codes';
import { readSources } from '../read-sources';

interface CheckFlags {
  readonly strict?: boolean;
}

/** `everstep check`: the mistakes in texts, without running anything. */
export const registerCheck: Register = (program, invoke) => {
  program
    .command('check')
    .description('look for mistakes in BASIC files and packages')
    .argument('<path...>', 'files, .gbai packages, or folders with either')
    .option('--strict', 'a keyword that cannot run here is a mistake')
    .action((paths: readonly string[], flags: CheckFlags, command: Command) =>
      invoke(command, (context) => checkPaths(context, paths, flags)),
    );
};

/** Exit code 1 when there is any error; warnings and hints are only told. */
export async function checkPaths(
  context: Context,
  paths: readonly string[],
  { strict = false }: CheckFlags,
): Promise<ExitCode> {
  const found = await Promise.all(paths.map((path) => readSources(context.cwd, path)));
  const checked = checkSources(
    {
      packages: found.flatMap(({ packages }) => packages),
      files: found.flatMap(({ files }) => files),
    },
    { strict },
  );
  const errors = countSeverity(checked, 'error');
  show(context, toDocument(checked, errors), () => toLines(context, checked));
  return errors === 0 ? EXIT.ok : EXIT.failed;
}

function toDocument(checked: Checked, errors: number): unknown {
  return {
    valid: errors === 0,
    files: checked.files.map(({ source }) => source.file),
    errors,
    warnings: countSeverity(checked, 'warning'),
    hints: countSeverity(checked, 'hint'),
    diagnostics: checked.files.flatMap(({ source, diagnostics }) =>
      diagnostics.map((one) => diagnosticToJson(source, one)),
    ),
    problems: checked.problems,
  };
}

function toLines({ output, paint }: Context, checked: Checked): readonly string[] {
  const { colour } = output;
  const diagnostics = checked.files.flatMap(({ source, diagnostics: all }) =>
    all.flatMap((one) => [formatDiagnostic(source, one, { colour }), '']),
  );
  const problems = checked.problems.map(
    ({ path, severity, code, message }) =>
      `${path}: ${paint(severity === 'error' ? 'red' : 'yellow', severity)} ${code}: ${message}`,
  );
  const isClean = countSeverity(checked, 'error') === 0;
  const verdict = paint(isClean ? 'green' : 'red', summary(checked));
  return [...diagnostics, ...problems, ...(problems.length > 0 ? [''] : []), verdict];
}

function summary(checked: Checked): string {
  const errors = countSeverity(checked, 'error');
  const warnings = countSeverity(checked, 'warning');
  const hints = countSeverity(checked, 'hint');
  const found = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
    ...(hints > 0 ? [count(hints, 'hint')] : []),
  ];
  const verdict = found.length === 0 ? 'no mistakes' : found.join(', ');
  return `${count(checked.files.length, 'file')} checked: ${verdict}.`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
