import type { Program } from '../../basic/parser';
import type { Statement } from '../../basic/syntax';
import type { Span } from '../../source';
import { placeBodies } from '../bodies';
import { findBlock, findStatement, type FoundBlock } from '../find-statement';
import type { PlacedStatement } from '../statements';
import { indentAt, lineEndOf, lineStart } from '../tokens';
import { indentUnit, leadOf, lineBreakAfter, linesOf, startOfBlankLines } from './layout';

/** A statement: the id of a step, an offset in it, or its span. */
export type StatementRef = string | number | Span;

/**
 * Where something is to be put: beside a statement, or at the end of a block. A block has an id such as
 * `main`, `main.2.then`, `main.3.A` or `sub:name`; a statement stands for its first block.
 */
export type Anchor =
  | { readonly after: StatementRef }
  | { readonly before: StatementRef }
  | { readonly insideEndOf: StatementRef };

/** A place for new lines. */
export interface Place {
  readonly siblings: readonly Statement[];
  /** Where among the siblings. */
  readonly index: number;
  readonly offset: number;
  readonly indent: string;
  /** What has to stand before and after the new lines. */
  readonly prefix: string;
  readonly suffix: string;
  /** True between statements that share a line: what goes there has one line. */
  readonly isShared?: boolean;
  /** The blocks around, by the statements that own them; a statement cannot move into itself. */
  readonly around?: PlacedStatement;
}

/** Why a text cannot stand at a place; undefined when it can. */
export function unfit({ isShared }: Place, text: string): string | undefined {
  const isLong = isShared === true && /[\r\n]/u.test(text);
  return isLong ? 'Statements that share a line have one line each.' : undefined;
}

/** The place of an anchor; a message when there is none. */
export function findPlace(program: Program, anchor: Anchor): Place | string {
  if ('insideEndOf' in anchor) return atEnd(program, anchor.insideEndOf);
  const ref = 'after' in anchor ? anchor.after : anchor.before;
  const placed = findStatement(program, ref);
  if (placed === undefined) return 'There is no such statement.';
  return 'after' in anchor ? placeAfter(program, placed) : placeBefore(program, placed);
}

function placeAfter(program: Program, placed: PlacedStatement): Place {
  const { text } = program.source;
  const { statement, siblings, index, owner } = placed;
  const around = owner === undefined ? {} : { around: owner };
  const lines = linesOf(program, statement);
  const last = lineBreakAfter(program, statement);
  const eol = lineEndOf(text);
  const indent = lines?.indent ?? inlineIndent(program, placed);
  const common = { siblings, index: index + 1, indent, ...around };
  if (last !== undefined) {
    const offset = lines?.end ?? last.start;
    return { ...common, offset, prefix: eol, suffix: '' };
  }
  const offset = statement.end;
  return { ...common, offset, indent: '', prefix: '; ', suffix: '', isShared: true };
}

function placeBefore(program: Program, placed: PlacedStatement): Place {
  const { text } = program.source;
  const { statement, siblings, index, owner } = placed;
  const around = owner === undefined ? {} : { around: owner };
  const lines = leadOf(program, statement);
  const eol = lineEndOf(text);
  const common = { siblings, index, ...around };
  if (lines !== undefined) {
    const offset = startOfBlankLines(text, lines.start);
    const isFirst = index === 0;
    const at = isFirst ? lines.start : offset;
    return { ...common, offset: at, indent: lines.indent, prefix: '', suffix: eol };
  }
  const isListed = isBehindSibling(program, placed);
  const suffix = isListed ? '; ' : `${eol}${inlineIndent(program, placed)}`;
  const offset = statement.start;
  return { ...common, offset, indent: '', prefix: '', suffix, isShared: isListed };
}

/** A statement behind `BRANCH A:` stands one step further in than its line. */
function inlineIndent(program: Program, placed: PlacedStatement): string {
  const { text } = program.source;
  const { statement } = placed;
  const line = indentAt(text, statement.start);
  const isFirst = leadOf(program, statement) !== undefined;
  if (isFirst || isBehindSibling(program, placed)) return line;
  return line + indentUnit(program);
}

/** True for the second of `a = 1; b = 2`. */
function isBehindSibling(
  program: Program,
  { statement, siblings, index }: PlacedStatement,
): boolean {
  const { text } = program.source;
  const before = siblings[index - 1];
  return before !== undefined && lineStart(text, before.end) === lineStart(text, statement.start);
}

function atEnd(program: Program, ref: StatementRef): Place | string {
  const block = blockOf(program, ref);
  if (block === undefined) return 'There is no such block.';
  const { statements, owner } = block;
  const last = lastOf(statements);
  if (last >= 0) {
    const statement = statements[last];
    if (statement === undefined) return 'There is no such block.';
    const siblings = owner === undefined ? program.statements : statements;
    const index = siblings.indexOf(statement);
    const placed = { statement, siblings, index, ...(owner === undefined ? {} : { owner }) };
    const isEnd =
      statement.kind === 'endWorkflow' ||
      (owner === undefined && last === 0 && statement.kind === 'sub');
    return isEnd ? placeBefore(program, placed) : placeAfter(program, placed);
  }
  return owner === undefined ? emptyText(program) : emptyBody(program, block, owner);
}

/** A block stands for itself, a statement for its first block. */
function blockOf(program: Program, ref: StatementRef): FoundBlock | undefined {
  const block = typeof ref === 'string' ? findBlock(program, ref) : undefined;
  if (block !== undefined) return block;
  const owner = findStatement(program, ref);
  const [body] = owner === undefined ? [] : placeBodies(program, owner.statement);
  return owner === undefined || body === undefined
    ? undefined
    : { statements: body.statements, owner, body };
}

/** The last statement that runs in order; behind END WORKFLOW nothing does, and SUBs stand apart. */
function lastOf(statements: readonly Statement[]): number {
  const last = statements.findLastIndex(({ kind }) => kind !== 'sub' && kind !== 'endWorkflow');
  return last >= 0 ? last : statements.length > 0 ? 0 : -1;
}

function emptyText(program: Program): Place {
  const { text } = program.source;
  const eol = lineEndOf(text);
  const isOpen = text !== '' && !text.endsWith('\n') && !text.endsWith('\r');
  const common = { siblings: program.statements, index: 0, offset: text.length, indent: '' };
  return isOpen ? { ...common, prefix: eol, suffix: '' } : { ...common, prefix: '', suffix: eol };
}

function emptyBody(program: Program, block: FoundBlock, owner: PlacedStatement): Place | string {
  const { text } = program.source;
  const body = placeBodies(program, owner.statement).find(
    ({ statements }) => statements === block.statements,
  );
  const closing = body?.closing;
  if (closing === undefined) return 'The block has no end yet.';
  const offset = lineStart(text, closing.start);
  if (text.slice(offset, closing.start).trim() !== '') return 'The block ends on the same line.';
  const opener = body?.anchor ?? owner.statement.start;
  const indent = indentAt(text, opener) + indentUnit(program);
  return {
    siblings: block.statements,
    index: 0,
    offset,
    indent,
    prefix: '',
    suffix: lineEndOf(text),
    around: owner,
  };
}
