import type { ObjectValue, Value } from '../../plan/value';
import { dateOf } from './date';
import { isDate, isNull, isObject, listOf } from './kinds';
import { MAX_DEPTH, tooDeep } from './limits';
import { parseNumber } from './number';

/**
 * The `=` of the language. Numbers equal numeric text, dates equal date text, TRUE equals 1 and "true"; an empty
 * record set equals NULL; lists and objects are equal when all of their elements are.
 */
export function looseEquals(left: Value, right: Value, depth = 0): boolean {
  if (typeof left === typeof right && typeof left !== 'object') return left === right;
  if (left === null || right === null) return isNull(left) && isNull(right);
  if (typeof left === 'object') return equalsObject(left, right, depth);
  if (typeof right === 'object') return equalsObject(right, left, depth);
  return equalsScalar(left, right);
}

type Scalar = boolean | number | string;

function equalsScalar(left: Scalar, right: Scalar): boolean {
  if (typeof left === 'boolean') return equalsBoolean(left, right);
  if (typeof right === 'boolean') return equalsBoolean(right, left);
  const a = typeof left === 'string' ? parseNumber(left) : left;
  const b = typeof right === 'string' ? parseNumber(right) : right;
  return a !== undefined && a === b;
}

function equalsBoolean(left: boolean, right: Scalar): boolean {
  if (typeof right === 'number') return right === (left ? 1 : 0);
  return typeof right === 'string' && right.trim().toLowerCase() === (left ? 'true' : 'false');
}

function equalsObject(left: Value & object, right: Value, depth: number): boolean {
  if (depth > MAX_DEPTH) throw tooDeep(MAX_DEPTH);
  if (isDate(left) || (right !== null && isDate(right))) {
    const at = dateOf(left);
    return at !== undefined && at === dateOf(right);
  }
  const items = listOf(left);
  const others = listOf(right);
  if (items || others) return equalsList(items, others, depth);
  return isObject(left) && isObject(right) && equalsMembers(left, right, depth);
}

function equalsList(
  left: readonly Value[] | undefined,
  right: readonly Value[] | undefined,
  depth: number,
): boolean {
  if (left?.length !== right?.length) return false;
  return (
    left?.every((item, index) => looseEquals(item, right?.[index] ?? null, depth + 1)) ?? false
  );
}

function equalsMembers(left: ObjectValue, right: ObjectValue, depth: number): boolean {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every(
    (name) =>
      Object.hasOwn(right, name) && looseEquals(left[name] ?? null, right[name] ?? null, depth + 1),
  );
}

/** Less than, equal, greater: negative, zero, positive; undefined where there is no order, e.g. with NULL. */
export function order(left: Value, right: Value): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (left === null || right === null) return undefined;
  if (typeof left === 'string' && typeof right === 'string') return orderText(left, right);
  if (typeof left === 'object' || typeof right === 'object') {
    if (!isDate(left) && !isDate(right)) return undefined;
    return difference(dateOf(left), dateOf(right));
  }
  return difference(numberOf(left), numberOf(right));
}

/** Texts by their UTF-16 units: the same on every machine. */
export function orderText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function difference(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? undefined : left - right;
}

function numberOf(value: Scalar): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return parseNumber(value);
}
