import type { Expression as PlanExpression, Filter, FilterFunction } from '../../plan/expression';
import { shiftDate } from './interval';

type CompareOperator = Extract<Filter, { op: 'compare' }>['operator'];

/** The column that a filter compares, and what is made of its value first. */
export interface FilterColumn {
  readonly column: string;
  readonly through?: FilterFunction;
}

const FUNCTIONS: Readonly<Record<string, FilterFunction>> = {
  date: 'date',
  lcase: 'lower',
  lower: 'lower',
  lowercase: 'lower',
  ucase: 'upper',
  upper: 'upper',
  uppercase: 'upper',
};

/** A column through a function of this name; undefined when filters do not know the function. */
export function columnThrough(name: string, column: string): FilterColumn | undefined {
  const key = name.toLowerCase();
  const through = Object.hasOwn(FUNCTIONS, key) ? FUNCTIONS[key] : undefined;
  return through === undefined ? undefined : { column, through };
}

/** Compares the day of a column with the day that lies so many days after (or before) another one. */
export function ageFilter(
  column: string,
  operator: CompareOperator,
  age: { readonly from: PlanExpression; readonly days: PlanExpression; readonly sign: 1 | -1 },
): Filter {
  const value = shiftDate(age.from, age.days, {
    unit: { op: 'literal', value: 'day' },
    sign: age.sign,
  });
  return { op: 'compare', column, through: 'date', operator, value };
}
