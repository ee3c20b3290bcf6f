import type { ObjectValue, Value } from '../../plan/value';
import { isDate, isList, isObject, isRecordSet } from './kinds';
import { textLength, toText } from './text';
import { parseNumber } from './number';

/**
 * Reads a member: by the exact name, then by a name that differs in case only. Text, lists and record sets have
 * `length`; any other member of a record set is one of its first row. What is not there is NULL.
 */
export function readMember(value: Value, name: string): Value {
  if (typeof value === 'string') return isLength(name) ? textLength(value) : null;
  if (isList(value)) return isLength(name) ? value.length : null;
  if (typeof value !== 'object' || value === null) return null;
  if (Object.hasOwn(value, name)) return value[name] ?? null;
  return isRecordSet(value) ? readOfRows(value.$rows, name) : readSimilar(value, name);
}

function readOfRows(rows: readonly Value[], name: string): Value {
  return isLength(name) ? rows.length : readMember(rows[0] ?? null, name);
}

function readSimilar(value: ObjectValue, name: string): Value {
  const key = similarKey(value, name);
  return key === undefined ? null : (value[key] ?? null);
}

/** Reads an element by its number from 0, or a member by its name; NULL when there is none. */
export function readIndex(value: Value, index: Value): Value {
  if (typeof value !== 'object' || value === null) {
    return typeof index === 'string' ? readMember(value, index) : null;
  }
  const items = isList(value) ? value : isRecordSet(value) ? value.$rows : undefined;
  if (items) {
    const at = typeof index === 'string' ? parseNumber(index) : index;
    if (typeof at === 'number') return items[at] ?? null;
  }
  if (typeof index !== 'string' && typeof index !== 'number') return null;
  return readMember(value, toText(index));
}

/** The key under which an object has a member of this name, in this or another case. */
export function keyOf(value: ObjectValue, name: string): string | undefined {
  return Object.hasOwn(value, name) ? name : similarKey(value, name);
}

/** The members of an object, and of the first row of a record set; undefined for other values. */
export function fieldsOf(value: Value): ObjectValue | undefined {
  const fields = isRecordSet(value) ? (value.$rows[0] ?? null) : value;
  return isObject(fields) && !isDate(fields) ? fields : undefined;
}

function similarKey(value: ObjectValue, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const key in value) {
    if (key.length === name.length && key.toLowerCase() === wanted && Object.hasOwn(value, key)) {
      return key;
    }
  }
  return undefined;
}

function isLength(name: string): boolean {
  return name === 'length' || name.toLowerCase() === 'length';
}
