import { AppError } from '../../plan/errors';
import { readKeepTime } from '../../plan/memory';
import type { Value } from '../../plan/value';
import { wrongType } from '../value/kinds';

const SECONDS = { second: 1, day: 86_400 } as const;
/** Hundred years; what is kept longer is kept for ever. */
const MOST_SECONDS = 100 * 365 * 86_400;

/**
 * How long a value is kept, in milliseconds; null for ever. A text names its unit ("30 days", "1 hour",
 * "forever"), a number counts `unit`s.
 */
export function readExpiry(value: Value, where: string, unit: 'second' | 'day'): number | null {
  if (value === null) return null;
  if (typeof value === 'number') return inRange(value * SECONDS[unit], where);
  if (typeof value !== 'string') throw notReadable(value, where);
  const seconds = readKeepTime(value, unit);
  if (seconds === undefined) throw notReadable(value, where);
  return seconds === null ? null : inRange(seconds, where);
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
