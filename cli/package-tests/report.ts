import { plainText, type Paint } from '../paint';
import type { DifferenceLine } from './compare';
import type { TestMistake } from './read-test-file';
import type { FinishedFile, FinishedTest } from './test-package';

/** How many tests there were, and what has become of them. */
export interface TestCounts {
  readonly tests: number;
  readonly passed: number;
  readonly failed: number;
  readonly mistakes: number;
}

/** True when a run came to what was expected. */
export function hasPassed({ differences }: FinishedTest): boolean {
  return differences.length === 0;
}

/** Counts the tests and mistakes of files. */
export function countTests(files: readonly FinishedFile[]): TestCounts {
  const tests = files.flatMap((file) => file.tests);
  const passed = tests.filter(hasPassed).length;
  const mistakes = files.flatMap((file) => file.mistakes).length;
  return { tests: tests.length, passed, failed: tests.length - passed, mistakes };
}

/** The results for a person: each file, its tests, and what is different. */
export function reportLines(files: readonly FinishedFile[], paint: Paint): readonly string[] {
  const counts = countTests(files);
  const isGood = counts.failed + counts.mistakes === 0;
  const parts = [
    `${counts.passed} passed`,
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.mistakes > 0 ? [`${count(counts.mistakes, 'mistake')} in test files`] : []),
  ];
  return [
    ...files.flatMap((file) => fileLines(file, paint)),
    '',
    paint(isGood ? 'green' : 'red', `${count(counts.tests, 'test')}: ${parts.join(', ')}.`),
  ];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** A mistake on one line, its hint on the next. */
export function mistakeLines(mistake: TestMistake, paint: Paint): readonly string[] {
  const { file, line, column, code, message, hint } = mistake;
  const head = `${file}:${line}:${column}: ${paint('red', 'error')} ${code}: ${message}`;
  return hint === undefined ? [head] : [head, `  hint: ${hint}`];
}

function fileLines({ file, mistakes, tests }: FinishedFile, paint: Paint): readonly string[] {
  return [
    ...(tests.length > 0 ? [file] : []),
    ...mistakes.flatMap((mistake) => mistakeLines(mistake, paint)),
    ...tests.flatMap((test) => testLines(file, test, paint)),
  ];
}

function testLines(file: string, test: FinishedTest, paint: Paint): readonly string[] {
  if (hasPassed(test)) return [`  ${paint('green', '✓')} ${test.name}`];
  return [
    `  ${paint('red', '✗')} ${test.name} (${file}:${test.line})`,
    ...differenceLines(test, paint).map((line) => `      ${line}`),
  ];
}

function differenceLines({ differences, notes }: FinishedTest, paint: Paint): readonly string[] {
  return [
    ...differences.flatMap(({ where, lines }) => [
      where,
      ...lines.map((line) => `  ${paintLine(line, paint)}`),
    ]),
    ...notes.map((note) => `note: ${plainText(note)}`),
  ];
}

function paintLine({ sign, text }: DifferenceLine, paint: Paint): string {
  const line = `${sign} ${plainText(text)}`;
  return sign === ' ' ? line : paint(sign === '-' ? 'green' : 'red', line);
}

/** The results as a JUnit file, which CI systems read. */
export function toJunit(files: readonly FinishedFile[]): string {
  const { tests, failed, mistakes } = countTests(files);
  const suites = files.map(({ file, tests: all, mistakes: wrong }) => {
    const cases = [
      ...wrong.map(({ line, column, code, message }) =>
        junitCase(file, `${line}:${column}`, `${code}: ${message}`),
      ),
      ...all.map((test) =>
        junitCase(
          file,
          test.name,
          hasPassed(test) ? undefined : differenceLines(test, plainPaint).join('\n'),
        ),
      ),
    ];
    const failures = wrong.length + all.filter((test) => !hasPassed(test)).length;
    return `<testsuite name="${escapeXml(file)}" tests="${cases.length}" failures="${failures}">\n${cases.join('\n')}\n</testsuite>`;
  });
  const head = `<testsuites tests="${tests + mistakes}" failures="${failed + mistakes}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.join('\n')}\n</testsuites>\n`;
}

function junitCase(file: string, name: string, failure: string | undefined): string {
  const head = `<testcase classname="${escapeXml(file)}" name="${escapeXml(name)}"`;
  if (failure === undefined) return `${head}/>`;
  return `${head}><failure message="not as expected">${escapeXml(failure)}</failure></testcase>`;
}

const plainPaint: Paint = (_colour, text) => text;

/** Control characters cannot stand in XML at all. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\P{Cc}\n\t]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
