import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { diagnosticToJson, formatDiagnostic, type Diagnostic } from '../../dsl/diagnostic';
import { fixText, type FixedText } from '../../dsl/fixes';
import { toSarif } from '../../dsl/sarif';
import { checkSources, countSeverity, type Checked } from '../check-sources';
import { say, show, type Context, type Register } from '../context';
import { EXIT, type ExitCode } from '../exit-codes';
import { packageLines } from '../package-lines';
import { projectDir } from '../project-dir';
import { readSources } from '../read-sources';
import { basicFiles } from './format';

interface CheckFlags {
  readonly strict?: boolean;
  readonly fix?: boolean;
  readonly sarif?: boolean;
}

/** `everstep check`: the mistakes in texts, without running anything. */
export const registerCheck: Register = (program, invoke) => {
  program
    .command('check')
    .description('look for mistakes in BASIC files and packages')
    .argument(
      '<path...>',
      'files, .gbai packages as folders or zip archives, or folders with these',
    )
    .option('--strict', 'a keyword that cannot run here is a mistake')
    .option('--fix', 'mend what can be mended safely, and write the files')
    .option('--sarif', 'write a SARIF 2.1.0 log to standard output')
    .action((paths: readonly string[], flags: CheckFlags, command: Command) =>
      invoke(command, (context) => checkPaths(context, paths, flags)),
    );
};

/** Exit code 1 when there is any error; warnings and hints are only told. */
export async function checkPaths(
  context: Context,
  paths: readonly string[],
  { strict = false, fix = false, sarif = false }: CheckFlags,
): Promise<ExitCode> {
  if (fix) await fixPaths(context, paths, sarif);
  const found = await Promise.all(paths.map((path) => readSources(context.cwd, path)));
  const checked = checkSources(
    {
      packages: found.flatMap(({ packages }) => packages),
      files: found.flatMap(({ files }) => files),
      unread: found.flatMap(({ unread }) => unread),
    },
    { strict },
  );
  const errors = countSeverity(checked, 'error');
  if (sarif) printSarif(context, checked);
  else show(context, toDocument(checked, errors), () => toLines(context, checked));
  return errors === 0 ? EXIT.ok : EXIT.failed;
}

/** Mends files in place and tells what was done; a file is never left with more errors. */
async function fixPaths(context: Context, paths: readonly string[], sarif: boolean): Promise<void> {
  const files = (await Promise.all(paths.map((path) => basicFiles(context.cwd, path)))).flat();
  for (const { path, text } of files) {
    const fixed = fixText(path, text);
    if (fixed.text === text) continue;
    await writeFile(resolve(context.cwd, path), fixed.text);
    for (const line of fixLines(path, fixed)) {
      if (sarif) context.output.tell(line);
      else say(context, line);
    }
  }
}

function fixLines(path: string, { applied }: FixedText): readonly string[] {
  return applied.map(({ code, line }) => `${path}:${line}: mended ${code}`);
}

function printSarif({ output }: Context, { files, problems }: Checked): void {
  const text = readFileSync(join(projectDir(), 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  output.print(JSON.stringify(toSarif(files, version, problems), null, 2));
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
    packages: checked.packages.map(({ folder, inventory }) => ({ folder, ...inventory })),
  };
}

function toLines({ output, paint }: Context, checked: Checked): readonly string[] {
  const { colour } = output;
  const diagnostics = checked.files.flatMap(({ source, diagnostics: all }) =>
    all
      .filter((one) => !isReported(checked, source.file, one))
      .flatMap((one) => [formatDiagnostic(source, one, { colour }), '']),
  );
  const problems = checked.problems.map(({ path, line, severity, code, message }) => {
    const place = line === undefined ? path : `${path}:${line}`;
    return `${place}: ${paint(severity === 'error' ? 'red' : 'yellow', severity)} ${code}: ${message}`;
  });
  const packages = checked.packages.flatMap((one) => [...packageLines(one, paint), '']);
  const isClean = countSeverity(checked, 'error') === 0;
  const verdict = paint(isClean ? 'green' : 'red', summary(checked));
  return [...diagnostics, ...problems, ...(problems.length > 0 ? [''] : []), ...packages, verdict];
}

/** The report of a package lists every place of a keyword that cannot run here. */
function isReported({ packages }: Checked, file: string, one: Diagnostic): boolean {
  return (
    one.code === 'BASIC_NOT_AVAILABLE' &&
    one.severity === 'warning' &&
    packages.some(({ folder }) => file.startsWith(`${folder}/`))
  );
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
