import { AppError } from '../plan/errors';
import type { Expression } from '../plan/expression';
import type { Branch } from './branch';
import { evaluate, toNumber } from './evaluate';

/** The longest wait: 400 days, so that a mistake in the unit is noticed. */
export const MAX_WAIT_SECONDS = 400 * 86_400;

/** Reads a duration in seconds as milliseconds; null where the clause is absent. */
export function readDuration(
  expression: Expression | undefined,
  branch: Branch,
  where: string,
): number | null {
  if (!expression) return null;
  const seconds = toNumber(evaluate(expression, branch), where);
  if (seconds < 0 || seconds > MAX_WAIT_SECONDS) {
    const expected = `0 to ${MAX_WAIT_SECONDS} seconds`;
    throw new AppError('VALUE_RANGE', { where, found: seconds, expected });
  }
  return Math.round(seconds * 1000);
}
