import type { Value } from '../../plan/value';
import { dateText } from './date';
import { isDate, isList, isRecordSet } from './kinds';
import { checkTextLength, CONTAINER_SIZE, MAX_DEPTH, MAX_TEXT, tooDeep, tooLarge } from './limits';

/**
 * A value as JSON for the world outside: dates are text, record sets are lists of rows.
 * Refuses what is nested too deeply or would become longer than a text may be.
 */
export function jsonText(value: Value, indent = 0): string {
  const text = JSON.stringify(plainOf(value, { depth: 0, size: 0 }), null, indent);
  checkTextLength(text.length);
  return text;
}

/** The same value with dates as text and record sets as lists. */
export function toPlain(value: Value): Value {
  return plainOf(value, { depth: 0, size: 0 });
}

interface Progress {
  depth: number;
  size: number;
}

function plainOf(value: Value, progress: Progress): Value {
  progress.size += typeof value === 'string' ? value.length + 3 : 2;
  if (progress.size > MAX_TEXT) throw tooLarge(progress.size, MAX_TEXT);
  if (typeof value !== 'object' || value === null) return value;
  if (isDate(value)) return dateText(value);
  if (progress.depth >= MAX_DEPTH) throw tooDeep(MAX_DEPTH);
  progress.depth += 1;
  progress.size += CONTAINER_SIZE;
  const plain = isRecordSet(value) ? plainList(value.$rows, progress) : plainOther(value, progress);
  progress.depth -= 1;
  return plain;
}

function plainOther(value: Value & object, progress: Progress): Value {
  if (isList(value)) return plainList(value, progress);
  const result: Record<string, Value> = {};
  for (const [name, member] of Object.entries(value)) {
    progress.size += name.length + 3;
    result[name] = plainOf(member, progress);
  }
  return result;
}

function plainList(items: readonly Value[], progress: Progress): Value {
  return items.map((item) => plainOf(item, progress));
}
