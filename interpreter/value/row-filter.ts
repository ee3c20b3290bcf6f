import type { BoundFilter } from '../../plan/effects';
import type { Value, Variables } from '../../plan/value';
import { looseEquals, order } from './compare';
import { isLike } from './like';
import { readField } from '../functions/field';
import { isNull } from './kinds';
import { toText } from './text';

/** True when a row of a table matches a filter. */
export function matches(row: Variables, filter: BoundFilter | null): boolean {
  if (filter === null) return true;
  switch (filter.op) {
    case 'and':
      return filter.items.every((item) => matches(row, item));
    case 'or':
      return filter.items.some((item) => matches(row, item));
    case 'not':
      return !matches(row, filter.item);
    case 'isNull':
      return isNull(readField(row, filter.column)) !== (filter.negated ?? false);
    case 'compare':
      return compareThrough(readField(row, filter.column), filter);
  }
}

/** A date is compared by its day on both sides. */
function compareThrough(
  value: Value,
  { through, operator, value: operand }: Extract<BoundFilter, { op: 'compare' }>,
): boolean {
  if (through === undefined || isNull(value)) return compare(value, operator, operand);
  if (through === 'lower') return compare(toText(value).toLowerCase(), operator, operand);
  if (through === 'upper') return compare(toText(value).toUpperCase(), operator, operand);
  const other = Array.isArray(operand)
    ? (operand as readonly Value[]).map(dayOf)
    : isNull(operand)
      ? operand
      : dayOf(operand);
  return compare(dayOf(value), operator, other);
}

function dayOf(value: Value): string {
  return toText(value).slice(0, 10);
}

type Operator = Extract<BoundFilter, { op: 'compare' }>['operator'];

function compare(left: Value, operator: Operator, right: Value): boolean {
  if (operator === 'in') return isIn(left, right);
  if (operator === 'notIn') return !isIn(left, right);
  if (operator === 'like') return isLike(toText(left), toText(right));
  if (operator === 'ilike') return isLike(toText(left).toLowerCase(), toText(right).toLowerCase());
  if (operator === '=') return looseEquals(left, right);
  if (operator === '<>') return !looseEquals(left, right);
  const found = order(left, right);
  if (found === undefined) return false;
  const tests = { '<': found < 0, '<=': found <= 0, '>': found > 0, '>=': found >= 0 };
  return tests[operator];
}

function isIn(value: Value, list: Value): boolean {
  return Array.isArray(list) && (list as readonly Value[]).some((item) => looseEquals(value, item));
}
