import type { StepOf } from '../../plan/schema';
import type { BlockPrinter } from './block-printer';
import { filterText, filterValue } from './filter-text';
import { writtenTable } from './print-data';
import { escapeText, isWord } from './print-text';

/** QUERY with its text: columns, table, filter, groups, order and limit. */
export function printQuery(printer: BlockPrinter, step: StepOf<'query'>): void {
  const { expressions } = printer;
  const columns = step.select.map(({ column, function: figure, as }) => {
    const value = figure === undefined ? column : `${figure.toUpperCase()}(${column})`;
    return `${value} AS ${name(as)}`;
  });
  const { from } = step;
  const table = from.op === 'literal' ? from.value : undefined;
  const orders = (step.orderBy ?? []).map(
    ({ column, descending }) => `${column}${descending === true ? ' DESC' : ''}`,
  );
  const parts = [
    `SELECT ${columns.length === 0 ? '*' : columns.join(', ')}`,
    `FROM ${typeof table === 'string' ? name(writtenTable(table)) : expressions.hole(from)}`,
    step.where === undefined ? '' : `WHERE ${filterText(expressions, step.where)}`,
    step.groupBy === undefined ? '' : `GROUP BY ${step.groupBy.join(', ')}`,
    orders.length === 0 ? '' : `ORDER BY ${orders.join(', ')}`,
    step.limit === undefined ? '' : `LIMIT ${filterValue(expressions, step.limit)}`,
  ];
  printer.line(`${step.into} = QUERY "${parts.filter((part) => part !== '').join(' ')}"`);
}

/** A name of a table or column: quoted where it is no word. */
function name(text: string): string {
  return isWord(text) ? text : `'${escapeText(text.split("'").join("''"))}'`;
}
