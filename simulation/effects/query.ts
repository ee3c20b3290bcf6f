import type { QueryColumn } from '../../plan/effects';
import type { Value, Variables } from '../../plan/value';
import { readField } from '../../interpreter/functions/field';
import { order } from '../../interpreter/value/compare';
import { isNull } from '../../interpreter/value/kinds';
import { parseNumber } from '../../interpreter/value/number';
import { matches } from '../../interpreter/value/row-filter';
import { toText } from '../../interpreter/value/text';
import type { EffectModel } from './effect-model';
import { allRows, ordered } from './tables';

export const queryRows: EffectModel<'query_rows'> = (rows, effect) => {
  const { from, where, select, groupBy, orderBy, limit } = effect;
  const source = typeof from === 'string' ? allRows(rows, from) : from;
  const found = source.filter((row) => matches(row, where));
  const hasFigures = select.some(({ function: name }) => name !== undefined);
  const isGrouped = groupBy.length > 0 || hasFigures;
  const groups = groupBy.length > 0 ? groupsOf(found, groupBy) : [found];
  const made = isGrouped ? groups.map((group) => rowOf(group, select)) : found;
  const kept = ordered(made, orderBy).slice(0, limit);
  const isCut = !isGrouped && select.length > 0;
  return { rows: isCut ? kept.map((row) => rowOf([row], select)) : kept };
};

function groupsOf(
  rows: readonly Variables[],
  groupBy: readonly string[],
): readonly (readonly Variables[])[] {
  const groups = new Map<string, Variables[]>();
  for (const row of rows) {
    const key = JSON.stringify(groupBy.map((column) => textOf(readField(row, column))));
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(row);
  }
  return [...groups.values()];
}

function textOf(value: Value): string | null {
  return isNull(value) ? null : toText(value);
}

function rowOf(rows: readonly Variables[], select: readonly QueryColumn[]): Variables {
  return Object.fromEntries(select.map((column) => [column.as, valueOf(rows, column)]));
}

function valueOf(rows: readonly Variables[], { column, function: name }: QueryColumn): Value {
  if (name === undefined) return rows[0] === undefined ? null : readField(rows[0], column);
  if (name === 'count' && column === '*') return rows.length;
  const values = rows
    .map((row) => readField(row, column))
    .filter((value) => !isNull(value) && toText(value) !== '');
  if (name === 'count') return values.length;
  if (name === 'min' || name === 'max') return extreme(values, name === 'min' ? -1 : 1);
  const numbers = values.flatMap((value) => parseNumber(toText(value)) ?? []);
  const sum = numbers.reduce((total, number) => total + number, 0);
  return name === 'sum' || numbers.length === 0 ? sum : sum / numbers.length;
}

function extreme(values: readonly Value[], sign: 1 | -1): Value {
  let found: Value = null;
  for (const value of values) {
    if (found === null || (order(value, found) ?? 0) * sign > 0) found = value;
  }
  return found;
}
