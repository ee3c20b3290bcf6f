import type { Value } from '../../plan/value';
import { order, orderText } from '../value/compare';
import { dateOf } from '../value/date';
import { fieldsOf, keyOf, readMember } from '../value/member';
import { parseNumber } from '../value/number';
import { isDate } from '../value/kinds';
import { toText } from '../value/text';

/** A field of a row by its name; a name with dots goes inwards unless the row has just that name. */
export function readField(row: Value, name: string): Value {
  const fields = fieldsOf(row);
  if (!name.includes('.') || (fields && keyOf(fields, name) !== undefined)) {
    return readMember(row, name);
  }
  return name.split('.').reduce<Value>((value, part) => readMember(value, part), row);
}

/** One field of each row; the rows themselves where there is no name. */
export function readColumn(rows: readonly Value[], name: string): readonly Value[] {
  return name === '' ? rows : rows.map((row) => readField(row, name));
}

/**
 * An order in which any two values have their place: numbers, dates, texts, all else, and NULL last.
 * Where all texts are numbers they are ordered as numbers.
 */
export function sortKeys(values: readonly Value[]): readonly Value[] {
  const numeric = values.map((value) => (typeof value === 'string' ? parseNumber(value) : value));
  const all = numeric.every((value) => value === null || typeof value === 'number');
  return all ? numeric.map((value) => value ?? null) : values;
}

/** Compares two keys of `sortKeys`. */
export function compareKeys(left: Value, right: Value): number {
  const rank = rankOf(left) - rankOf(right);
  if (rank !== 0) return rank;
  if (isDate(left)) return (dateOf(left) ?? 0) - (dateOf(right) ?? 0);
  if (typeof left === 'object') return orderText(toText(left), toText(right));
  return order(left, right) ?? 0;
}

function rankOf(value: Value): number {
  if (value === null) return 5;
  if (typeof value === 'boolean') return 0;
  if (typeof value === 'number') return 1;
  if (isDate(value)) return 2;
  return typeof value === 'string' ? 3 : 4;
}
