import type { Reporter } from '../reporter';
import type { Span } from '../source';
import {
  CHAR,
  isBlank,
  isDigit,
  isDirection,
  isLineEnd,
  isWordPart,
  isWordStart,
} from './characters';
import { findRawBlock } from './raw-block';
import { createStringReader, type StringReader } from './string-reader';
import type { Token, TokenKind } from './token';

const SYMBOLS = new Set(
  '( ) [ ] { } #{ ${ , . ?. ? : + - * / % ^ = == <> != < <= > >= && || ! ?? += -= & @'.split(' '),
);
/** Words after which a single quote opens a text, not a comment. */
const OPERAND_WORDS = new Set('AND OR NOT MOD LIKE CONTAINS IN CASE'.split(' '));
const OPERAND_SYMBOLS = new Set(
  '( [ , : + - * / % ^ = == <> != < <= > >= && || ! ?? += -= ? & {'.split(' '),
);

/**
 * Reads the tokens of a piece of a text (all of it without `range`). Never throws: what is no token
 * becomes one of kind `unknown`. The last token is always `end`.
 */
export function readTokens(reporter: Reporter, range?: Span): readonly Token[] {
  const { text } = reporter.source;
  const span = range ?? { start: 0, end: text.length };
  return new Lexer(
    text.length === span.end ? text : text.slice(0, span.end),
    span,
    reporter,
  ).read();
}

class Lexer {
  private readonly tokens: Token[] = [];
  private readonly strings: StringReader;
  private position: number;
  private triviaStart: number;
  /** True until a token stands on the present line. */
  private atLineStart = true;

  constructor(
    private readonly text: string,
    span: Span,
    private readonly reporter: Reporter,
  ) {
    this.position = span.start;
    this.triviaStart = span.start;
    this.strings = createStringReader(text);
  }

  read(): readonly Token[] {
    for (;;) {
      this.skipTrivia();
      if (this.position >= this.text.length) break;
      this.readToken(this.text.charCodeAt(this.position));
    }
    this.push('end', this.position);
    return this.tokens;
  }

  private readToken(code: number): void {
    if (isLineEnd(code)) this.readNewline(code);
    else if (isWordStart(code)) this.readWord();
    else if (isDigit(code) || (code === CHAR.dot && this.isDigitAt(1))) this.readNumber();
    else if (code === CHAR.doubleQuote || code === CHAR.singleQuote) this.readString();
    else if (code === CHAR.semicolon) this.push('newline', this.position + 1);
    else this.readSymbol(code);
  }

  private readNewline(code: number): void {
    const pair =
      code === CHAR.carriageReturn && this.text.charCodeAt(this.position + 1) === CHAR.lineFeed;
    this.push('newline', this.position + (pair ? 2 : 1));
    this.atLineStart = true;
    const raw = findRawBlock(this.text, this.tokens, this.position);
    if (raw === undefined) return;
    this.triviaStart = this.position;
    this.push('raw', raw);
    this.atLineStart = true;
  }

  private readWord(): void {
    let end = this.position + 1;
    while (end < this.text.length && isWordPart(this.text.charCodeAt(end))) end += 1;
    if (this.text.charCodeAt(end) === CHAR.dollar && !this.isBraceAt(end + 1)) end += 1;
    this.push('word', end);
  }

  /** Takes what follows a number without a blank into the token: `12abc` is one wrong number. */
  private readNumber(): void {
    let end = this.position;
    while (end < this.text.length && this.isNumberPart(end)) end += 1;
    this.push('number', end);
  }

  private isNumberPart(at: number): boolean {
    const code = this.text.charCodeAt(at);
    if (isWordPart(code) || code === CHAR.dot) return true;
    const before = this.text.charCodeAt(at - 1) | 32;
    return (code === 43 || code === 45) && before === 101 && isDigit(this.text.charCodeAt(at + 1));
  }

  private readString(): void {
    const result = this.strings.read(this.position);
    const start = this.position;
    this.push('string', result.end);
    if (result.closed) return;
    this.reporter.syntax({
      code: 'BASIC_OPEN_TEXT',
      severity: 'error',
      message: 'This text has no closing quote.',
      span: { start, end: Math.max(start + 1, result.end) },
      hint: 'Put a " at the end of the text.',
      fix: { title: 'Close the text', span: { start: result.end, end: result.end }, text: '"' },
    });
  }

