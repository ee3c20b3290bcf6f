import type { Value } from '../../plan/value';
import { dateText } from './date';
import { isDate, isNull } from './kinds';
import { jsonText } from './json';
import { numberText } from './number';

const UNCLEAN = /[\0\ud800-\udfff]/;
const SURROGATE = /[\ud800-\udfff]/;

/** A value as text: NULL is empty, dates are ISO 8601, lists and objects are JSON. */
export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value === null || isNull(value)) return '';
  return isDate(value) ? dateText(value) : jsonText(value);
}

/** Text that every store takes: NUL and halves of surrogate pairs become U+FFFD. */
export function cleanText(text: string): string {
  if (!UNCLEAN.test(text)) return text;
  return text
    .replaceAll('\0', '\ufffd')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

/** How many characters a text has; one outside the basic plane (an emoji) counts as one. */
export function textLength(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let count = text.length;
  for (let at = 0; at < text.length - 1; at += 1) {
    if (isPairAt(text, at)) count -= 1;
  }
  return count;
}

/** Characters from `start` to before `end`, counted from 0; never cuts a character in two. */
export function textSlice(text: string, start: number, end: number): string {
  if (!SURROGATE.test(text)) return text.slice(Math.max(start, 0), Math.max(end, 0));
  const from = unitOffset(text, start);
  return text.slice(from, Math.max(from, unitOffset(text, end)));
}

/** Where a text is found, counted in characters from 0; -1 when it is not. */
export function textIndexOf(text: string, part: string, start: number): number {
  const at = text.indexOf(part, unitOffset(text, start));
  return at <= 0 ? at : textLength(text.slice(0, at));
}

/** The position in UTF-16 units of a character. */
function unitOffset(text: string, character: number): number {
  if (!SURROGATE.test(text)) return Math.min(Math.max(character, 0), text.length);
  let unit = 0;
  for (let left = character; left > 0 && unit < text.length; left -= 1) {
    unit += isPairAt(text, unit) ? 2 : 1;
  }
  return unit;
}

function isPairAt(text: string, at: number): boolean {
  return (text.codePointAt(at) ?? 0) > 0xffff;
}
