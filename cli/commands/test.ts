import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { countTests, reportLines, toJunit } from '../package-tests/report';
import { testPackage, type FinishedFile } from '../package-tests/test-package';
import { show, type Context, type Register } from '../context';
import { EXIT, NotFound, type ExitCode } from '../exit-codes';
import { readSources } from '../read-sources';
import { recordTest } from '../record-test';

interface TestFlags {
  readonly filter?: string;
  readonly junit?: string;
  readonly record?: string;
}

/** `everstep test`: runs the tests of packages in virtual time, without a server. */
export const registerTest: Register = (program, invoke) => {
  program
    .command('test')
    .description('run the tests of packages (*.test.yaml) in virtual time, without a server')
    .argument('<path...>', '.gbai packages as folders or zip archives, or folders with these')
    .option('--filter <text>', 'only tests whose name contains this')
    .option('--record <run>', 'write a run that has ended as a test of the package, and run that')
    .option('--junit <file>', 'also write the results as JUnit XML')
    .action((paths: readonly string[], flags: TestFlags, command: Command) =>
      invoke(command, (context) => testPaths(context, paths, flags)),
    );
};

/** Exit code 0 when every test has passed, 1 when one has not or a file has mistakes, 5 without any test. */
export async function testPaths(
  context: Context,
  paths: readonly string[],
  { filter, junit, record }: TestFlags,
): Promise<ExitCode> {
  const files =
    record === undefined
      ? await testAll(context, paths, filter)
      : await recordTest(context, paths.join(' '), record);
  const counts = countTests(files);
  if (counts.tests + counts.mistakes === 0) {
    const which = filter === undefined ? '' : ` whose name contains "${filter}"`;
    throw new NotFound(
      `there is no test${which} in ${paths.join(', ')}; tests lie in *.test.yaml beside a workflow`,
    );
  }
  if (junit !== undefined) await writeFile(resolve(context.cwd, junit), toJunit(files));
  show(context, { ...counts, files }, () => reportLines(files, context.paint));
  return counts.failed + counts.mistakes === 0 ? EXIT.ok : EXIT.failed;
}

async function testAll(
  { cwd }: Context,
  paths: readonly string[],
  filter: string | undefined,
): Promise<readonly FinishedFile[]> {
  const files: FinishedFile[] = [];
  for (const path of paths) {
    const { packages } = await readSources(cwd, path);
    for (const found of packages) files.push(...(await testPackage(found, filter)));
  }
  return files;
}