  private readSymbol(code: number): void {
    const two = this.text.slice(this.position, this.position + 2);
    const optional = two === '?.' && this.isDigitAt(2);
    if (two.length === 2 && SYMBOLS.has(two) && !optional) this.push('symbol', this.position + 2);
    else if (SYMBOLS.has(two.charAt(0))) this.push('symbol', this.position + 1);
    else this.push('unknown', this.position + (code >= 0xd800 && code < 0xdc00 ? 2 : 1));
  }

  /** Blanks, comments and continued lines; comments at the start of a line take all of it. */
  private skipTrivia(): void {
    this.triviaStart = this.position;
    while (this.position < this.text.length) {
      const code = this.text.charCodeAt(this.position);
      if (isBlank(code)) this.position += 1;
      else if (isDirection(code)) this.skipDirection();
      else if (this.isComment(code)) this.skipLine();
      else if (code === CHAR.underscore && this.isContinuation()) this.skipContinuation();
      else return;
    }
  }

  private skipDirection(): void {
    this.reporter.report({
      code: 'BASIC_DIRECTION',
      severity: 'warning',
      message: 'An invisible character here turns the direction of writing.',
      span: { start: this.position, end: this.position + 1 },
      hint: 'Remove it: it can make code look like something else.',
    });
    this.position += 1;
  }

  private isComment(code: number): boolean {
    const next = this.text.charCodeAt(this.position + 1);
    if (code === CHAR.singleQuote) return !this.opensSingleQuoted();
    if (!this.atLineStart) return false;
    if (code === CHAR.hash) return next !== CHAR.openBrace;
    if (code === CHAR.slash) return next === CHAR.slash;
    return (code | 32) === 114 && this.isRem();
  }

  private isRem(): boolean {
    const word = this.text.slice(this.position, this.position + 3).toUpperCase();
    if (word !== 'REM') return false;
    const after = this.text.charCodeAt(this.position + 3);
    return this.position + 3 >= this.text.length || isBlank(after) || isLineEnd(after);
  }

  /** A single quote opens a text only where an operand is expected and the line has its end. */
  private opensSingleQuoted(): boolean {
    const last = this.tokens.at(-1);
    if (last === undefined || this.atLineStart) return false;
    const expects =
      (last.kind === 'symbol' && OPERAND_SYMBOLS.has(last.upper)) ||
      (last.kind === 'word' && OPERAND_WORDS.has(last.upper));
    return expects && this.strings.hasSingleQuoteEnd(this.position);
  }

  private isContinuation(): boolean {
    let at = this.position + 1;
    while (at < this.text.length && isBlank(this.text.charCodeAt(at))) at += 1;
    return at < this.text.length && isLineEnd(this.text.charCodeAt(at)) && !this.atLineStart;
  }

  private skipContinuation(): void {
    this.skipLine();
    const code = this.text.charCodeAt(this.position);
    this.position += 1;
    const isPair = code === CHAR.carriageReturn;
    if (isPair && this.text.charCodeAt(this.position) === CHAR.lineFeed) this.position += 1;
  }

  private skipLine(): void {
    while (this.position < this.text.length && !isLineEnd(this.text.charCodeAt(this.position))) {
      this.position += 1;
    }
  }

  private isDigitAt(ahead: number): boolean {
    return isDigit(this.text.charCodeAt(this.position + ahead));
  }

  private isBraceAt(at: number): boolean {
    return this.text.charCodeAt(at) === CHAR.openBrace;
  }

  private push(kind: TokenKind, end: number): void {
    const text = this.text.slice(this.position, end);
    this.tokens.push({
      kind,
      text,
      upper: upperForm(kind, text),
      start: this.position,
      end,
      triviaStart: this.triviaStart,
    });
    this.position = end;
    this.triviaStart = end;
    this.atLineStart = false;
  }
}

function upperForm(kind: TokenKind, text: string): string {
  if (kind === 'symbol') return text;
  if (kind !== 'word') return '';
  return (text.endsWith('$') ? text.slice(0, -1) : text).toUpperCase();
}
