import { invariant } from '../plan/errors';

/** The row of a statement that always gives one, such as the call of an SQL function. */
export function onlyRow<R>(rows: readonly R[]): R {
  const row = rows[0];
  invariant(row !== undefined, 'an SQL function gives one row');
  return row;
}
