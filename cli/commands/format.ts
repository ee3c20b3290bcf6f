import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { diagnosticToJson, formatDiagnostic, type Diagnostic } from '../../dsl/diagnostic';
import { format } from '../../dsl/format/format';
import { createSource, type Source } from '../../dsl/source';
import { show, type Context, type Register } from '../context';
import { EXIT, type ExitCode } from '../exit-codes';
import { isBasic, readSources, type FoundFile } from '../read-sources';

interface FormatFlags {
  readonly check?: boolean;
}

/** One file and what became of it. */
interface Result {
  readonly file: string;
  readonly status: 'unchanged' | 'changed' | 'mistakes';
  readonly source: Source;
  readonly errors: readonly Diagnostic[];
}

/** `everstep format`: texts in canonical layout. */
export const registerFormat: Register = (program, invoke) => {
  program
    .command('format')
    .description('write BASIC files in canonical layout; files with mistakes stay as they are')
    .argument('<path...>', 'files, .gbai packages, or folders with either')
    .option('--check', 'write nothing; exit code 1 when something would change')
    .action((paths: readonly string[], flags: FormatFlags, command: Command) =>
      invoke(command, (context) => formatPaths(context, paths, flags)),
    );
};

/** Exit code 1 when a file has mistakes, or would change with `--check`. */
export async function formatPaths(
  context: Context,
  paths: readonly string[],
  { check = false }: FormatFlags,
): Promise<ExitCode> {
  const files = (await Promise.all(paths.map((path) => basicFiles(context.cwd, path)))).flat();
  const results: Result[] = [];
  for (const file of files) results.push(await formatFile(context, file, check));
  show(context, toDocument(results, check), () => toLines(context, results, check));
  const isBad = results.some(
    ({ status }) => status === 'mistakes' || (check && status === 'changed'),
  );
  return isBad ? EXIT.failed : EXIT.ok;
}

/** All BASIC files at a path, those of packages too, with paths that can be opened. */
export async function basicFiles(cwd: string, path: string): Promise<readonly FoundFile[]> {
  const { files, packages } = await readSources(cwd, path);
  // What lies in an archive cannot be written.
  const folders = packages.filter(({ kind }) => kind === 'folder');
  const inside = folders.flatMap(({ folder, content }) =>
    content.files
      .filter((file) => isBasic(file.path))
      .map((file) => ({ path: join(folder, file.path), text: file.text })),
  );
  return [...files, ...inside];
}

async function formatFile({ cwd }: Context, file: FoundFile, check: boolean): Promise<Result> {
  const { text, diagnostics } = format(file.text, { file: file.path });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const source = createSource({ file: file.path, text: file.text });
  const isChanged = errors.length === 0 && text !== file.text;
  if (isChanged && !check) await writeFile(resolve(cwd, file.path), text);
  const status = errors.length > 0 ? 'mistakes' : isChanged ? 'changed' : 'unchanged';
  return { file: file.path, status, source, errors };
}

function toDocument(results: readonly Result[], check: boolean): unknown {
  return {
    written: !check,
    files: results.map(({ file, status }) => ({ file, status })),
    diagnostics: results.flatMap(({ source, errors }) =>
      errors.map((one) => diagnosticToJson(source, one)),
    ),
  };
}

function toLines(
  { output, paint }: Context,
  results: readonly Result[],
  check: boolean,
): readonly string[] {
  const { colour } = output;
  const mistakes = results.flatMap(({ source, errors }) =>
    errors.flatMap((one) => [formatDiagnostic(source, one, { colour }), '']),
  );
  const changed = results.filter(({ status }) => status === 'changed');
  const words = check ? 'would change' : 'formatted';
  const broken = results.filter(({ status }) => status === 'mistakes').length;
  const summary = [
    `${results.length} ${results.length === 1 ? 'file' : 'files'} looked at`,
    `${changed.length} ${words}`,
    ...(broken > 0 ? [`${broken} left as ${broken === 1 ? 'it is' : 'they are'}: mistakes`] : []),
  ].join(', ');
  return [
    ...mistakes,
    ...changed.map(({ file }) => `${file}: ${words}`),
    paint(broken > 0 ? 'red' : 'green', `${summary}.`),
  ];
}
