import type { Expression, Filter } from '../../plan/expression';
import type { ExpressionPrinter } from './print-expression';
import { escapeText } from './print-text';

/** A filter as the inside of a filter text: `state = 'open' AND id = ${id}`. */
export function filterText(printer: ExpressionPrinter, filter: Filter): string {
  switch (filter.op) {
    case 'compare': {
      const word = filter.operator === 'notIn' ? 'NOT IN' : filter.operator.toUpperCase();
      const { column, operator, through } = filter;
      const name = through === undefined ? column : `${through.toUpperCase()}(${column})`;
      const isSet = operator === 'in' || operator === 'notIn';
      const print = isSet ? filterSet : filterValue;
      return `${name} ${word} ${print(printer, filter.value)}`;
    }
    case 'isNull':
      return `${filter.column} IS ${filter.negated === true ? 'NOT ' : ''}NULL`;
    case 'not':
      return `NOT (${filterText(printer, filter.item)})`;
    case 'and':
    case 'or': {
      const items = filter.items.map((item) => filterText(printer, item));
      return `(${items.join(filter.op === 'and' ? ') AND (' : ') OR (')})`;
    }
  }
}

/** `IN ( … )` takes literals; any other list is a value of its own. */
function filterSet(printer: ExpressionPrinter, expression: Expression): string {
  const items = expression.op === 'list' ? expression.items : [];
  const isPlain = items.length > 0 && items.every(({ op }) => op === 'literal');
  if (!isPlain) return filterValue(printer, expression);
  return `(${items.map((item) => filterValue(printer, item)).join(', ')})`;
}

/** A value in such a text: quoted, or `${…}`. */
export function filterValue(printer: ExpressionPrinter, expression: Expression): string {
  if (expression.op !== 'literal') return printer.hole(expression);
  if (typeof expression.value !== 'string') return String(expression.value).toUpperCase();
  return `'${escapeText(expression.value.split("'").join("''"))}'`;
}
