import { CHAR, isBlank, isLineEnd, isWordPart } from './characters';

/** Where a text ends; not closed means that its quote is missing and the line's end was taken. */
export interface StringEnd {
  readonly end: number;
  readonly closed: boolean;
}

/** Finds the ends of quoted texts. Linear over all texts of a file together. */
export interface StringReader {
  /** The end of the text whose quote stands at `start`. */
  read(start: number): StringEnd;
  /** True when the line has the end of the single-quoted text at `start`. */
  hasSingleQuoteEnd(start: number): boolean;
}

/** What may stand right after a text. */
const FOLLOWERS = new Set(
  ', + ) ] } : ; = < > & ? * / . ! | -'.split(' ').map((character) => character.charCodeAt(0)),
);

/** Makes a reader for one text. */
export function createStringReader(text: string): StringReader {
  return new Reader(text);
}

class Reader implements StringReader {
  /** Once a text had no end, no later one may span lines: keeps hostile input linear. */
  private endMissing = false;
  /** No `${` before this place is looked at again. */
  private noInterpolationBefore = 0;
  /** The line end that was found last, and from where. */
  private lineFrom = 0;
  private lineTo = -1;

  constructor(private readonly text: string) {}

  read(start: number): StringEnd {
    if (this.text.charCodeAt(start) === CHAR.singleQuote) {
      const end = this.text.indexOf("'", start + 1);
      return { end: end + 1, closed: true };
    }
    const close = this.findClose(start + 1);
    const lineEnd = this.lineEnd(start);
    if (close < 0 || (close > lineEnd && this.isSuspicious(close))) {
      return { end: lineEnd, closed: false };
    }
    return { end: close + 1, closed: true };
  }

  hasSingleQuoteEnd(start: number): boolean {
    const end = this.text.indexOf("'", start + 1);
    return end >= 0 && end < this.lineEnd(start);
  }

  /** The closing quote, or -1. Steps over escapes, doubled quotes and `${…}`. */
  private findClose(from: number): number {
    let at = from;
    while (at < this.text.length) {
      const code = this.text.charCodeAt(at);
      if (code === CHAR.doubleQuote) {
        if (this.text.charCodeAt(at + 1) !== CHAR.doubleQuote) return at;
        at += 2;
      } else if (code === CHAR.backslash) at += 2;
      else if (code === CHAR.dollar) at = this.skipInterpolation(at);
      else if (isLineEnd(code) && this.endMissing) return -1;
      else at += 1;
    }
    this.endMissing = true;
    return -1;
  }

  /** The place after `${…}` on one line with its own texts closed, else the next place. */
  private skipInterpolation(at: number): number {
    if (!opensInterpolation(this.text, at) || at < this.noInterpolationBefore) return at + 1;
    const end = interpolationEnd(this.text, at);
    if (end >= 0) return end;
    this.noInterpolationBefore = this.lineEnd(at);
    return at + 1;
  }

  /** A text over lines whose end looks like the beginning of another: its own end was forgotten. */
  private isSuspicious(close: number): boolean {
    const next = this.text.charCodeAt(close + 1);
    if (close + 1 >= this.text.length || isLineEnd(next) || FOLLOWERS.has(next)) return false;
    if (isWordPart(next)) return true;
    const after = this.skipBlanks(close + 1);
    const code = this.text.charCodeAt(after);
    if (after >= this.text.length || isLineEnd(code) || FOLLOWERS.has(code)) return false;
    return this.quotesUntilLineEnd(close + 1) % 2 === 1;
  }

  private quotesUntilLineEnd(from: number): number {
    let count = 0;
    for (let at = from; at < this.lineEnd(from); at += 1) {
      if (this.text.charCodeAt(at) === CHAR.doubleQuote) count += 1;
    }
    return count;
  }

  private skipBlanks(from: number): number {
    let at = from;
    while (at < this.text.length && isBlank(this.text.charCodeAt(at))) at += 1;
    return at;
  }

  private lineEnd(from: number): number {
    if (from >= this.lineFrom && from <= this.lineTo) return this.lineTo;
    let at = from;
    while (at < this.text.length && !isLineEnd(this.text.charCodeAt(at))) at += 1;
    this.lineFrom = from;
    this.lineTo = at;
    return at;
  }
}

/** True at a `${` that begins an interpolation; `${{` belongs to templates of FILL. */
export function opensInterpolation(text: string, at: number): boolean {
  return (
    text.charCodeAt(at) === CHAR.dollar &&
    text.charCodeAt(at + 1) === CHAR.openBrace &&
    text.charCodeAt(at + 2) !== CHAR.openBrace
  );
}

/**
 * The place after the brace that closes the `${` at `at`, on the same line; -1 without one. Texts inside it
 * can have a `${` of their own, and so on.
 */
export function interpolationEnd(text: string, at: number): number {
  const nesting = new Nesting(text);
  let place = at + 2;
  while (place < text.length && !isLineEnd(text.charCodeAt(place))) {
    place = nesting.isText ? nesting.takeInText(place) : nesting.takeInExpression(place);
    if (nesting.isOver) return place;
  }
  return -1;
}

/** Expressions in texts in expressions, from the first `${` on. */
class Nesting {
  isText = false;
  /** How many braces are open in each expression; a text stands between two of them. */
  private readonly braces = [1];

  constructor(private readonly text: string) {}

  get isOver(): boolean {
    return this.braces.length === 0;
  }

  /** Takes what stands at a place of a text; gives the next place. */
  takeInText(place: number): number {
    const code = this.text.charCodeAt(place);
    const next = this.text.charCodeAt(place + 1);
    const isPair =
      code === CHAR.backslash
        ? !isLineEnd(next)
        : code === CHAR.doubleQuote && next === CHAR.doubleQuote;
    if (isPair) return place + 2;
    if (code === CHAR.doubleQuote) this.isText = false;
    if (!opensInterpolation(this.text, place)) return place + 1;
    this.braces.push(1);
    this.isText = false;
    return place + 2;
  }

  /** Takes what stands at a place of an expression; gives the next place. */
  takeInExpression(place: number): number {
    const code = this.text.charCodeAt(place);
    if (code === CHAR.doubleQuote) this.isText = true;
    if (code === CHAR.openBrace) this.count(1);
    if (code === CHAR.closeBrace) this.count(-1);
    return place + 1;
  }

  private count(change: 1 | -1): void {
    const open = (this.braces.pop() ?? 0) + change;
    if (open > 0) this.braces.push(open);
    else this.isText = true;
  }
}
