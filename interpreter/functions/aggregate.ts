import type { Value } from '../../plan/value';
import { order } from '../value/compare';
import { isNull, listOf, outOfRange } from '../value/kinds';
import { arithmeticResult, sumOf, toNumber } from '../value/number';
import type { Scope } from '../value/scope';
import { argument, define, listArgument, textArgument, type Family } from './entry';
import { parseCondition } from './condition';
import { readColumn } from './field';

/** Totals over a list or over one field of its rows. NULL and empty text are left out. */
export const AGGREGATE_FUNCTIONS: Family = {
  aggregate: define(2, 4, aggregate),
  sum: define(1, 2, (args) => totalOf(column(args, 'SUM'))),
  avg: define(1, 2, (args) => averageOf(column(args, 'AVG'))),
  count: define(1, 2, count),
  min: define(1, 100, (args) => extreme(args, -1, 'MIN')),
  max: define(1, 100, (args) => extreme(args, 1, 'MAX')),
};

/** AGGREGATE "SUM", list, "field"[, "condition"]. */
function aggregate(args: readonly Value[], scope: Scope): Value {
  const operation = textArgument(args, 0).trim().toUpperCase();
  const rows = listArgument(args, 1, 'AGGREGATE');
  const kept = args.length > 3 ? rows.filter(parseCondition(textArgument(args, 3), scope)) : rows;
  const values = filled(readColumn(kept, textArgument(args, 2)));
  switch (operation) {
    case 'SUM':
      return totalOf(values);
    case 'AVG':
    case 'AVERAGE':
      return averageOf(values);
    case 'COUNT':
      return values.length;
    case 'MIN':
      return extremeOf(values, -1);
    case 'MAX':
      return extremeOf(values, 1);
    default:
      throw outOfRange('AGGREGATE', 'SUM, AVG, COUNT, MIN or MAX', operation);
  }
}

function column(args: readonly Value[], where: string): readonly Value[] {
  return filled(readColumn(listArgument(args, 0, where), textArgument(args, 1)));
}

function filled(values: readonly Value[]): readonly Value[] {
  return values.filter((value) => !isNull(value) && value !== '');
}

function totalOf(values: readonly Value[]): number {
  return values.reduce<number>((sum, value) => sumOf(sum, toNumber(value, 'SUM'), 'SUM'), 0);
}

function averageOf(values: readonly Value[]): Value {
  return values.length === 0 ? 0 : arithmeticResult(totalOf(values) / values.length, 'AVG');
}

/** COUNT list; COUNT list, "field" counts where it is filled; COUNT list, "condition" where it holds. */
function count(args: readonly Value[], scope: Scope): Value {
  const rows = listArgument(args, 0, 'COUNT');
  const what = textArgument(args, 1).trim();
  if (what === '') return rows.length;
  if (/[\s=<>]/.test(what)) return rows.filter(parseCondition(what, scope)).length;
  return filled(readColumn(rows, what)).length;
}

/** MIN and MAX of a list, of a field of its rows, or of the arguments themselves. */
function extreme(args: readonly Value[], sign: 1 | -1, where: string): Value {
  const overList = args.length === 1 || listOf(argument(args, 0)) !== undefined;
  return extremeOf(overList ? column(args, where) : filled(args), sign);
}

function extremeOf(values: readonly Value[], sign: 1 | -1): Value {
  let found: Value = null;
  for (const value of values) {
    if (found === null || (order(value, found) ?? 0) * sign > 0) found = value;
  }
  return found;
}
