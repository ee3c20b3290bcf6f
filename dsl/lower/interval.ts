import type { Expression as PlanExpression } from '../../plan/expression';
import type { CallExpression, Expression, InfixExpression } from '../basic/syntax';
import { lower } from './facts';
import type { Lowering } from './lowering';

/** Functions of databases that the language has under another name. */
export const DATABASE_FUNCTIONS: ReadonlySet<string> = new Set([
  'curdate',
  'current_date',
  'date_add',
  'date_sub',
  'interval',
]);

/** A call that only databases know, as one that the language has; undefined for any other. */
export function lowerDatabaseCall(
  context: Lowering,
  call: CallExpression,
): PlanExpression | undefined {
  const name = lower(call.name);
  const [base, span] = call.args;
  if (name === 'curdate' || name === 'current_date') return { op: 'call', name: 'today', args: [] };
  if (base === undefined || span === undefined) return undefined;
  if (name === 'date_sub') return shifted(context, base, { span, sign: -1 });
  return name === 'date_add' ? shifted(context, base, { span, sign: 1 }) : undefined;
}

/** `NOW() - INTERVAL 7 DAY`. */
export function lowerIntervalSum(
  context: Lowering,
  infix: InfixExpression,
): PlanExpression | undefined {
  const { operator, left, right } = infix;
  if (operator !== '+' && operator !== '-') return undefined;
  return shifted(context, left, { span: right, sign: operator === '+' ? 1 : -1 });
}

function shifted(
  context: Lowering,
  base: Expression,
  by: { readonly span: Expression; readonly sign: 1 | -1 },
): PlanExpression | undefined {
  const { span, sign } = by;
  if (span.kind !== 'call' || lower(span.name) !== 'interval') return undefined;
  const [count, unit] = span.args;
  if (count === undefined || unit === undefined) return undefined;
  return shiftDate(context.expression(base), context.expression(count), {
    unit: context.expression(unit),
    sign,
  });
}

/** `DATEADD(base, ±count, unit)`. */
export function shiftDate(
  base: PlanExpression,
  count: PlanExpression,
  by: { readonly unit: PlanExpression; readonly sign: 1 | -1 },
): PlanExpression {
  const number =
    count.op === 'literal' && typeof count.value === 'number' ? count.value : undefined;
  const amount: PlanExpression =
    by.sign === 1
      ? count
      : number === undefined
        ? { op: 'negate', operand: count }
        : { op: 'literal', value: -number };
  return { op: 'call', name: 'dateadd', args: [base, amount, by.unit] };
}
