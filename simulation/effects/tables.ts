import type { Value, Variables } from '../../plan/value';
import { compareKeys, readField, sortKeys } from '../../interpreter/functions/field';
import { matches } from '../../interpreter/value/row-filter';
import type { RunRows, TableRows } from '../run-rows';
import type { EffectModel } from './effect-model';

export const saveRows: EffectModel<'save_rows'> = (rows, effect) => {
  const table = tableOf(rows, effect.table);
  for (const { id, data } of effect.rows) table.set(id, data);
  return { ids: effect.rows.map(({ id }) => id) };
};

export const findRows: EffectModel<'find_rows'> = (rows, { table, where, orderBy, limit }) => {
  let found: readonly Variables[] = [...tableOf(rows, table)]
    .map(([id, data]): Variables => ({ id, ...data }))
    .filter((row) => matches(row, where));
  // Sorting is stable, so the last column goes first.
  for (const { column, descending } of [...orderBy].reverse()) {
    found = sorted(found, column, descending ? -1 : 1);
  }
  return { rows: limit === null ? found : found.slice(0, Math.max(0, Math.floor(limit))) };
};

export const updateRows: EffectModel<'update_rows'> = (rows, { table, set, where }) => {
  const target = tableOf(rows, table);
  const changed = [...target].filter(([id, data]) => matches({ id, ...data }, where));
  for (const [id, data] of changed) target.set(id, merged(data, set));
  return { count: changed.length };
};

function tableOf({ tables }: RunRows, name: string): TableRows {
  const known = tables.get(name) ?? new Map<string, Variables>();
  tables.set(name, known);
  return known;
}

function sorted(rows: readonly Variables[], column: string, sign: 1 | -1): readonly Variables[] {
  const keys = sortKeys(rows.map((row) => readField(row, column)));
  const order = rows.map((_, index) => index);
  const key = (index: number): Value => keys[index] ?? null;
  order.sort((a, b) => {
    if (key(a) === null || key(b) === null)
      return Number(key(a) === null) - Number(key(b) === null);
    return sign * compareKeys(key(a), key(b)) || a - b;
  });
  return order.map((index) => rows[index] ?? {});
}

/** A column keeps its place and the case of its name. */
function merged(data: Variables, set: Variables): Variables {
  const names = Object.keys(data);
  const changes = Object.entries(set).map(([name, value]) => {
    const known = names.includes(name)
      ? name
      : names.find((each) => each.toLowerCase() === name.toLowerCase());
    return [known ?? name, value] as const;
  });
  return { ...data, ...Object.fromEntries(changes) };
}
