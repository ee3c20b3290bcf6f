import type { StepOf } from '../../plan/schema';
import { evaluate, toText } from '../evaluate';
import type { Runner } from '../host';
import { bindFilter, tableName } from './find';
import { takeResult } from './take-result';

/** Removes rows that match. */
export const deleteRunner: Runner<StepOf<'delete'>> = {
  run: () => ({ go: 'perform', long: false }),
  work(step, branch) {
    const table = tableName(toText(evaluate(step.table, branch)));
    const where = step.where === 'all' ? 'all' : bindFilter(step.where, branch);
    return {
      part: '',
      effect: { effect: 'delete_rows', table, where },
      events: [{ type: 'rows_deleted', data: { table } }],
    };
  },
  settle: (step, branch, outcome) =>
    takeResult(outcome, (result) => {
      const { count } = result as unknown as { readonly count: number };
      if (step.into !== undefined) branch.assign(step.into, count);
    }),
};
