/** Codes of the characters that the lexer tells apart. */
export const CHAR = {
  tab: 9,
  lineFeed: 10,
  carriageReturn: 13,
  space: 32,
  doubleQuote: 34,
  hash: 35,
  dollar: 36,
  singleQuote: 39,
  dot: 46,
  slash: 47,
  zero: 48,
  nine: 57,
  semicolon: 59,
  backslash: 92,
  underscore: 95,
  openBrace: 123,
  closeBrace: 125,
} as const;

const BLANK = 1;
const LINE_END = 2;
const DIGIT = 4;
const WORD_START = 8;
const TRIVIA_START = 16;
/** Blanks, the beginnings of comments (`REM` too), and the mark of a continued line. */
const TRIVIA_STARTS = " \t\v\f'#/_rR";
/** What each ASCII character is; a character can be several things. */
const ASCII = Uint8Array.from({ length: 128 }, (_, code) => classify(code));
const WIDE_BLANKS = new Set([0xa0, 0x1680, 0x202f, 0x205f, 0x3000, 0xfeff]);

function classify(code: number): number {
  const trivia = TRIVIA_STARTS.includes(String.fromCharCode(code)) ? TRIVIA_START : 0;
  return trivia | kindsOf(code);
}

function kindsOf(code: number): number {
  const small = code | 32;
  if (code === CHAR.lineFeed || code === CHAR.carriageReturn) return LINE_END;
  if (code === CHAR.space || (code >= CHAR.tab && code <= CHAR.carriageReturn)) return BLANK;
  if (code >= CHAR.zero && code <= CHAR.nine) return DIGIT;
  const isLetter = code >= 65 && small >= 97 && small <= 122;
  return isLetter || code === CHAR.underscore ? WORD_START : 0;
}

/** True for an ASCII character of one of these kinds. */
function isAscii(code: number, kinds: number): boolean {
  return ((ASCII[code] ?? 0) & kinds) !== 0;
}

/** A character that may begin a blank, a comment or a continued line; all others begin a token. */
export function startsTrivia(code: number): boolean {
  return code < 128 ? isAscii(code, TRIVIA_START) : true;
}

/** A digit of a number. */
export function isDigit(code: number): boolean {
  return code >= CHAR.zero && code <= CHAR.nine;
}

/** A blank that separates words: never a line end. */
export function isBlank(code: number): boolean {
  return code < 128 ? isAscii(code, BLANK) : isWideBlank(code);
}

/** A line end, or a part of one. */
export function isLineEnd(code: number): boolean {
  return code === CHAR.lineFeed || code === CHAR.carriageReturn;
}

/** A character that nobody can see; it is kept inside words so that the message can tell of it. */
export function isInvisible(code: number): boolean {
  return (code >= 0x200b && code <= 0x200f) || code === 0x2060 || code === 0xad;
}

/** A control character that turns the direction of writing and can hide code. */
export function isDirection(code: number): boolean {
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

/** A quote of a word processor. */
export function isSmartQuote(code: number): boolean {
  return code >= 0x2018 && code <= 0x201f;
}

/** A character that a name can begin with. */
export function isWordStart(code: number): boolean {
  return code < 128 ? isAscii(code, WORD_START) : isWideWord(code);
}

/** A character that a name can go on with. */
export function isWordPart(code: number): boolean {
  return code < 128 ? isAscii(code, WORD_START | DIGIT) : isWideWord(code);
}

/** Two halves of one character outside the basic plane, e.g. of a picture. */
export function isSurrogatePair(first: number, second: number): boolean {
  return first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000;
}

function isWideBlank(code: number): boolean {
  return (code >= 0x2000 && code <= 0x200a) || WIDE_BLANKS.has(code);
}

function isWideWord(code: number): boolean {
  if (isWideBlank(code) || isDirection(code) || isSmartQuote(code)) return false;
  if (isInvisible(code)) return true;
  return code >= 0xaa && !(code >= 0x2000 && code <= 0x2bff) && !isSurrogateOrSpecial(code);
}

function isSurrogateOrSpecial(code: number): boolean {
  return (code >= 0xd800 && code <= 0xf8ff) || code >= 0xfff0 || code === 0xd7 || code === 0xf7;
}
