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

const WIDE_BLANKS = new Set([0xa0, 0x1680, 0x202f, 0x205f, 0x3000, 0xfeff, 11, 12]);

/** A digit of a number. */
export function isDigit(code: number): boolean {
  return code >= CHAR.zero && code <= CHAR.nine;
}

/** A blank that separates words: never a line end. */
export function isBlank(code: number): boolean {
  return (
    code === CHAR.space ||
    code === CHAR.tab ||
    (code > 127 && code >= 0x2000 && code <= 0x200a) ||
    WIDE_BLANKS.has(code)
  );
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
  if (code < 128) return isLetter(code) || code === CHAR.underscore;
  if (isBlank(code) || isDirection(code) || isSmartQuote(code)) return false;
  if (isInvisible(code)) return true;
  return code >= 0xaa && !(code >= 0x2000 && code <= 0x2bff) && !isSurrogateOrSpecial(code);
}

function isLetter(code: number): boolean {
  const small = code | 32;
  return small >= 97 && small <= 122 && code >= 65;
}

/** A character that a name can go on with. */
export function isWordPart(code: number): boolean {
  return isWordStart(code) || isDigit(code);
}

function isSurrogateOrSpecial(code: number): boolean {
  return (code >= 0xd800 && code <= 0xf8ff) || code >= 0xfff0 || code === 0xd7 || code === 0xf7;
}
