import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { closest } from '../../dsl/closest';
import { diagnosticToJson } from '../../dsl/diagnostic';
import { fileStem } from '../../dsl/lower/program';
import { chooseWorkflow } from '../../dsl/package/launchable';
import { linkPackage } from '../../dsl/package/link-package';
import { loadPackage, type LoadedPackage } from '../../dsl/package/load-package';
import { pinPlan } from '../../plan/pinned-plan';
import type { FoundPackage } from '../read-sources';
import {
  describe,
  readTestFile,
  type PlacedTest,
  type ReadTestFile,
  type TestMistake,
} from './read-test-file';
import { runTest, type TestedWorkflow, type TestOutcome } from './run-test';
import type { Given } from './test-file';

/** A test that was run. */
export interface FinishedTest extends TestOutcome {
  readonly name: string;
  readonly line: number;
}

/** A test file and what came of it: mistakes, or tests that were run. */
export interface FinishedFile {
  readonly file: string;
  readonly mistakes: readonly TestMistake[];
  readonly tests: readonly FinishedTest[];
}

const TEST_FILE = /\.test\.ya?ml$/i;

/** Runs the tests of a package whose names contain a text. A file with mistakes runs none of its tests. */
export async function testPackage(
  { name, folder, content }: FoundPackage,
  filter = '',
): Promise<readonly FinishedFile[]> {
  const loaded = loadPackage(name, content);
  const files = content.files.filter(({ path }) => TEST_FILE.test(path));
  const finished: FinishedFile[] = [];
  for (const { path, text } of files) {
    const found = readTestFile(join(folder, path), text);
    if ('read' in found) finished.push(await testFile({ loaded, folder }, found.read, filter));
    else finished.push({ file: join(folder, path), mistakes: found.mistakes, tests: [] });
  }
  return finished;
}

/** The workflow of a package as a test has it: bots that the test answers for are not walked. */
export function linkForTest(
  loaded: LoadedPackage,
  workflow: string | undefined,
  given: Given,
): TestedWorkflow | undefined {
  const { script } = chooseWorkflow(loaded, workflow);
  if (script?.compiled.plan === undefined) return undefined;
  const answered = Object.keys(given.bots ?? {}).map((bot) => bot.toLowerCase());
  const { plan, places } = linkPackage(loaded, script, {
    registry: new Map(answered.map((bot) => [bot, { url: 'http://test/', version: 'test' }])),
    versionOf: (text) => createHash('sha256').update(text).digest('hex').slice(0, 16),
    without: new Set(answered),
  });
  return { plan: pinPlan(plan, places), loaded };
}

/** A package and where a person finds it. */
interface PlacedPackage {
  readonly loaded: LoadedPackage;
  readonly folder: string;
}

async function testFile(
  tested: PlacedPackage,
  read: ReadTestFile,
  filter: string,
): Promise<FinishedFile> {
  const { loaded } = tested;
  const wanted = read.workflow ?? stemOf(loaded, read.file);
  const tests: FinishedTest[] = [];
  const mistakes = mistakesOfWorkflow(tested, read, wanted);
  if (mistakes.length > 0) return { file: read.file, mistakes, tests };
  for (const [index, test] of read.tests.entries()) {
    const given = test.given ?? {};
    const workflow = linkForTest(loaded, wanted, given);
    if (!workflow) continue;
    mistakes.push(...mistakesOfTest(workflow, read, { index, given }));
    if (mistakes.length > 0 || !test.name.includes(filter)) continue;
    tests.push(await finish(workflow, test));
  }
  return { file: read.file, mistakes, tests: mistakes.length > 0 ? [] : tests };
}

async function finish(workflow: TestedWorkflow, test: PlacedTest): Promise<FinishedTest> {
  const outcome = await runTest(workflow, test.given ?? {}, test.expect);
  return { name: test.name, line: test.line, ...outcome };
}

/** `shop.test.yaml` tests the workflow `shop`, where the package has one of that name. */
function stemOf(loaded: LoadedPackage, file: string): string | undefined {
  const stem = fileStem(file).replace(/\.test$/i, '');
  return chooseWorkflow(loaded, stem).script === undefined ? undefined : stem;
}

function mistakesOfWorkflow(
  { loaded, folder }: PlacedPackage,
  read: ReadTestFile,
  wanted: string | undefined,
): TestMistake[] {
  const { script, several = [] } = chooseWorkflow(loaded, wanted);
  const place = read.placeOf(['workflow']);
  if (script === undefined) {
    const known = several.length > 0 ? several : loaded.workflows.map(({ name }) => name);
    const near = wanted === undefined ? undefined : closest(wanted, known);
    const details = { package: loaded.name, workflow: wanted ?? 'that was named' };
    const hint = near ? `Did you mean ${near}?` : `Write workflow: ${known.join(' or ')}.`;
    return [{ ...describe(read.file, place, 'WORKFLOW_UNKNOWN', details), hint }];
  }
  return [script, ...loaded.bots]
    .flatMap(({ compiled }) =>
      compiled.diagnostics.map((one) => diagnosticToJson(compiled.source, one)),
    )
    .filter(({ severity }) => severity === 'error')
    .map(({ file, line, column, code, message, hint }) => ({
      ...{ file: join(folder, file), line, column, code, message },
      ...(hint !== undefined && { hint }),
    }));
}

/** Bots that nobody calls and events that nobody waits for are slips of the pen. */
function mistakesOfTest(
  { plan }: TestedWorkflow,
  read: ReadTestFile,
  { index, given }: { readonly index: number; readonly given: Given },
): readonly TestMistake[] {
  const bots = Object.keys(plan.bots);
  const steps = Object.values(plan.blocks).flat();
  const callsAny = steps.some(({ kind, ...step }) => kind === 'bot' && !isLiteral(step, 'bot'));
  const waitsForAny = steps.some(
    ({ kind, ...step }) => kind === 'waitEvent' && !isLiteral(step, 'event'),
  );
  const unused = (
    what: string,
    name: string,
    known: readonly string[],
  ): Omit<TestMistake, 'file' | 'line' | 'column'> => {
    const near = closest(name, known);
    const hint = near ? `Did you mean ${near}?` : `Known are: ${known.join(', ') || 'none'}.`;
    const { code, message } = describe('', { line: 0, column: 0 }, 'TEST_UNUSED', { what, name });
    return { code, message, hint };
  };
  const strangers = Object.keys(given.bots ?? {})
    .filter((name) => !callsAny && !bots.includes(name.toLowerCase()))
    .map((name) => ({
      file: read.file,
      ...read.placeOf(['tests', index, 'given', 'bots', name]),
      ...unused('bot', name, bots),
    }));
  const unawaited = (given.events ?? []).flatMap(({ name }, number) =>
    waitsForAny || plan.awaitedEvents.includes(name)
      ? []
      : [
          {
            file: read.file,
            ...read.placeOf(['tests', index, 'given', 'events', number, 'name']),
            ...unused('event', name, plan.awaitedEvents),
          },
        ],
  );
  return [...strangers, ...unawaited];
}

function isLiteral(step: Readonly<Record<string, unknown>>, name: string): boolean {
  const expression = step[name] as { readonly op?: string } | undefined;
  return expression?.op === 'literal';
}
