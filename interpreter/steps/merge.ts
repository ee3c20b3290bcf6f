import { AppError } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { Value } from '../../plan/value';
import { evaluate, toText } from '../evaluate';
import type { Runner } from '../host';
import { copyValue } from '../value/copy';
import { listOf } from '../value/kinds';
import { tableName } from './find';
import { identifyRows } from './identify-rows';
import { rowsOf } from './rows-of';
import { takeResult } from './take-result';

/** Changes rows that are there and adds the others. */
export const merge: Runner<StepOf<'merge'>> = {
  run: () => ({ go: 'perform', long: false }),
  work(step, branch, host) {
    const table = tableName(toText(evaluate(step.table, branch)));
    const by = columnNames(evaluate(step.by, branch));
    if (by.length === 0) {
      throw new AppError('VALUE_TYPE', {
        where: 'MERGE',
        expected: 'the name of a key column after BY',
        found: 'no name',
      });
    }
    const rows = rowsOf(copyValue(evaluate(step.rows, branch)), 'MERGE');
    const columns = step.columns ? columnNames(evaluate(step.columns, branch)) : null;
    return {
      part: '',
      effect: {
        effect: 'merge_rows',
        table,
        by,
        columns,
        rows: identifyRows(rows, branch, host),
      },
      events: [{ type: 'rows_merged', data: { table, rows: rows.length } }],
    };
  },
  settle: (step, branch, outcome) =>
    takeResult(outcome, (result) => {
      if (step.into !== undefined) branch.assign(step.into, result);
    }),
};

/** `"city, street"` or a list of names. */
function columnNames(value: Value): readonly string[] {
  const names = listOf(value)?.map(toText) ?? toText(value).split(',');
  return names.map((name) => name.trim()).filter((name) => name !== '');
}
