import type { Token } from './token';
import { CODE, kindOf, NAME, symbolText } from './vocabulary';
import type { Word, WordTable } from './word-table';

/** Places kept free after the last token: looking a few tokens ahead there finds `end`. */
const PADDING = 8;
/** Ordinary pieces are a name or a short calculation. */
const PIECE_SIZE = 64;

/**
 * The tokens of a text as columns of numbers. Nothing lies between two tokens but the trivia of the second,
 * so that the table has every character of the text. Tokens as objects are made for those who ask.
 */
export class TokenTable {
  /** What each token is; see the vocabulary. */
  codes: Uint16Array;
  starts: Int32Array;
  ends: Int32Array;
  /** The number of the word; 0 for all other tokens. */
  wordNumbers: Int32Array;
  /** The last token is always `end`. */
  count = 0;
  /** Where the trivia of the first token begins. */
  private from = 0;
  private inner: TokenTable | undefined;

  /** An empty table, with room for the tokens of about so many characters. */
  constructor(
    readonly text: string,
    readonly words: WordTable,
    size: number,
  ) {
    // Ordinary text has about five characters in a token.
    const capacity = (size >> 2) + 2 * PADDING;
    this.codes = new Uint16Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.wordNumbers = new Int32Array(capacity);
  }

  /** An empty table for a piece of the same text that begins at `from`: good until the next is asked for. */
  pieceFrom(from: number): TokenTable {
    this.inner ??= new TokenTable(this.text, this.words, PIECE_SIZE);
    this.inner.clear(from);
    return this.inner;
  }

  private clear(from: number): void {
    this.codes.fill(CODE.end, 0, this.count);
    this.wordNumbers.fill(0, 0, this.count);
    this.count = 0;
    this.from = from;
  }

  add(code: number, start: number, end: number): void {
    const { count } = this;
    if (count + PADDING >= this.codes.length) this.grow();
    this.codes[count] = code;
    this.starts[count] = start;
    this.ends[count] = end;
    this.count = count + 1;
  }

  /** Adds a word whose characters give this hash. */
  addWord(start: number, end: number, hash: number): void {
    const number = this.words.intern(start, end, hash);
    this.add(this.words.get(number)?.code ?? NAME, start, end);
    this.wordNumbers[this.count - 1] = number;
  }

  /** Where the trivia of a token begins; it ends where the token starts. */
  triviaStart(index: number): number {
    return index === 0 ? this.from : (this.ends[index - 1] ?? this.from);
  }

  /** True when nothing lies between the token and the one before it. */
  isGlued(index: number): boolean {
    return this.triviaStart(index) === this.starts[index];
  }

  /** The word at a place, or undefined when no word stands there. */
  wordAt(index: number): Word | undefined {
    return this.words.get(this.wordNumbers[index] ?? 0);
  }

  /** The text of a token as written. */
  textAt(index: number): string {
    const word = this.wordAt(index);
    if (word !== undefined) return word.text;
    return this.text.slice(this.starts[index], this.ends[index]);
  }

  /** One token; the last one for every place after it. */
  tokenAt(index: number): Token {
    const place = Math.min(index, this.count - 1);
    const code = this.codes[place] ?? CODE.end;
    const word = this.wordAt(place);
    return {
      kind: kindOf(code),
      text: this.textAt(place),
      upper: word === undefined ? symbolText(code) : word.upper,
      start: this.starts[place] ?? 0,
      end: this.ends[place] ?? 0,
      triviaStart: this.triviaStart(place),
    };
  }

  /** All tokens. */
  toTokens(): readonly Token[] {
    return Array.from({ length: this.count }, (_, index) => this.tokenAt(index));
  }

  private grow(): void {
    const capacity = this.codes.length * 2;
    this.codes = enlarge(this.codes, new Uint16Array(capacity));
    this.starts = enlarge(this.starts, new Int32Array(capacity));
    this.ends = enlarge(this.ends, new Int32Array(capacity));
    this.wordNumbers = enlarge(this.wordNumbers, new Int32Array(capacity));
  }
}

function enlarge<T extends Uint16Array | Int32Array>(column: T, larger: T): T {
  larger.set(column);
  return larger;
}
