import type { Reporter } from '../reporter';
import type { Span } from '../source';
import {
  CHAR,
  isBlank,
  isDigit,
  isDirection,
  isLineEnd,
  isSurrogatePair,
  isWordPart,
  isWordStart,
  startsTrivia,
} from './characters';
import { findRawBlock } from './raw-block';
import { createStringReader, type StringReader } from './string-reader';
import { TokenTable } from './token-table';
import { CODE, codeOf, CodeSet, SYMBOLS } from './vocabulary';
import { WordTable } from './word-table';

const BEGIN = codeOf('BEGIN');
const OPTIONAL_MEMBER = codeOf('?.');
/** Words and symbols after which a single quote opens a text, not a comment. */
const BEFORE_OPERANDS = new CodeSet([
  ...'AND OR NOT MOD LIKE CONTAINS IN CASE'.split(' '),
  ...'( [ , : + - * / % ^ = == <> != < <= > >= && || ! ?? += -= ? & {'.split(' '),
]);
/** Codes of the symbols, by their one character or two. */
const ONE_CHARACTER = new Uint8Array(128).fill(CODE.unknown);
const TWO_CHARACTERS = new Uint8Array(128 * 128);
for (const symbol of SYMBOLS) {
  const first = symbol.charCodeAt(0);
  if (symbol.length === 1) ONE_CHARACTER[first] = codeOf(symbol);
  else TWO_CHARACTERS[first * 128 + symbol.charCodeAt(1)] = codeOf(symbol);
}

/**
 * Reads the tokens of a text. Never throws: what is no token becomes one of kind `unknown`. The last token is
 * always `end`.
 */
export function readTokens(reporter: Reporter): TokenTable {
  const { text } = reporter.source;
  const tokens = new TokenTable(text, new WordTable(text), text.length);
  return new Lexer(text, tokens, reporter).read(0);
}

/** Reads the tokens of a piece of a text whose tokens are known; see `TokenTable.pieceFrom`. */
export function readPiece(reporter: Reporter, whole: TokenTable, span: Span): TokenTable {
  const text = whole.text.slice(0, span.end);
  return new Lexer(text, whole.pieceFrom(span.start), reporter).read(span.start);
}

class Lexer {
  private readonly strings: StringReader;
  private position = 0;
  /** The number of the first token of the present line. */
  private lineFirst = 0;
  /** True until a token stands on the present line. */
  private atLineStart = true;

  constructor(
    private readonly text: string,
    private readonly tokens: TokenTable,
    private readonly reporter: Reporter,
  ) {
    this.strings = createStringReader(text);
  }

  read(from: number): TokenTable {
    const { text } = this;
    this.position = from;
    while (this.position < text.length) {
      const code = text.charCodeAt(this.position);
      if (code === CHAR.space) this.position += 1;
      else if (!startsTrivia(code) || !this.skipTrivia(code)) this.readToken(code);
    }
    this.push(CODE.end, this.position);
    return this.tokens;
  }

  private readToken(code: number): void {
    if (isLineEnd(code)) this.readNewline(code);
    else if (isWordStart(code)) this.readWord();
    else if (isDigit(code) || (code === CHAR.dot && this.isDigitAt(1))) this.readNumber();
    else if (code === CHAR.doubleQuote || code === CHAR.singleQuote) this.readString();
    else if (code === CHAR.semicolon) this.endLine(this.position + 1);
    else this.readSymbol(code);
  }

  private readNewline(code: number): void {
    const pair =
      code === CHAR.carriageReturn && this.text.charCodeAt(this.position + 1) === CHAR.lineFeed;
    const first = this.lineFirst;
    this.endLine(this.position + (pair ? 2 : 1));
    this.atLineStart = true;
    if (this.tokens.codes[first] === BEGIN) this.readRawBlock(first);
  }

  private endLine(end: number): void {
    this.push(CODE.newline, end);
    this.lineFirst = this.tokens.count;
  }

  /** The text after a line such as BEGIN TALK, whose first token is at `first`. */
  private readRawBlock(first: number): void {
    const end = findRawBlock(this.tokens, first, this.position);
    if (end === undefined) return;
    this.push(CODE.raw, end);
    this.lineFirst = this.tokens.count;
    this.atLineStart = true;
  }

  private readWord(): void {
    const { text, position } = this;
    let end = position;
    let hash = 0;
    for (; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (!isWordPart(code)) break;
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    if (text.charCodeAt(end) === CHAR.dollar && !this.isBraceAt(end + 1)) {
      hash = ~hash;
      end += 1;
    }
    this.tokens.addWord(position, end, hash);
    this.position = end;
    this.atLineStart = false;
  }

  /** Takes what follows a number without a blank into the token: `12abc` is one wrong number. */
  private readNumber(): void {
    let end = this.position;
    while (end < this.text.length && this.isNumberPart(end)) end += 1;
    this.push(CODE.number, end);
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
    this.push(CODE.string, result.end);
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
    const next = this.text.charCodeAt(this.position + 1);
    const two = code < 128 && next < 128 ? (TWO_CHARACTERS[code * 128 + next] ?? 0) : 0;
    const isTwo = two > 0 && !(two === OPTIONAL_MEMBER && this.isDigitAt(2));
    if (isTwo) this.push(two, this.position + 2);
    else if (isSurrogatePair(code, next)) this.push(CODE.unknown, this.position + 2);
    else this.push(ONE_CHARACTER[code] ?? CODE.unknown, this.position + 1);
  }

  /** Passes a blank, a comment or the end of a continued line; false when a token begins here. */
  private skipTrivia(code: number): boolean {
    if (isBlank(code)) this.position += 1;
    else if (isDirection(code)) this.skipDirection();
    else if (this.isComment(code)) this.skipLine();
    else if (code === CHAR.underscore && this.isContinuation()) this.skipContinuation();
    else return false;
    return true;
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
    const { codes, count } = this.tokens;
    if (count === 0 || this.atLineStart) return false;
    const expects = BEFORE_OPERANDS.has(codes[count - 1] ?? CODE.end);
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

  private push(code: number, end: number): void {
    this.tokens.add(code, this.position, end);
    this.position = end;
    this.atLineStart = false;
  }
}
