import type { Program } from '../../basic/parser';
import type { Statement } from '../../basic/syntax';
import type { Token } from '../../basic/token';
import { countErrors, readProgram } from '../program';
import type { Span } from '../../source';
import { placeStatements } from '../statements';
import { indentAt, isLineBreak, lineEndOf, lineStart, tokenIndexFrom } from '../tokens';

/** The lines of a statement. */
export interface Lines extends Span {
  /** Where the statement begins in its line, without the comments above. */
  readonly own: number;
  /** The blanks before it. */
  readonly indent: string;
}

/**
 * The lines that a statement fills alone: with the comments right above it, without the last line end.
 * Undefined when it shares a line with something else.
 */
export function linesOf(program: Program, statement: Statement): Lines | undefined {
  const lead = leadOf(program, statement);
  const last = lineBreakAfter(program, statement);
  if (lead === undefined || last === undefined || statement.kind === 'broken') return undefined;
  return { ...lead, end: endOfLine(program.source.text, last.triviaStart) };
}

/**
 * The line end behind a statement, or the end of the text; undefined where something else follows in its
 * line. A semicolon before the line end belongs to the statement.
 */
export function lineBreakAfter(program: Program, { start, end }: Span): Token | undefined {
  const { tokens } = program;
  const index = tokenIndexFrom(program, Math.max(end, start + 1));
  const next = tokens[index]?.text === ';' ? tokens[index + 1] : tokens[index];
  return isLineBreak(next) || next?.kind === 'end' ? next : undefined;
}

/** The beginning of the lines of a statement; undefined when something stands before it. */
export function leadOf(program: Program, statement: Statement): Omit<Lines, 'end'> | undefined {
  const { tokens, source } = program;
  const index = tokenIndexFrom(program, statement.start);
  const own = lineStart(source.text, statement.start);
  const isFirst = index === 0 || isLineBreak(tokens[index - 1]);
  if (!isFirst || source.text.slice(own, statement.start).trim() !== '') return undefined;
  const start = startOfComments(program, index, own);
  return { start, own, indent: indentAt(source.text, statement.start) };
}

/** The end of the line that an offset stands in. */
export function endOfLine(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text.charAt(at) !== '\n' && text.charAt(at) !== '\r') at += 1;
  return at;
}

/** Where the next line begins; the end of the text when there is none. */
export function nextLine(text: string, offset: number): number {
  const end = endOfLine(text, offset);
  if (text.startsWith('\r\n', end)) return end + 2;
  return Math.min(end + 1, text.length);
}

/** The first line of the comments that stand right above a line; a comment that opens the file is left. */
function startOfComments(program: Program, index: number, own: number): number {
  const { tokens, source } = program;
  let start = own;
  for (let at = index - 1; at > 1; at -= 1) {
    const [end, before] = [tokens[at], tokens[at - 1]];
    if (!isLineBreak(end) || !isLineBreak(before) || end === undefined) return start;
    if (source.text.slice(end.triviaStart, end.start).trim() === '') return start;
    start = end.triviaStart;
  }
  return start;
}

/** Whole blank lines right above an offset that begins a line. */
export function startOfBlankLines(text: string, offset: number): number {
  let start = offset;
  while (start > 0) {
    const above = lineStart(text, text.startsWith('\r\n', start - 2) ? start - 2 : start - 1);
    if (text.slice(above, start).trim() !== '') return start;
    start = above;
  }
  return start;
}

/** One step of indentation, as the text has it. */
export function indentUnit(program: Program): string {
  const { text } = program.source;
  for (const { statement, owner, body } of placeStatements(program)) {
    if (owner === undefined) continue;
    const outer = indentAt(text, body?.anchor ?? owner.statement.start);
    const inner = indentAt(text, statement.start);
    if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length);
  }
  return '  ';
}

/** Statements that were written apart, read alone. */
export interface Snippet {
  readonly statements: readonly Statement[];
  /** In the line ends of the text, indented for the place. */
  readonly text: string;
}

/** Reads statements that are to be put into a text; a message when they cannot be read. */
export function readSnippet(program: Program, raw: string, indent: string): Snippet | string {
  const eol = lineEndOf(program.source.text);
  const text = trimLines(raw)
    .split(/\r\n|\r|\n/u)
    .join(eol);
  const { program: parsed, mistakes } = readProgram({ file: program.source.file, text });
  const mistake = mistakes.find(({ severity }) => severity === 'error');
  if (countErrors(mistakes) > 0) return mistake?.message ?? 'The statement cannot be read.';
  if (parsed.statements.length === 0) return 'There is no statement in the text.';
  const common = parsed.statements[0] === undefined ? '' : indentAt(text, 0);
  return {
    statements: parsed.statements,
    text: shiftLines(parsed, wholeText(text), common, indent),
  };
}

/** The lines of a span with another indentation. Lines inside texts stay as they are. */
export function shiftLines(program: Program, span: Span, from: string, to: string): string {
  const { text } = program.source;
  const starts = shiftableLines(program, span).filter(
    (start) => text.slice(start, endOfLine(text, start)).trim() !== '',
  );
  if (from === to || !starts.every((start) => text.startsWith(from, start))) {
    return text.slice(span.start, span.end);
  }
  let result = '';
  let at = span.start;
  for (const start of starts) {
    result += text.slice(at, start) + to;
    at = start + from.length;
  }
  return result + text.slice(at, span.end);
}

/** Where lines begin in a span, without those that begin inside a text. */
export function shiftableLines(program: Program, span: Span): readonly number[] {
  const { text } = program.source;
  const starts: number[] = [];
  for (let at = lineStart(text, span.start); at < span.end; at = nextLine(text, at)) {
    if (at >= span.start && !isInText(program, at)) starts.push(at);
    if (nextLine(text, at) === at) break;
  }
  return starts;
}

function isInText(program: Program, offset: number): boolean {
  const token = program.tokens[tokenIndexFrom(program, offset) - 1];
  const isText = token?.kind === 'string' || token?.kind === 'raw';
  const here = program.tokens[tokenIndexFrom(program, offset)];
  const isRaw = here?.kind === 'raw' && here.start === offset;
  return (isText && token.end > offset) || isRaw;
}

function trimLines(text: string): string {
  let start = 0;
  let end = text.length;
  while (text.slice(start, endOfLine(text, start)).trim() === '' && endOfLine(text, start) < end) {
    start = nextLine(text, start);
  }
  while (end > start && text.charAt(end - 1).trim() === '') end -= 1;
  return text.slice(start, end);
}

function wholeText(text: string): Span {
  return { start: 0, end: text.length };
}
