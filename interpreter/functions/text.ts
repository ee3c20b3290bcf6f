import type { Value } from '../../plan/value';
import { isNull, listOf, outOfRange } from '../value/kinds';
import { checkListLength, checkTextLength, MAX_ITEMS } from '../value/limits';
import { OPERATIONS } from '../value/operators';
import { cleanText, textIndexOf, textLength, textSlice } from '../value/text';
import {
  argument,
  countArgument,
  define,
  numberArgument,
  textArgument,
  type Family,
  type FunctionEntry,
} from './entry';

/** A function of one text. */
function ofText(change: (text: string) => Value): FunctionEntry {
  return define(1, 1, (args) => change(textArgument(args, 0)));
}

const upper = ofText((text) => text.toUpperCase());
const lower = ofText((text) => text.toLowerCase());
const capitalize = ofText((text) => text.charAt(0).toUpperCase() + text.slice(1));
const contains = define(2, 2, (args) => OPERATIONS.contains(argument(args, 0), argument(args, 1)));
const startsWith = define(2, 2, (args) => textArgument(args, 0).startsWith(textArgument(args, 1)));
const endsWith = define(2, 2, (args) => textArgument(args, 0).endsWith(textArgument(args, 1)));

/** Functions over text. Positions count from 1 and in whole characters. */
export const TEXT_FUNCTIONS: Family = {
  ucase: upper,
  upper,
  uppercase: upper,
  lcase: lower,
  lower,
  lowercase: lower,
  capitalize,
  trim: ofText((text) => text.trim()),
  ltrim: ofText((text) => text.trimStart()),
  rtrim: ofText((text) => text.trimEnd()),
  left: define(2, 2, (args) => textSlice(textArgument(args, 0), 0, countArgument(args, 1, 'LEFT'))),
  right: define(2, 2, right),
  mid: define(2, 3, mid),
  instr: define(2, 3, instr),
  instrrev: define(2, 2, instrRev),
  replace: define(3, 3, replace),
  split: define(1, 2, split),
  chr: define(1, 1, chr),
  asc: ofText((text) => text.codePointAt(0) ?? 0),
  space: define(1, 1, (args) => repeat(' ', args[0])),
  string: define(2, 2, (args) => repeat(args[1], args[0])),
  contains,
  startswith: startsWith,
  starts_with: startsWith,
  endswith: endsWith,
  ends_with: endsWith,
  extract_before: define(2, 2, extractBefore),
  extract_after: define(2, 2, extractAfter),
  extract_between: define(3, 3, extractBetween),
};

function right(args: readonly Value[]): Value {
  const text = textArgument(args, 0);
  const length = textLength(text);
  return textSlice(text, length - Math.max(countArgument(args, 1, 'RIGHT'), 0), length);
}

/** Characters of a text from the one numbered `start`, from 1; elements of a list, from 0. */
function mid(args: readonly Value[]): Value {
  const items = listOf(argument(args, 0));
  const count = args.length > 2 ? countArgument(args, 2, 'MID') : Infinity;
  const start = countArgument(args, 1, 'MID') - (items ? 0 : 1);
  const end = start + Math.max(count, 0);
  if (items) return items.slice(Math.max(start, 0), Math.max(end, 0));
  return textSlice(textArgument(args, 0), start, end);
}

/** `INSTR(text, part)`, `INSTR(start, text, part)` and `INSTR(text, part, start)`; 0 when it is not there. */
function instr(args: readonly Value[]): Value {
  const startFirst = args.length > 2 && typeof args[0] === 'number';
  const at = startFirst ? 1 : 0;
  const start = args.length > 2 ? countArgument(args, startFirst ? 0 : 2, 'INSTR') : 1;
  return textIndexOf(textArgument(args, at), textArgument(args, at + 1), start - 1) + 1;
}

function instrRev(args: readonly Value[]): Value {
  const text = textArgument(args, 0);
  const at = text.lastIndexOf(textArgument(args, 1));
  return at < 0 ? 0 : textLength(text.slice(0, at)) + 1;
}

function replace(args: readonly Value[]): Value {
  const [text, part, replacement] = [0, 1, 2].map((index) => textArgument(args, index));
  if (text === undefined || !part || replacement === undefined) return text ?? '';
  if (replacement.length > part.length) {
    checkTextLength(text.length + countParts(text, part) * (replacement.length - part.length));
  }
  return text.replaceAll(part, () => replacement);
}

function countParts(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count += 1;
  return count;
}

function split(args: readonly Value[]): Value {
  const text = textArgument(args, 0);
  if (text === '') return [];
  const separator = args.length > 1 ? textArgument(args, 1) : ',';
  if (separator !== '') {
    const parts = text.split(separator, MAX_ITEMS + 1);
    checkListLength(parts.length);
    return parts;
  }
  checkListLength(text.length);
  return Array.from(text);
}

function chr(args: readonly Value[]): Value {
  const code = numberArgument(args, 0, 'CHR');
  const usable = Number.isInteger(code) && code > 0 && code <= 0x10ffff;
  const text = usable ? cleanText(String.fromCodePoint(code)) : '\ufffd';
  if (text === '\ufffd') throw outOfRange('CHR', 'the code of a character', code);
  return text;
}

function repeat(part: Value | undefined, count: Value | undefined): string {
  const text = textArgument([part ?? null], 0);
  const times = Math.max(countArgument([count ?? null], 0, 'STRING'), 0);
  checkTextLength(text.length * times);
  return text.repeat(times);
}

function extractBefore(args: readonly Value[]): Value {
  const text = textArgument(args, 0);
  const at = text.indexOf(textArgument(args, 1));
  return at < 0 ? '' : text.slice(0, at);
}

function extractAfter(args: readonly Value[]): Value {
  const text = textArgument(args, 0);
  const mark = textArgument(args, 1);
  const at = text.indexOf(mark);
  return at < 0 ? '' : text.slice(at + mark.length);
}

function extractBetween(args: readonly Value[]): Value {
  const rest = extractAfter([argument(args, 0), argument(args, 1)]);
  return isNull(rest) ? '' : extractBefore([rest, argument(args, 2)]);
}
