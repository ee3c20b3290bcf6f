import { CLAUSES, PHRASES, SOFT_STOP_WORDS, STOP_WORDS, UNDERSCORED } from './phrases';
import type { TokenKind } from './token';

/**
 * The code of a token: one number for what it is, so that the grammar compares numbers and not texts. First
 * the kinds below, then the symbols, then the words that the grammar knows.
 */
export const CODE = { end: 0, newline: 1, raw: 2, number: 3, string: 4, unknown: 5 } as const;
const KINDS: readonly TokenKind[] = ['end', 'newline', 'raw', 'number', 'string', 'unknown'];
const FIRST_SYMBOL = KINDS.length;

/** All symbols, in the order of their codes. */
export const SYMBOLS: readonly string[] =
  '( ) [ ] { } #{ ${ , . ?. ? : + - * / % ^ = == <> != < <= > >= && || ! ?? += -= & @'.split(' ');

/** The code of a word that the grammar does not know; the words that it knows have larger ones. */
export const NAME = FIRST_SYMBOL + SYMBOLS.length;

/** Words of the grammar that stand in no phrase. */
const GRAMMAR_WORDS = `
ENDIF ENDWHILE ENDSUB ENDFUNCTION ENDSELECT WEND NEXT LOOP ELSEIF CASE BRANCH CATCH FINALLY SETTLED END BY
NOT NULL TRUE FALSE NEW ARRAY INTERVAL FORMAT DATEADD DATEDIFF MAX MIN FIRST BEGIN RETRY FALLBACK SECRET
`;

const WORDS: readonly string[] = [
  ...new Set([
    ...[...PHRASES, ...CLAUSES].flatMap(({ name }) => name.split(' ')),
    ...UNDERSCORED.keys(),
    ...STOP_WORDS,
    ...SOFT_STOP_WORDS,
    ...GRAMMAR_WORDS.split(/\s+/).filter((word) => word !== ''),
  ]),
];
const WORD_CODES: ReadonlyMap<string, number> = new Map(
  WORDS.map((word, index) => [word, NAME + 1 + index]),
);
/** One more than the largest code. */
const CODE_COUNT = NAME + 1 + WORDS.length;

/** The code of a word in upper case: its own, or `NAME`. */
export function findWordCode(upper: string): number {
  return WORD_CODES.get(upper) ?? NAME;
}

/** The code of a word or symbol that the grammar names; throws for one that has none. */
export function codeOf(text: string): number {
  const symbol = SYMBOLS.indexOf(text);
  const code = symbol >= 0 ? FIRST_SYMBOL + symbol : WORD_CODES.get(text);
  if (code === undefined)
    throw new Error(`The vocabulary has no code for ${text}: add it to GRAMMAR_WORDS.`);
  return code;
}

/** Some words and symbols, to be asked by code. */
export class CodeSet {
  private readonly members = new Uint8Array(CODE_COUNT);

  constructor(texts: Iterable<string>) {
    for (const text of texts) this.members[codeOf(text)] = 1;
  }

  has(code: number): boolean {
    return this.members[code] === 1;
  }
}

/** A table from the codes of some words and symbols to anything; all other codes give undefined. */
export function codeTable<T>(rows: Iterable<readonly [string, T]>): readonly (T | undefined)[] {
  const table = Array.from({ length: CODE_COUNT }, (): T | undefined => undefined);
  for (const [text, value] of rows) table[codeOf(text)] = value;
  return table;
}

/** What a token with this code is. */
export function kindOf(code: number): TokenKind {
  if (code >= NAME) return 'word';
  return KINDS[code] ?? 'symbol';
}

/** True for the code of a line end and of the end of the text. */
export function endsLine(code: number): boolean {
  return code === CODE.newline || code === CODE.end;
}

/** True for the code of a symbol. */
export function isSymbolCode(code: number): boolean {
  return code >= FIRST_SYMBOL && code < NAME;
}

/** The text of a symbol; empty for all other codes. */
export function symbolText(code: number): string {
  return SYMBOLS[code - FIRST_SYMBOL] ?? '';
}
