import type { Program } from '../../basic/parser';
import type { Statement } from '../../basic/syntax';
import type { Span } from '../../source';
import { findStatement } from '../find-statement';
import { tokenIndexFrom } from '../tokens';
import type { StatementRef } from './anchor';
import { linesOf, nextLine } from './layout';
import { checkedEdits, refuse, type EditOutcome } from './outcome';
import type { TextEdit } from './text-edit';

/** Removes a statement with its line. Comments above it and behind it stay. */
export function deleteStatement(program: Program, ref: StatementRef): EditOutcome {
  const placed = findStatement(program, ref);
  if (placed === undefined) return refuse('There is no such statement.');
  const { statement, siblings } = placed;
  const list = siblings.filter((other) => other !== statement);
  const edit = removalOf(program, statement);
  return checkedEdits(program, [edit], new Map([[siblings, list]]));
}

/** The edit that takes lines away with one line end. */
export function removeLines(text: string, lines: Span): TextEdit {
  const after = nextLine(text, lines.end);
  if (after > lines.end) return { start: lines.start, end: after, text: '' };
  const before = text.startsWith('\r\n', lines.start - 2) ? lines.start - 2 : lines.start - 1;
  return { start: Math.max(0, before), end: lines.end, text: '' };
}

function removalOf(program: Program, statement: Statement): TextEdit {
  const { text } = program.source;
  const lines = linesOf(program, statement);
  if (lines === undefined) return inlineRemoval(program, statement);
  const rest = text.slice(statement.end, lines.end).replace(/^\s*;/u, '').trimStart();
  if (rest === '') return removeLines(text, { start: lines.own, end: lines.end });
  return { start: statement.start, end: lines.end - rest.length, text: '' };
}

/** Takes a semicolon beside it away as well. */
function inlineRemoval(program: Program, statement: Statement): TextEdit {
  const { tokens } = program;
  const index = tokenIndexFrom(program, statement.start);
  const before = tokens[index - 1];
  const next = tokens[tokenIndexFrom(program, statement.end)];
  if (before?.text === ';') return { start: before.start, end: statement.end, text: '' };
  if (next?.text === ';') {
    const { text } = program.source;
    const rest = text.slice(next.end);
    const blanks = /^[ \t]*/u.exec(rest)?.[0].length ?? 0;
    return { start: statement.start, end: next.end + blanks, text: '' };
  }
  return { start: before?.end ?? statement.start, end: statement.end, text: '' };
}
