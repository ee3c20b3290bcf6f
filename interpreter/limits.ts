import { AppError } from '../plan/errors';
import type { Expression } from '../plan/expression';
import type { Value } from '../plan/value';
import type { Branch } from './branch';
import { evaluate, toNumber } from './evaluate';
import { isoText, toDate } from './value/date';

/** The longest wait: 400 days, so that a mistake in the unit is noticed. */
export const MAX_WAIT_SECONDS = 400 * 86_400;

/** Reads a duration in seconds as milliseconds; null where the clause is absent. */
export function readDuration(
  expression: Expression | undefined,
  branch: Branch,
  where: string,
): number | null {
  return expression ? toDuration(evaluate(expression, branch), where) : null;
}

/** Takes a value as a duration in seconds; gives milliseconds. */
export function toDuration(value: Value, where: string): number {
  const seconds = toNumber(value, where);
  if (seconds < 0 || seconds > MAX_WAIT_SECONDS) {
    const expected = `0 to ${MAX_WAIT_SECONDS} seconds`;
    throw new AppError('VALUE_RANGE', { where, found: seconds, expected });
  }
  return Math.round(seconds * 1000);
}

/** Takes a date, or its text, as a deadline in ms since 1970, not more than the longest wait from now. */
export function toDeadline(value: Value, now: number, where: string): number {
  const until = toDate(value, where);
  if (until - now > MAX_WAIT_SECONDS * 1000) {
    const expected = `a date in at most ${MAX_WAIT_SECONDS / 86_400} days`;
    throw new AppError('VALUE_RANGE', { where, found: isoText(until), expected });
  }
  return until;
}
