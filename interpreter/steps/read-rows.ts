import type { StepOf } from '../../plan/schema';
import type { ObjectValue } from '../../plan/value';
import type { Branch } from '../branch';
import { evaluate, toNumber } from '../evaluate';
import type { Flow, Outcome } from '../host';
import { takeResult } from './take-result';

/** Most rows that one step reads. */
const MAX_ROWS = 10_000;

type Reading = StepOf<'find' | 'query'>;

/** In which order a step reads rows, and how many at most. */
export function boundsOf(
  step: Reading,
  branch: Branch,
): {
  readonly orderBy: readonly { readonly column: string; readonly descending: boolean }[];
  readonly limit: number;
} {
  const limit = step.limit ? toNumber(evaluate(step.limit, branch), 'LIMIT') : MAX_ROWS;
  return {
    orderBy: (step.orderBy ?? []).map(({ column, descending = false }) => ({ column, descending })),
    limit: Math.min(Math.max(0, Math.trunc(limit)), MAX_ROWS),
  };
}

/** Binds what was read as a record set. */
export function takeRows(step: Reading, branch: Branch, outcome: Outcome): Flow {
  return takeResult(outcome, (result) => {
    const { rows } = result as unknown as { readonly rows: readonly ObjectValue[] };
    branch.assign(step.into, { $rows: rows });
  });
}
