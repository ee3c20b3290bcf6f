import type { Program } from '../../basic/parser';
import { findStatement } from '../find-statement';
import { indentAt } from '../tokens';
import type { StatementRef } from './anchor';
import { linesOf, readSnippet } from './layout';
import { checkedEdits, refuse, type EditOutcome } from './outcome';

/**
 * Puts other statements in the place of one. They are written without outer indentation; comments above it
 * and behind it stay, those between its words go with it.
 */
export function replaceStatement(program: Program, ref: StatementRef, text: string): EditOutcome {
  const placed = findStatement(program, ref);
  if (placed === undefined) return refuse('There is no such statement.');
  const { statement, siblings, index } = placed;
  const snippet = readSnippet(program, text, indentAt(program.source.text, statement.start));
  if (typeof snippet === 'string') return refuse(snippet);
  if (linesOf(program, statement) === undefined && /[\r\n]/u.test(snippet.text)) {
    return refuse('Statements that share a line have one line each.');
  }
  const edit = { start: statement.start, end: statement.end, text: snippet.text.trimStart() };
  const list = [...siblings.slice(0, index), ...snippet.statements, ...siblings.slice(index + 1)];
  return checkedEdits(program, [edit], new Map([[siblings, list]]));
}
