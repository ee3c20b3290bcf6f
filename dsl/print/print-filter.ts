import type { Filter } from '../../plan/expression';
import { LEVEL } from '../basic/operators';
import type { ExpressionPrinter } from './print-expression';

type Compare = Extract<Filter, { op: 'compare' }>;

/** A filter as the condition after WHERE, between brackets when it binds less than `least`. */
export function printFilter(
  printer: ExpressionPrinter,
  filter: Filter,
  least: number = LEVEL.or,
): string {
  const { text, level } = piece(printer, filter);
  return level < least ? `(${text})` : text;
}

function piece(
  printer: ExpressionPrinter,
  filter: Filter,
): { readonly text: string; readonly level: number } {
  switch (filter.op) {
    case 'compare':
      return { text: compare(printer, filter), level: LEVEL.comparison };
    case 'isNull': {
      const word = filter.negated === true ? 'IS NOT NULL' : 'IS NULL';
      return { text: `${printer.variable(filter.column)} ${word}`, level: LEVEL.comparison };
    }
    case 'not':
      return {
        text: `NOT ${printFilter(printer, filter.item, LEVEL.comparison)}`,
        level: LEVEL.not,
      };
    case 'and':
    case 'or': {
      const level = filter.op === 'and' ? LEVEL.and : LEVEL.or;
      const items = filter.items.map((item) => printFilter(printer, item, level + 1));
      return { text: items.join(filter.op === 'and' ? ' AND ' : ' OR '), level };
    }
  }
}

function compare(
  printer: ExpressionPrinter,
  { column, through, operator, value }: Compare,
): string {
  const plain = printer.variable(column);
  const name = through === undefined ? plain : `${through.toUpperCase()}(${plain})`;
  if (operator === 'in' || operator === 'notIn') {
    const word = operator === 'in' ? 'IN' : 'NOT IN';
    return `${name} ${word} ${printer.bare(value, LEVEL.sum)}`;
  }
  return `${name} ${operator.toUpperCase()} ${printer.print(value, LEVEL.sum)}`;
}
