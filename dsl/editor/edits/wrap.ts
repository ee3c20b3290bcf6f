import type { Program } from '../../basic/parser';
import { bodiesOf, placeBodies } from '../bodies';
import { findStatement } from '../find-statement';
import type { PlacedStatement } from '../statements';
import { endsStatement, lineEndOf, lineStart, tokenIndexFrom } from '../tokens';
import type { StatementRef } from './anchor';
import { removeLines } from './delete-statement';
import { endOfLine, indentUnit, linesOf, nextLine, shiftableLines } from './layout';
import { checkedEdits, describe, hasNewErrors, readEdited, refuse } from './outcome';
import type { EditOutcome } from './outcome';
import type { TextEdit } from './text-edit';

/** A block that is put around statements. */
export type Wrapping =
  | { readonly kind: 'IF'; readonly condition: string }
  | { readonly kind: 'PARALLEL'; readonly branch: string }
  | { readonly kind: 'FOR EACH'; readonly variable: string; readonly list: string };

/** Puts a block around a statement, or around all from it to another one of the same block. */
export function wrapIn(
  program: Program,
  ref: StatementRef | { readonly from: StatementRef; readonly to: StatementRef },
  wrapping: Wrapping,
): EditOutcome {
  const isRange = typeof ref === 'object' && 'from' in ref;
  const from = findStatement(program, isRange ? ref.from : ref);
  const to = findStatement(program, isRange ? ref.to : ref);
  if (from === undefined || to === undefined) return refuse('There is no such statement.');
  if (from.siblings !== to.siblings || to.index < from.index) {
    return refuse('The statements do not follow each other in one block.');
  }
  const first = linesOf(program, from.statement);
  const last = linesOf(program, to.statement);
  if (first === undefined || last === undefined) {
    return refuse('The statement shares its line with another one.');
  }
  const { text } = program.source;
  const unit = indentUnit(program);
  const eol = lineEndOf(text);
  const { head, end, depth } = linesOfBlock(wrapping, unit);
  const opening = head.map((line) => `${first.indent}${line}${eol}`).join('');
  const more = unit.repeat(depth);
  const starts = shiftableLines(program, { start: first.start, end: last.end }).filter(
    (start) => text.slice(start, endOfLine(text, start)).trim() !== '',
  );
  const edits = starts.map((start, index): TextEdit => ({
    start,
    end: start,
    text: index === 0 ? `${opening}${more}` : more,
  }));
  const closing = { start: last.end, end: last.end, text: `${eol}${first.indent}${end}` };
  return checkWrapped(program, [...edits, closing], from, to.index - from.index + 1);
}

/** Takes a block away and keeps the statements in it; for blocks of one body. */
export function unwrap(program: Program, ref: StatementRef): EditOutcome {
  const placed = findStatement(program, ref);
  if (placed === undefined) return refuse('There is no such statement.');
  const bodies = placeBodies(program, placed.statement);
  const [body] = bodies;
  if (body === undefined || bodies.length > 1) return refuse('It is no block of one part.');
  const lines = linesOf(program, placed.statement);
  const [first] = body.statements;
  const last = body.statements.at(-1);
  const [top, bottom] = [first && linesOf(program, first), last && linesOf(program, last)];
  if (
    lines === undefined ||
    top === undefined ||
    bottom === undefined ||
    body.closing === undefined
  ) {
    return refuse('The statements of the block have no lines of their own.');
  }
  const { text } = program.source;
  const inner = { start: top.start, end: lineStart(text, body.closing.start) };
  const dedents = shiftableLines(program, inner)
    .filter((start) => text.startsWith(top.indent, start))
    .map((start): TextEdit => ({ start, end: start + top.indent.length, text: lines.indent }));
  const edits = [
    ...headRemoval(program, placed, inner.start),
    ...dedents,
    ...lineRemoval(program, inner.end, placed.statement.end),
  ];
  const { siblings, index } = placed;
  const list = [...siblings.slice(0, index), ...body.statements, ...siblings.slice(index + 1)];
  return checkedEdits(program, edits, new Map([[siblings, list]]));
}

function linesOfBlock(
  wrapping: Wrapping,
  unit: string,
): { readonly head: readonly string[]; readonly end: string; readonly depth: number } {
  switch (wrapping.kind) {
    case 'IF':
      return { head: [`IF ${wrapping.condition} THEN`], end: 'END IF', depth: 1 };
    case 'FOR EACH':
      return {
        head: [`FOR EACH ${wrapping.variable} IN ${wrapping.list}`],
        end: 'NEXT',
        depth: 1,
      };
    case 'PARALLEL':
      return {
        head: ['PARALLEL', `${unit}BRANCH ${wrapping.branch}:`],
        end: 'END PARALLEL',
        depth: 2,
      };
  }
}

/** The block has to stand where the first statement stood, with all of them in it. */
function checkWrapped(
  program: Program,
  edits: readonly TextEdit[],
  first: PlacedStatement,
  count: number,
): EditOutcome {
  const after = readEdited(program, edits);
  if (hasNewErrors(program, after)) return refuse(describe(after));
  const offset = wordsOf(edits, 0);
  const block = findStatement(after.program, offset);
  const isRight =
    block?.statement.start === offset &&
    block.siblings.length === first.siblings.length - count + 1 &&
    holds(block, count);
  if (!isRight) return refuse('A line beside it would be read in another way.');
  const [body] = placeBodies(after.program, block.statement);
  return body?.closing?.start === wordsOf(edits, edits.length - 1)
    ? { ok: true, edits }
    : refuse('A block in it has no end of its own.');
}

/** Where the words of an edit begin once all are done. */
function wordsOf(edits: readonly TextEdit[], index: number): number {
  const { start, text } = edits[index] ?? { start: 0, text: '' };
  const before = edits.slice(0, index).reduce((sum, edit) => sum + edit.text.length, 0);
  return before + start + text.search(/\S/u);
}

/** True for a block with one body of so many statements. */
function holds({ statement }: PlacedStatement, count: number): boolean {
  const bodies = bodiesOf(statement);
  return bodies.length === 1 && bodies[0]?.statements.length === count;
}

/** The lines of the head go; a comment behind it stays. */
function headRemoval(
  program: Program,
  placed: PlacedStatement,
  limit: number,
): readonly TextEdit[] {
  const { text } = program.source;
  const edits: TextEdit[] = [];
  let at = placed.statement.start;
  while (at < limit) {
    const index = tokenIndexFrom(program, at);
    const first = program.tokens[index];
    if (first === undefined || first.start >= limit) break;
    let end = index;
    while (!endsStatement(program.tokens[end])) end += 1;
    const last = program.tokens[end - 1];
    if (end > index && last !== undefined)
      edits.push(...lineRemoval(program, first.start, last.end));
    at = program.tokens[end]?.end ?? text.length;
  }
  return edits;
}

function lineRemoval(program: Program, from: number, to: number): readonly TextEdit[] {
  const { text } = program.source;
  const start = lineStart(text, from);
  const end = endOfLine(text, to);
  const rest = text.slice(to, end);
  if (rest.trim() === '') {
    const isLast = nextLine(text, end) === end;
    return [
      isLast ? removeLines(text, { start, end }) : { start, end: nextLine(text, end), text: '' },
    ];
  }
  const blanks = text.slice(start).length - text.slice(start).trimStart().length;
  const gap = rest.length - rest.trimStart().length;
  return [{ start: start + blanks, end: to + gap, text: '' }];
}
