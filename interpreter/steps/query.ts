import type { StepOf } from '../../plan/schema';
import type { ObjectValue } from '../../plan/value';
import type { Branch } from '../branch';
import { evaluate, toNumber } from '../evaluate';
import type { Runner } from '../host';
import { copyValue } from '../value/copy';
import { bindFilter, MAX_ROWS, tableName } from './find';
import { rowsOf } from './rows-of';
import { takeResult } from './take-result';

/** Reads columns or figures into a record set. */
export const query: Runner<StepOf<'query'>> = {
  run: () => ({ go: 'perform', long: false }),
  work(step, branch) {
    const limit = step.limit ? toNumber(evaluate(step.limit, branch), 'LIMIT') : MAX_ROWS;
    return {
      part: '',
      effect: {
        effect: 'query_rows',
        from: source(step, branch),
        where: bindFilter(step.where, branch),
        select: step.select,
        groupBy: step.groupBy ?? [],
        orderBy: (step.orderBy ?? []).map(({ column, descending = false }) => ({
          column,
          descending,
        })),
        limit: Math.min(Math.max(0, Math.trunc(limit)), MAX_ROWS),
      },
      events: [],
    };
  },
  settle: (step, branch, outcome) =>
    takeResult(outcome, (result) => {
      const { rows } = result as unknown as { readonly rows: readonly ObjectValue[] };
      branch.assign(step.into, { $rows: rows });
    }),
};

function source({ from }: StepOf<'query'>, branch: Branch): string | readonly ObjectValue[] {
  const value = evaluate(from, branch);
  return typeof value === 'string' ? tableName(value) : rowsOf(copyValue(value), 'SELECT');
}
