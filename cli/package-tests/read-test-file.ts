import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { closest } from '../../dsl/closest';
import { AppError, type ErrorCode } from '../../plan/errors';
import { knownKeys } from './known-keys';
import { TestFileSchema, type TestCase, type TestFile } from './test-file';

/** Something wrong in a test file. */
export interface TestMistake {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Of the table of errors, or of the catalogue of BASIC. */
  readonly code: string;
  readonly message: string;
  /** What to do next. */
  readonly hint?: string;
}

/** A test with the line that it begins on. */
export type PlacedTest = TestCase & { readonly line: number };

/** A test file that can be run. */
export interface ReadTestFile extends Omit<TestFile, 'tests'> {
  readonly file: string;
  readonly tests: readonly PlacedTest[];
  /** The place of a part of the file, for what only shows when the workflow is known. */
  placeOf(path: readonly PropertyKey[]): { readonly line: number; readonly column: number };
}

type Place = Pick<TestMistake, 'line' | 'column'>;
type Issue = z.core.$ZodIssue;

/** The tests of a file, or everything that is wrong with it. */
export function readTestFile(
  file: string,
  text: string,
): { readonly read: ReadTestFile } | { readonly mistakes: readonly TestMistake[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0) {
    const mistakes = document.errors.map(({ pos, message }) => ({
      ...describe(file, at(pos[0]), 'TEST_YAML', { reason: message }),
      hint: 'YAML is indented with blanks; a text with ": " or "#" in it stands in quotes.',
    }));
    return { mistakes };
  }
  const placeOf = (path: readonly PropertyKey[]): Place => at(offsetOf(document, path));
  const parsed = TestFileSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const mistakes = parsed.error.issues
      .flatMap((issue) => innermost(issue))
      .flatMap((issue) => mistakesOf(file, issue, (path) => placeOf(path)));
    return { mistakes };
  }
  const tests = parsed.data.tests.map((test, index) => ({
    ...test,
    line: placeOf(['tests', index]).line,
  }));
  return { read: { ...parsed.data, file, tests, placeOf } };
}

/** A mistake with its code, in the words of the table of errors. */
export function describe(
  file: string,
  place: Place,
  code: ErrorCode,
  details: Readonly<Record<string, unknown>>,
): TestMistake {
  return { file, ...place, code, message: new AppError(code, details).message };
}

/** Of a choice, what is wrong with the form that was meant: the one that got furthest. */
function innermost(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const meant = issue.errors.find(
    (tries) =>
      tries.length > 0 && tries.every(({ code, path }) => path.length > 0 || !isKind(code)),
  );
  if (meant === undefined) return [issue];
  return meant
    .map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
    .flatMap((inner) => innermost(inner));
}

/** True where the value as a whole is of another kind. */
function isKind(code: Issue['code']): boolean {
  return code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_union';
}

function mistakesOf(
  file: string,
  issue: Issue,
  placeOf: (path: readonly PropertyKey[]) => Place,
): readonly TestMistake[] {
  if (issue.code !== 'unrecognized_keys') {
    const where = writePath(issue.path);
    const reason = issue.message.endsWith('received undefined') ? 'it is missing' : issue.message;
    const details = { where, reason };
    return [describe(file, placeOf(issue.path), 'TEST_VALUE', details)];
  }
  const known = knownKeys(TestFileSchema, issue.path);
  return issue.keys.map((key) => {
    const near = closest(key, known);
    const hint =
      near === undefined ? `Known here are: ${known.join(', ')}.` : `Did you mean ${near}?`;
    const where = writePath(issue.path);
    return {
      ...describe(file, placeOf([...issue.path, key]), 'TEST_KEY', { key, where }),
      hint,
    };
  });
}

function writePath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the file';
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}

/** Where a key begins; for what is not there, where the part around it begins. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const key = path[length - 1];
    const around: unknown = document.getIn(path.slice(0, length - 1), true);
    if (isMap(around)) {
      const pair = around.items.find((item) => isPair(item) && keyOf(item.key) === key);
      if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const found: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(found) && found.range) return found.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

function keyOf(key: unknown): unknown {
  return isScalar(key) ? key.value : key;
}
