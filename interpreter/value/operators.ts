import { AppError } from '../../plan/errors';
import type { BinaryOperator } from '../../plan/expression';
import type { Value } from '../../plan/value';
import { looseEquals, order } from './compare';
import { dateValue, toDate } from './date';
import { isDate, isList, isObject, listOf, wrongType } from './kinds';
import { isLike } from './like';
import { checkListLength, checkTextLength } from './limits';
import { keyOf, fieldsOf } from './member';
import { arithmeticResult, operand, remainderOf, sumOf, toNumber } from './number';
import { toText } from './text';

/** An operator with both operands evaluated. */
type Operation = (left: Value, right: Value) => Value;

/** What each operator does. */
export const OPERATIONS: Readonly<Record<BinaryOperator, Operation>> = {
  '+': add,
  '-': subtract,
  '*': (left, right) => arithmetic(left, right, '*'),
  '/': (left, right) => arithmetic(left, right, '/'),
  '%': (left, right) => arithmetic(left, right, '%'),
  '^': (left, right) => arithmetic(left, right, '^'),
  '=': (left, right) => looseEquals(left, right),
  '<>': (left, right) => !looseEquals(left, right),
  '<': (left, right) => (order(left, right) ?? 1) < 0,
  '<=': (left, right) => (order(left, right) ?? 1) <= 0,
  '>': (left, right) => (order(left, right) ?? -1) > 0,
  '>=': (left, right) => (order(left, right) ?? -1) >= 0,
  contains,
  startsWith,
  like,
  in: (left, right) => contains(right, left),
};

/** Two texts as one, within the limit of a text. */
export function concatenate(left: string, right: string): string {
  checkTextLength(left.length + right.length);
  return left + right;
}

function add(left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    return sumOf(left, right, '+');
  }
  if (typeof left === 'string' || typeof right === 'string') {
    return concatenate(toText(left), toText(right));
  }
  if (left === null && right === null) return null;
  if (isObject(left) || isObject(right) || isList(left) || isList(right)) {
    return addObjects(left, right);
  }
  return sumOf(operand(left, '+'), operand(right, '+'), '+');
}

function addObjects(left: Value, right: Value): Value {
  if (isDate(left)) return dateValue(toDate(left, '+') + operand(right, '+') * 1000);
  if (isDate(right)) return dateValue(toDate(right, '+') + operand(left, '+') * 1000);
  const items = left === null ? [] : listOf(left);
  const others = right === null ? [] : listOf(right);
  if (!items || !others) throw wrongType('+', 'two numbers, texts or lists', items ? right : left);
  checkListLength(items.length + others.length);
  return items.concat(others);
}

function subtract(left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    return sumOf(left, -right, '-');
  }
  if (isDate(left)) {
    const from = toDate(left, '-');
    if (isDate(right)) return arithmeticResult((from - toDate(right, '-')) / 1000, '-');
    return dateValue(from - operand(right, '-') * 1000);
  }
  return sumOf(operand(left, '-'), -operand(right, '-'), '-');
}

function arithmetic(left: Value, right: Value, operator: '*' | '/' | '%' | '^'): number {
  const a = operand(left, operator);
  const b = operand(right, operator);
  switch (operator) {
    case '*':
      return arithmeticResult(a * b, operator);
    case '/':
      return arithmeticResult(a / divisor(b, operator), operator);
    case '%':
      return remainderOf(a, divisor(b, operator), operator);
    case '^':
      return arithmeticResult(a ** b, operator);
  }
}

function divisor(value: number, where: string): number {
  if (value !== 0) return value;
  throw new AppError('VALUE_RANGE', { where, found: 0, expected: 'a divisor other than 0' });
}

/** The minus sign in front of an operand. */
export function negate(value: Value): Value {
  return value === null ? 0 : 0 - toNumber(value, '-');
}

function contains(container: Value, wanted: Value): boolean {
  if (container === null) return false;
  const items = listOf(container);
  if (items) return items.some((item) => looseEquals(item, wanted));
  const fields = fieldsOf(container);
  if (fields) return keyOf(fields, toText(wanted)) !== undefined;
  return wanted !== null && toText(container).includes(toText(wanted));
}

function startsWith(text: Value, start: Value): boolean {
  return text !== null && start !== null && toText(text).startsWith(toText(start));
}

function like(text: Value, pattern: Value): boolean {
  return text !== null && pattern !== null && isLike(toText(text), toText(pattern));
}
