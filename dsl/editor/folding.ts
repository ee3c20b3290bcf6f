import type { Program } from '../basic/parser';
import { lineText, positionAt } from '../source';
import { placeStatements } from './statements';
import { readComments } from './tokens';

/** Lines that can be hidden behind the first of them; both from 1. */
export interface FoldingRange {
  readonly kind: 'block' | 'comment';
  readonly startLine: number;
  readonly endLine: number;
}

/** Statements and comments of more than one line, in the order of the text. */
export function readFolding(program: Program): readonly FoldingRange[] {
  const { source } = program;
  const lineOf = (offset: number): number => positionAt(source, offset).line;
  const blocks = placeStatements(program).flatMap(({ statement }): FoldingRange[] => {
    const spans = statement.kind === 'parallel' ? [statement, ...statement.branches] : [statement];
    return spans.map(({ start, end }) => ({
      kind: 'block',
      startLine: lineOf(start),
      endLine: lineOf(end),
    }));
  });
  const comments: FoldingRange[] = [];
  for (const comment of readComments(program)) {
    const line = lineOf(comment.start);
    const isAlone = lineText(source, line).trimStart().length === comment.end - comment.start;
    const last = comments.at(-1);
    if (!isAlone) continue;
    if (last?.endLine === line - 1) {
      comments[comments.length - 1] = { ...last, endLine: line };
    } else comments.push({ kind: 'comment', startLine: line, endLine: line });
  }
  return [...blocks, ...comments]
    .filter(({ startLine, endLine }) => endLine > startLine)
    .sort((a, b) => a.startLine - b.startLine);
}
