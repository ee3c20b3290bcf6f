import type { Program } from '../../basic/parser';
import type { Statement } from '../../basic/syntax';
import { bodiesOf, innerStatement } from '../bodies';
import { countErrors, readProgram, type ParsedText } from '../program';
import { applyEdits, type TextEdit } from './text-edit';

/** The edits of an operation, or why it cannot be done. */
export type EditOutcome =
  | { readonly ok: true; readonly edits: readonly TextEdit[] }
  | { readonly ok: false; readonly message: string };

/** Lists of statements that an operation replaces by others. */
export type Expected = ReadonlyMap<readonly Statement[], readonly Statement[]>;

/** An operation that cannot be done. */
export function refuse(message: string): EditOutcome {
  return { ok: false, message };
}

/**
 * Gives the edits back when the text after them has no new mistakes and exactly the statements that are
 * expected: an edit never changes the meaning of a line that it does not touch.
 */
export function checkedEdits(
  program: Program,
  edits: readonly TextEdit[],
  expected: Expected,
): EditOutcome {
  const after = readEdited(program, edits);
  if (hasNewErrors(program, after)) return refuse(describe(after));
  const wanted = shapeOf(program.statements, expected);
  if (wanted !== shapeOf(after.program.statements, new Map())) {
    return refuse('A line beside it would be read in another way.');
  }
  return { ok: true, edits };
}

/** The program after edits. */
export function readEdited(program: Program, edits: readonly TextEdit[]): ParsedText {
  const { file, text } = program.source;
  return readProgram({ file, text: applyEdits(text, edits) });
}

/** True when a text has more mistakes than the one before. */
export function hasNewErrors(before: Program, after: ParsedText): boolean {
  const { mistakes } = readProgram(before.source);
  return countErrors(after.mistakes) > countErrors(mistakes);
}

/** Why a text cannot be read. */
export function describe(parsed: ParsedText): string {
  const found = parsed.mistakes.find(({ severity }) => severity === 'error');
  return found === undefined ? 'The result could not be read.' : found.message;
}

/** The kinds of all statements, nested as they are. */
function shapeOf(statements: readonly Statement[], expected: Expected): string {
  const list = expected.get(statements) ?? statements;
  const parts = list.map((statement) => {
    const inner = innerStatement(statement);
    const bodies = bodiesOf(statement).map((body) => shapeOf(body.statements, expected));
    return `${statement.kind}:${inner.kind}(${bodies.join('|')})`;
  });
  return parts.join(',');
}
