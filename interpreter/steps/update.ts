import type { StepOf } from '../../plan/schema';
import type { Value, Variables } from '../../plan/value';
import { evaluate, toText } from '../evaluate';
import type { Runner } from '../host';
import { copyValue } from '../value/copy';
import { bindFilter, tableName } from './find';
import { rowsOf } from './rows-of';
import { takeResult } from './take-result';

/** Changes columns of all rows that match. */
export const update: Runner<StepOf<'update'>> = {
  run: () => ({ go: 'perform', long: false }),
  work(step, branch) {
    const table = tableName(toText(evaluate(step.table, branch)));
    const set = {
      ...(step.values && columnsOf(evaluate(step.values, branch))),
      ...Object.fromEntries(
        step.set.map(({ column, value }) => [column, copyValue(evaluate(value, branch))]),
      ),
    };
    return {
      part: '',
      effect: { effect: 'update_rows', table, set, where: bindFilter(step.where, branch) },
      events: [{ type: 'rows_updated', data: { table } }],
    };
  },
  settle: (step, branch, outcome) =>
    takeResult(outcome, (result) => {
      const { count } = result as unknown as { readonly count: number };
      if (step.into !== undefined) branch.assign(step.into, count);
    }),
};

/** The members of an object (or of the first row of a record set) as columns. */
function columnsOf(value: Value): Variables {
  const [row] = rowsOf(value, 'UPDATE');
  return Object.fromEntries(Object.entries(row ?? {}).filter(([column]) => column !== 'id'));
}
