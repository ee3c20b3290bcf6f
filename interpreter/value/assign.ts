import type { ObjectValue, RecordSet, Value } from '../../plan/value';
import { copyFrom } from './copy';
import { isDate, isList, isObject, isRecordSet, outOfRange, wrongType } from './kinds';
import { checkListLength, MAX_DEPTH, tooDeep } from './limits';
import { fieldsOf, keyOf } from './member';
import { checkName } from './names';
import { parseNumber } from './number';
import { cleanText, toText } from './text';

const WHERE = 'The assignment';

/**
 * The target with the member or element at `path` set to a copy of `value`. The target itself never changes;
 * what lies beside the path is shared. Text in the path names a member, a number an element; NULL on the way
 * becomes an object or a list. An index equal to the length appends, a larger one is `VALUE_RANGE`.
 * A member set on a record set is set on its first row.
 */
export function assignInto(target: Value, path: readonly Value[], value: Value): Value {
  if (path.length >= MAX_DEPTH) throw tooDeep(MAX_DEPTH);
  return assignAt(target, path, 0, copyFrom(value, path.length));
}

function assignAt(target: Value, path: readonly Value[], at: number, value: Value): Value {
  const key = path[at];
  if (key === undefined) return value;
  const change = (present: Value): Value => assignAt(present, path, at + 1, value);
  if (isList(target)) return assignElement(target, key, change);
  if (target === null) {
    return typeof key === 'number' ? assignElement([], key, change) : assignMember({}, key, change);
  }
  if (!isObject(target) || isDate(target)) throw wrongType(WHERE, 'an object or a list', target);
  return isRecordSet(target) ? assignRow(target, key, change) : assignMember(target, key, change);
}

type Change = (present: Value) => Value;

function assignElement(list: readonly Value[], key: Value, change: Change): readonly Value[] {
  const index = typeof key === 'string' ? parseNumber(key) : key;
  if (typeof index !== 'number') throw wrongType(WHERE, 'the number of an element', key);
  if (!Number.isInteger(index) || index < 0 || index > list.length) {
    throw outOfRange(WHERE, `an element from 0 to ${list.length}`, index);
  }
  checkListLength(index + 1);
  const copy = list.slice();
  copy[index] = change(list[index] ?? null);
  return copy;
}

function assignMember(object: ObjectValue, key: Value, change: Change): ObjectValue {
  if (typeof key !== 'string' && typeof key !== 'number') {
    throw wrongType(WHERE, 'the name of a member', key);
  }
  const wanted = checkName(cleanText(toText(key)));
  const name = keyOf(object, wanted);
  const present = name === undefined ? null : (object[name] ?? null);
  return { ...object, [name ?? wanted]: change(present) };
}

function assignRow(set: RecordSet, key: Value, change: Change): Value {
  const index = typeof key === 'string' ? parseNumber(key) : key;
  if (typeof index === 'number') {
    const rows = assignElement(set.$rows, index, change);
    return { ...set, $rows: rows.map((row) => checkRow(row)) };
  }
  const first = fieldsOf(set) ?? {};
  return { ...set, $rows: [assignMember(first, key, change), ...set.$rows.slice(1)] };
}

function checkRow(row: Value): ObjectValue {
  if (!isObject(row)) throw wrongType(WHERE, 'an object as a row', row);
  return row;
}
