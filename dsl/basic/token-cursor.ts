import type { Span } from '../source';
import type { TokenTable } from './token-table';
import type { Token } from './token';
import { CODE, endsLine, isSymbolCode, symbolText } from './vocabulary';
import type { Word } from './word-table';

/**
 * A place in the tokens, and questions about what comes next. Inside brackets line ends are passed over by all
 * that looks at the present token. The grammar asks by code where it is busy, and by text elsewhere.
 */
export class TokenCursor {
  index = 0;
  /** Open brackets: inside them a line end is a blank. */
  brackets = 0;
  private consumed = 0;
  private readonly codes: Uint16Array;

  constructor(readonly table: TokenTable) {
    this.codes = table.codes;
  }

  /** The code of the present token. */
  get code(): number {
    if (this.brackets > 0) this.skipNewlines();
    return this.codes[this.index] ?? CODE.end;
  }

  /** The code of a token further on or before, line ends counted. */
  codeAt(ahead: number): number {
    return this.codes[this.index + ahead] ?? CODE.end;
  }

  /** Where the present token starts. */
  get start(): number {
    if (this.brackets > 0) this.skipNewlines();
    return this.startAt(0);
  }

  /** Where a token further on starts, line ends counted. */
  startAt(ahead: number): number {
    return this.table.starts[this.index + ahead] ?? 0;
  }

  /** Where a token further on ends, line ends counted. */
  endAt(ahead: number): number {
    return this.table.ends[this.index + ahead] ?? 0;
  }

  /** Where the last token that was taken ends. */
  get lastEnd(): number {
    return this.table.ends[this.consumed - 1] ?? 0;
  }

  /** The end of what began with `start` and was read up to here. */
  endFrom(start: Span): number {
    const end = this.lastEnd;
    return end > start.end ? end : start.end;
  }

  spanFrom(start: Span): Span {
    return { start: start.start, end: this.endFrom(start) };
  }

  /** The present token as an object. */
  peek(): Token {
    if (this.brackets > 0) this.skipNewlines();
    return this.table.tokenAt(this.index);
  }

  /** A token further on as an object, line ends counted. */
  tokenAt(ahead: number): Token {
    return this.table.tokenAt(this.index + ahead);
  }

  /** The present token as a word; undefined when it is none. */
  word(): Word | undefined {
    if (this.brackets > 0) this.skipNewlines();
    return this.table.wordAt(this.index);
  }

  /** True when nothing lies between a token further on and the one before it. */
  isGlued(ahead = 0): boolean {
    return this.table.isGlued(this.index + ahead);
  }

  /** Takes the present token, or some tokens. */
  advance(count = 1): void {
    for (let taken = 0; taken < count; taken += 1) {
      if (this.code !== CODE.end) this.index += 1;
    }
    this.consumed = this.index;
  }

  /** Takes the present token and gives it as an object. */
  next(): Token {
    const token = this.peek();
    this.advance();
    return token;
  }

  /** Takes the present token when it has this code. */
  accept(code: number): boolean {
    if (this.code !== code) return false;
    this.advance();
    return true;
  }

  takeTokens(count: number): Span {
    const { start } = this;
    const end = this.endAt(0);
    this.advance(count);
    return { start, end: Math.max(end, this.lastEnd) };
  }

  isWord(...words: readonly string[]): boolean {
    const word = this.word();
    return word !== undefined && words.includes(word.upper);
  }

  /** True when these words come next. */
  areWords(...words: readonly string[]): boolean {
    if (this.brackets > 0) this.skipNewlines();
    for (let ahead = 0; ahead < words.length; ahead += 1) {
      if (this.table.wordAt(this.index + ahead)?.upper !== words[ahead]) return false;
    }
    return true;
  }

  acceptWords(...words: readonly string[]): boolean {
    if (!this.areWords(...words)) return false;
    this.takeTokens(words.length);
    return true;
  }

  isSymbol(...symbols: readonly string[]): boolean {
    const { code } = this;
    return isSymbolCode(code) && symbols.includes(symbolText(code));
  }

  acceptSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.advance();
    return true;
  }

  isLineEnd(): boolean {
    return endsLine(this.code);
  }

  /** True when nothing of the present line is taken yet. */
  isLineStart(): boolean {
    if (this.index === 0) return true;
    const before = this.codeAt(-1);
    return before === CODE.newline || before === CODE.raw;
  }

  skipNewlines(): void {
    while (this.codes[this.index] === CODE.newline) this.index += 1;
  }

  /** Goes to the end of the line, not past it. */
  skipLine(): void {
    while (!endsLine(this.codeAt(0))) this.index += 1;
    this.consumed = this.index;
  }

  /** Looks past line ends; takes them only when `test` holds there. */
  acceptNextLine(test: (p: this) => boolean): boolean {
    if (this.code !== CODE.newline) return false;
    const saved = this.index;
    this.skipNewlines();
    if (test(this)) return true;
    this.index = saved;
    return false;
  }

  /** Goes back to what was taken last, but not before `index`. */
  protected returnTo(index: number): void {
    this.index = Math.max(index, this.consumed);
  }
}
