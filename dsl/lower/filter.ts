import type { Expression as PlanExpression, Filter } from '../../plan/expression';
import type { Expression } from '../basic/syntax';
import { lower } from './facts';
import { ageFilter, columnThrough, type FilterColumn } from './filter-column';
import type { Lowering } from './lowering';

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;
export type CompareOperator = Extract<Filter, { op: 'compare' }>['operator'];

const COMPARE: Readonly<Record<string, CompareOperator>> = {
  '=': '=',
  '<>': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  like: 'like',
  ilike: 'ilike',
  in: 'in',
};
/** The operator when its sides change places. */
export const FLIPPED: Readonly<Record<string, CompareOperator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** The condition after WHERE as a filter: a name left of a comparison is a column. */
export function lowerCondition(context: Lowering, condition: Expression): Filter | undefined {
  switch (condition.kind) {
    case 'infix':
      return lowerInfix(context, condition);
    case 'prefix':
      return lowerNot(context, condition);
    case 'isNull':
      return lowerIsNull(context, condition);
    case 'between':
      return lowerBetween(context, condition);
    case 'broken':
      return undefined;
    default:
      return refuse(context, condition);
  }
}

function lowerInfix(context: Lowering, node: Of<'infix'>): Filter | undefined {
  const { operator } = node;
  if (operator === 'and' || operator === 'or') {
    const left = lowerCondition(context, node.left);
    const right = lowerCondition(context, node.right);
    return left === undefined || right === undefined
      ? undefined
      : joinFilters(operator, left, right);
  }
  const column = readColumn(node.left);
  if (column !== undefined) return compareColumn(context, node, column);
  const age = lowerAge(context, node);
  if (age !== undefined) return age;
  const other = readColumn(node.right);
  const flipped = FLIPPED[operator];
  if (other === undefined || flipped === undefined) return refuse(context, node);
  return compare(other, flipped, context.expression(node.left));
}

function compareColumn(
  context: Lowering,
  node: Of<'infix'>,
  column: FilterColumn,
): Filter | undefined {
  hintAtColumn(context, column.column, node.right);
  const value = context.expression(node.right);
  if (node.operator === 'contains') return compare(column, 'like', wrapped('%', value, '%'));
  if (node.operator === 'startsWith') return compare(column, 'like', wrapped('', value, '%'));
  if (node.operator === 'endsWith') return compare(column, 'like', wrapped('%', value, ''));
  const operator = COMPARE[node.operator];
  return operator === undefined ? refuse(context, node) : compare(column, operator, value);
}

/** `DATEDIFF(NOW(), column) > 30` and the other way round, in days. */
function lowerAge(context: Lowering, node: Of<'infix'>): Filter | undefined {
  const { left, right } = node;
  const operator = COMPARE[node.operator];
  if (left.kind !== 'call' || lower(left.name) !== 'datediff' || left.args.length !== 2) {
    return undefined;
  }
  const [first, second] = left.args;
  if (first === undefined || second === undefined || operator === undefined) return undefined;
  const days = context.expression(right);
  const later = columnOf(first);
  if (later !== undefined) {
    return ageFilter(later, operator, { from: context.expression(second), days, sign: 1 });
  }
  const earlier = columnOf(second);
  const flipped = FLIPPED[operator];
  if (earlier === undefined || flipped === undefined) return undefined;
  return ageFilter(earlier, flipped, { from: context.expression(first), days, sign: -1 });
}

function lowerNot(context: Lowering, node: Of<'prefix'>): Filter | undefined {
  if (node.operator !== 'not') return refuse(context, node);
  const item = lowerCondition(context, node.operand);
  return item === undefined ? undefined : negateFilter(item);
}

function lowerIsNull(context: Lowering, node: Of<'isNull'>): Filter | undefined {
  const column = columnOf(node.operand);
  if (column === undefined) return refuse(context, node);
  return { op: 'isNull', column, ...(node.negated ? { negated: true } : {}) };
}

function lowerBetween(context: Lowering, node: Of<'between'>): Filter | undefined {
  const column = readColumn(node.operand);
  if (column === undefined) return refuse(context, node);
  const low = compare(column, '>=', context.expression(node.low));
  return joinFilters('and', low, compare(column, '<=', context.expression(node.high)));
}

/** `column operator value`; a comparison with the literal NULL asks whether there is a value. */
export function compare(
  compared: string | FilterColumn,
  operator: CompareOperator,
  value: PlanExpression,
): Filter {
  const { column, ...through } = typeof compared === 'string' ? { column: compared } : compared;
  const isNull = value.op === 'literal' && value.value === null;
  if (isNull && operator === '=') return { op: 'isNull', column };
  if (isNull && operator === '<>') return { op: 'isNull', column, negated: true };
  return { op: 'compare', column, ...through, operator, value };
}

/** NOT, kept simple where the filter has a form of its own for it. */
export function negateFilter(item: Filter): Filter {
  if (item.op === 'compare' && item.operator === 'in') return { ...item, operator: 'notIn' };
  return { op: 'not', item };
}

/** AND and OR take any number of items: chains become one list. */
export function joinFilters(op: 'and' | 'or', left: Filter, right: Filter): Filter {
  const items = [left, right].flatMap((item) => (item.op === op ? item.items : [item]));
  return { op, items };
}

function wrapped(before: string, value: PlanExpression, after: string): PlanExpression {
  const parts: PlanExpression[] = [value];
  if (before !== '') parts.unshift({ op: 'literal', value: before });
  if (after !== '') parts.push({ op: 'literal', value: after });
  return { op: 'template', parts };
}

function columnOf(expression: Expression): string | undefined {
  return expression.kind === 'variable' ? expression.name : undefined;
}

/** A column as it is, or through a function: `LOWER(name)`. */
function readColumn(expression: Expression): FilterColumn | undefined {
  const column = columnOf(expression);
  if (column !== undefined) return { column };
  if (expression.kind !== 'call' || expression.args.length !== 1) return undefined;
  const [argument] = expression.args;
  const inner = argument === undefined ? undefined : columnOf(argument);
  return inner === undefined ? undefined : columnThrough(expression.name, inner);
}

/** Right of a comparison a name is a variable; where nothing sets it, a column may have been meant. */
function hintAtColumn(context: Lowering, column: string, expression: Expression): void {
  if (expression.kind !== 'variable' || lower(expression.name) === lower(column)) return;
  if (context.facts.variables.has(lower(expression.name))) return;
  context.report(
    {
      code: 'BASIC_FILTER',
      message: `${expression.name} is read as a variable here, not as a column; nothing in this file sets it.`,
      span: expression,
      hint: 'To compare two columns, read the rows and use FILTER.',
    },
    'hint',
  );
}

/** Tells that a condition is not available; the statement becomes a keyword step that fails when it is reached. */
function refuse(context: Lowering, node: Expression): Filter | undefined {
  context.filterNotAvailable(node);
  return undefined;
}
