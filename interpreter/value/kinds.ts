import { AppError } from '../../plan/errors';
import type { DateValue, ObjectValue, RecordSet, Value } from '../../plan/value';

/** True for a list; a record set is not one, see `listOf`. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** True for anything with members: plain objects, dates and record sets. */
export function isObject(value: Value): value is ObjectValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for `{ $date }`. The text inside may still be wrong, see `dateOf`. */
export function isDate(value: Value): value is DateValue {
  return isObject(value) && Object.hasOwn(value, '$date') && typeof value['$date'] === 'string';
}

/** True for `{ $rows }`. */
export function isRecordSet(value: Value): value is RecordSet {
  return isObject(value) && Object.hasOwn(value, '$rows') && Array.isArray(value['$rows']);
}

/** The elements of a list or the rows of a record set; undefined for everything else. */
export function listOf(value: Value): readonly Value[] | undefined {
  if (isList(value)) return value;
  return isRecordSet(value) ? value.$rows : undefined;
}

/** NULL, or a record set without rows. */
export function isNull(value: Value): boolean {
  if (value === null) return true;
  return typeof value === 'object' && isRecordSet(value) && value.$rows.length === 0;
}

/** NULL, FALSE, 0, empty text, and lists and record sets without elements are false; all else is true. */
export function isTruthy(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'object') return value !== 0 && value !== '';
  if (value === null) return false;
  const items = listOf(value);
  return items === undefined || items.length > 0;
}

/** The word for the kind of a value that TYPEOF gives. */
export function typeName(value: Value): string {
  if (value === null) return 'null';
  if (listOf(value)) return 'array';
  if (isDate(value)) return 'date';
  return typeof value;
}

/** A value in the words of an error message; texts are cut short. */
function describe(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') {
    const shown = Array.from(value.slice(0, 80)).slice(0, 39).join('');
    return `the text "${shown}${shown.length < value.length ? '…' : ''}"`;
  }
  if (listOf(value)) return 'a list';
  return isDate(value) ? 'a date' : 'an object';
}

/** The error for a value of the wrong kind. */
export function wrongType(where: string, expected: string, value: Value): AppError {
  return new AppError('VALUE_TYPE', { where, expected, found: describe(value) });
}

/** The error for a value of the right kind that cannot be used here. */
export function outOfRange(where: string, expected: string, value: Value): AppError {
  return new AppError('VALUE_RANGE', { where, expected, found: describe(value) });
}
