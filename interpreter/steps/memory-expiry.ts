import { AppError } from '../../plan/errors';
import type { Value } from '../../plan/value';
import { wrongType } from '../value/kinds';

const UNITS: ReadonlyMap<string, number> = new Map([
  ['second', 1],
  ['minute', 60],
  ['hour', 3_600],
  ['day', 86_400],
  ['week', 7 * 86_400],
  ['month', 30 * 86_400],
  ['year', 365 * 86_400],
]);
const FOR_EVER = new Set(['forever', 'for ever', 'never', '']);
/** Hundred years; what is kept longer is kept for ever. */
const MOST_SECONDS = 100 * 365 * 86_400;

/**
 * How long a value is kept, in milliseconds; null for ever. A text names its unit ("30 days", "1 hour",
 * "forever"), a number counts `unit`s.
 */
export function readExpiry(value: Value, where: string, unit: 'second' | 'day'): number | null {
  if (value === null) return null;
  if (typeof value === 'number') return inRange(value * (UNITS.get(unit) ?? 1), where);
  if (typeof value !== 'string') throw notReadable(value, where);
  const wish = value.trim().toLowerCase();
  if (FOR_EVER.has(wish)) return null;
  const [, count, word = ''] = /^(-?\d{1,12}(?:\.\d{1,20})?)\s*([a-z]*)$/.exec(wish) ?? [];
  const each = UNITS.get(word === '' ? unit : word.replace(/s$/, ''));
  if (count === undefined || each === undefined) throw notReadable(value, where);
  return inRange(Number(count) * each, where);
}

function inRange(seconds: number, where: string): number | null {
  if (seconds <= 0) {
    throw new AppError('VALUE_RANGE', { where, found: seconds, expected: 'more than 0 seconds' });
  }
  return seconds > MOST_SECONDS ? null : Math.max(1, Math.round(seconds * 1000));
}

function notReadable(value: Value, where: string): AppError {
  return wrongType(where, 'a number or a text such as "30 days", "1 hour" or "forever"', value);
}
