import type { Value, Variables } from '../../plan/value';
import { compareKeys, readField, sortKeys } from '../../interpreter/functions/field';
import { isNull } from '../../interpreter/value/kinds';
import { parseNumber } from '../../interpreter/value/number';
import { toText } from '../../interpreter/value/text';
import { matches } from '../../interpreter/value/row-filter';
import type { RunRows, TableRows } from '../run-rows';
import type { EffectModel } from './effect-model';

export const saveRows: EffectModel<'save_rows'> = (rows, effect) => {
  const table = tableOf(rows, effect.table);
  for (const { id, data } of effect.rows) table.set(id, data);
  return { ids: effect.rows.map(({ id }) => id) };
};

export const findRows: EffectModel<'find_rows'> = (rows, { table, where, orderBy, limit }) => {
  const found = ordered(
    allRows(rows, table).filter((row) => matches(row, where)),
    orderBy,
  );
  return { rows: limit === null ? found : found.slice(0, Math.max(0, Math.floor(limit))) };
};

export const updateRows: EffectModel<'update_rows'> = (rows, { table, set, where }) => {
  const target = tableOf(rows, table);
  const changed = [...target].filter(([id, data]) => matches({ id, ...data }, where));
  for (const [id, data] of changed) target.set(id, merged(data, set));
  return { count: changed.length };
};

export const deleteRows: EffectModel<'delete_rows'> = (rows, { table, where }) => {
  const target = tableOf(rows, table);
  const found = [...target].filter(
    ([id, data]) => where === 'all' || matches({ id, ...data }, where),
  );
  for (const [id] of found) target.delete(id);
  return { count: found.length };
};

export const mergeRows: EffectModel<'merge_rows'> = (rows, { table, by, columns, rows: given }) => {
  const target = tableOf(rows, table);
  const latest = new Map(
    given.map((row) => [mergeKey({ id: row.id, ...row.data }, by) ?? `id ${row.id}`, row]),
  );
  const before = [...target];
  const counts = { inserted: 0, updated: 0 };
  for (const [key, { id, data }] of latest) {
    const same = before.filter(([known, row]) => mergeKey({ id: known, ...row }, by) === key);
    const changes = columns === null ? data : columnsOf(data, columns);
    for (const [known, row] of same) target.set(known, merged(row, changes));
    if (same.length === 0) target.set(id, merged(target.get(id) ?? {}, data));
    counts[same.length === 0 ? 'inserted' : 'updated'] += Math.max(1, same.length);
  }
  return counts;
};

/** What makes two rows the same: numbers by their value. Undefined where a column has no value. */
function mergeKey(row: Variables, by: readonly string[]): string | undefined {
  const values = by.map((column) => readField(row, column));
  if (values.some((value) => isNull(value))) return undefined;
  return JSON.stringify(values.map((value) => parseNumber(toText(value)) ?? toText(value)));
}

function columnsOf(data: Variables, columns: readonly string[]): Variables {
  const wanted = new Set(columns.map((column) => column.toLowerCase()));
  return Object.fromEntries(
    Object.entries(data).filter(([column]) => wanted.has(column.toLowerCase())),
  );
}

/** The rows of a table as a program sees them. */
export function allRows(rows: RunRows, table: string): readonly Variables[] {
  return [...tableOf(rows, table)].map(([id, data]): Variables => ({ id, ...data }));
}

/** Rows sorted by several columns. */
export function ordered(
  rows: readonly Variables[],
  orderBy: readonly { readonly column: string; readonly descending: boolean }[],
): readonly Variables[] {
  // Sorting is stable, so the last column goes first.
  return [...orderBy]
    .reverse()
    .reduce((found, { column, descending }) => sorted(found, column, descending ? -1 : 1), rows);
}

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
