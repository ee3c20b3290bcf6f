import type { StepOf } from '../../plan/schema';
import type { ObjectValue } from '../../plan/value';
import type { Branch } from '../branch';
import { evaluate, toText } from '../evaluate';
import type { EffectHost, Runner } from '../host';
import { copyValue } from '../value/copy';
import { tableName } from './find';
import { rowsOf } from './rows-of';
import { takeResult } from './take-result';

/** Writes rows. A row without an id gets one that is always the same for this step of this run. */
export const save: Runner<StepOf<'save'>> = {
  run: () => ({ go: 'perform', long: false }),
  work(step, branch, host) {
    const table = tableName(toText(evaluate(step.table, branch)));
    const rows = rowsOf(copyValue(evaluate(step.row, branch)), 'SAVE');
    const key = step.key ? toText(evaluate(step.key, branch)) : undefined;
    const identified = rows.map((data, index) => ({
      id: key ?? rowId(data, branch, host, index),
      data,
    }));
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

function rowId(data: ObjectValue, branch: Branch, host: EffectHost, index: number): string {
  const name = Object.keys(data).find((column) => column.toLowerCase() === 'id');
  const given = name === undefined ? null : (data[name] ?? null);
  if (given !== null && given !== '') return toText(given);
  return host.deriveId(branch.key(`row.${index}`));
}
