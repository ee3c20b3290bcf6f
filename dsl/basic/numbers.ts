import { CHAR, isDigit } from './characters';
import type { ParseContext } from './parse-context';
import type { Span } from '../source';
import type { LiteralExpression } from './syntax';

const LETTER_E = 101;
const PLUS = 43;
const MINUS = 45;

/** So many digits are counted exactly. */
const EXACT_DIGITS = 15;

/** `number = ( digits [ "." digits ] | "." digits ) [ exponent ] .` The present token is a number. */
export function parseNumber(p: ParseContext): LiteralExpression {
  const { start } = p;
  p.advance();
  const end = p.lastEnd;
  const value = readInteger(p.source.text, start, end) ?? readWritten(p, { start, end });
  return { kind: 'literal', value, start, end };
}

/** The value of a few digits; undefined for all other numbers. */
function readInteger(text: string, start: number, end: number): number | undefined {
  if (end - start > EXACT_DIGITS) return undefined;
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (!isDigit(code)) return undefined;
    value = value * 10 + (code - CHAR.zero);
  }
  return value;
}

function readWritten(p: ParseContext, span: Span): number {
  const text = p.source.text.slice(span.start, span.end);
  const value = readNumber(text);
  if (value === undefined) {
    p.fail({
      code: 'BASIC_NUMBER',
      message: `${text.slice(0, 40)} is not a number.`,
      span,
      hint: 'Write numbers like 12 or 0.5; write anything else between quotes.',
    });
  }
  if (!Number.isFinite(value)) {
    p.fail({
      code: 'BASIC_NUMBER_RANGE',
      message: `${text.slice(0, 40)} is too large for a number.`,
      span,
      hint: 'Numbers go up to about 1.8e308.',
    });
  }
  return value;
}

/** The value of `12`, `0.5`, `.5` or `1e3`; undefined for a text that is no number. */
function readNumber(text: string): number | undefined {
  let at = skipDigits(text, 0);
  if (text.charCodeAt(at) === CHAR.dot) {
    const fraction = at + 1;
    at = skipDigits(text, fraction);
    if (at === fraction) return undefined;
  } else if (at === 0) return undefined;
  return at === text.length || isExponent(text, at) ? Number(text) : undefined;
}

/** `exponent = ( "e" | "E" ) [ "+" | "-" ] digit { digit } .`, up to the end of the text. */
function isExponent(text: string, at: number): boolean {
  if ((text.charCodeAt(at) | 32) !== LETTER_E) return false;
  const sign = text.charCodeAt(at + 1);
  const digits = at + (sign === PLUS || sign === MINUS ? 2 : 1);
  return digits < text.length && skipDigits(text, digits) === text.length;
}

function skipDigits(text: string, from: number): number {
  let at = from;
  while (at < text.length && isDigit(text.charCodeAt(at))) at += 1;
  return at;
}
