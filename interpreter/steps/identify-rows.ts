import type { ObjectValue } from '../../plan/value';
import type { Branch } from '../branch';
import { toText } from '../evaluate';
import type { EffectHost } from '../host';

/** A row and the id that it is kept under. */
export interface IdentifiedRow {
  readonly id: string;
  readonly data: ObjectValue;
}

/** Rows with their ids: their own, or one that is always the same for this step of this run. */
export function identifyRows(
  rows: readonly ObjectValue[],
  branch: Branch,
  host: EffectHost,
): readonly IdentifiedRow[] {
  return rows.map((data, index) => ({
    id: ownId(data) ?? host.deriveId(branch.key(`row.${index}`)),
    data,
  }));
}

function ownId(data: ObjectValue): string | undefined {
  const name = Object.keys(data).find((column) => column.toLowerCase() === 'id');
  const given = name === undefined ? null : (data[name] ?? null);
  return given === null || given === '' ? undefined : toText(given);
}
