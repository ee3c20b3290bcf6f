import { findToken } from '../basic/find-token';
import type { Program } from '../basic/parser';
import type { Token } from '../basic/token';
import type { Span } from '../source';

/** The number of the first token that begins at an offset or after it. */
export function tokenIndexFrom(program: Program, offset: number): number {
  return findToken(program.tokens, offset);
}

/** The tokens that begin inside a span. */
export function tokensIn(program: Program, span: Span): readonly Token[] {
  const from = tokenIndexFrom(program, span.start);
  return program.tokens.slice(from, tokenIndexFrom(program, span.end));
}

/** The token that an offset stands in or right behind; words go before all others. */
export function tokenAt(program: Program, offset: number): Token | undefined {
  const index = tokenIndexFrom(program, offset);
  const around = [program.tokens[index], program.tokens[index - 1]].filter(
    (token) => token !== undefined && token.start <= offset && offset <= token.end,
  );
  return around.find((token) => token?.kind === 'word') ?? around[0];
}

/** True for a line end; a semicolon, which counts as one in the grammar, is none. */
export function isLineBreak(token: Token | undefined): boolean {
  return token?.kind === 'newline' && token.text !== ';';
}

/** True for what ends a statement: a line end, a semicolon, the end of the text. */
export function endsStatement(token: Token | undefined): boolean {
  return token === undefined || token.kind === 'newline' || token.kind === 'end';
}

/** The comments of a text in order, each without its line end. */
export function readComments(program: Program): readonly Span[] {
  const { text } = program.source;
  const comments: Span[] = [];
  for (const token of program.tokens) {
    for (let at = token.triviaStart; at < token.start; at += 1) {
      const code = text.charCodeAt(at);
      if (code <= 32 || text.charAt(at) === '_' || !/\S/u.test(text.charAt(at))) continue;
      const end = endOfComment(text, at, token.start);
      comments.push({ start: at, end });
      at = end;
    }
  }
  return comments;
}

/** The line end that most lines of a text have. */
export function lineEndOf(text: string): string {
  const windows = text.split('\r\n').length - 1;
  const all = text.split('\n').length - 1;
  return windows * 2 > all ? '\r\n' : '\n';
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !isEnd(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

/** The blanks that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  let end = start;
  while (text.charAt(end) === ' ' || text.charAt(end) === '\t') end += 1;
  return text.slice(start, end);
}

function endOfComment(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && !isEnd(text.charCodeAt(at))) at += 1;
  return at;
}

function isEnd(code: number): boolean {
  return code === 10 || code === 13;
}
