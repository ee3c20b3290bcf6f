import type { StepOf } from '../../plan/schema';
import { evaluate, toText } from '../evaluate';
import type { Runner } from '../host';
import { copyValue } from '../value/copy';
import { tableName } from './find';
import { identifyRows } from './identify-rows';
import { rowsOf } from './rows-of';
import { takeResult } from './take-result';

/** Writes rows. A row without an id gets one that is always the same for this step of this run. */
export const save: Runner<StepOf<'save'>> = {
  run: () => ({ go: 'perform', long: false }),
  work(step, branch, host) {
    const table = tableName(toText(evaluate(step.table, branch)));
    const rows = rowsOf(copyValue(evaluate(step.row, branch)), 'SAVE');
    const key = step.key ? toText(evaluate(step.key, branch)) : undefined;
    const identified =
      key === undefined
        ? identifyRows(rows, branch, host)
        : rows.map((data) => ({ id: key, data }));
    return {
      part: '',
      effect: { effect: 'save_rows', table, rows: identified, replace: key !== undefined },
      events: [{ type: 'row_saved', data: { table, ids: identified.map(({ id }) => id) } }],
    };
  },
  settle: (step, branch, outcome) =>
    takeResult(outcome, (result) => {
      const { ids } = result as unknown as { readonly ids: readonly string[] };
      if (step.into !== undefined) branch.assign(step.into, ids[0] ?? null);
    }),
};
