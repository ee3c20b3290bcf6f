import type { Expression, Filter } from '../../plan/expression';
import type { StepOf } from '../../plan/schema';
import type { BlockPrinter } from './block-printer';
import { filterText } from './filter-text';
import { ANY, SUM } from './print-expression';
import { printFilter } from './print-filter';
import { fieldName, isWord, quoteText } from './print-text';

/** FIND with WHERE, ORDER BY and LIMIT. */
export function printFind(printer: BlockPrinter, step: StepOf<'find'>): void {
  const { expressions } = printer;
  const orders = (step.orderBy ?? []).map(
    ({ column, descending }) => `${fieldName(column)}${descending === true ? ' DESC' : ''}`,
  );
  printer.line(
    [
      `${step.into} = FIND ${table(printer, step.table)}`,
      step.where === undefined ? '' : findWhere(printer, step.where),
      orders.length === 0 ? '' : ` ORDER BY ${orders.join(', ')}`,
      step.limit === undefined ? '' : ` LIMIT ${expressions.print(step.limit, SUM)}`,
    ].join(''),
  );
}

/** A column whose name is no word can only be asked for in the form `column, value`. */
function findWhere(printer: BlockPrinter, where: Filter): string {
  const isOdd = where.op === 'compare' && where.operator === '=' && !isWord(where.column);
  if (!isOdd) return ` WHERE ${printFilter(printer.expressions, where)}`;
  return `, ${quoteText(where.column)}, ${printer.expressions.print(where.value, SUM)}`;
}

/** SAVE of a row, under a key or not. */
export function printSave(printer: BlockPrinter, step: StepOf<'save'>): void {
  const { expressions } = printer;
  const key = step.key === undefined ? '' : ` ${expressions.print(step.key, SUM)},`;
  const target = step.into === undefined ? '' : `${step.into} = `;
  const row = expressions.print(step.row, SUM);
  printer.line(`${target}SAVE ${table(printer, step.table)},${key} ${row}`);
}

/** UPDATE … SET … WHERE, or `UPDATE table, rows, object`. */
export function printUpdate(printer: BlockPrinter, step: StepOf<'update'>): void {
  const { expressions } = printer;
  const target = step.into === undefined ? '' : `${step.into} = `;
  const head = `${target}UPDATE ${table(printer, step.table)}`;
  if (step.values !== undefined) {
    if (step.set.length > 0) printer.refuse('UPDATE has either columns or an object.', '/values');
    if (step.where === undefined) printer.refuse('UPDATE with an object says which rows.', '');
    const rows = updateRows(printer, step.where);
    printer.line(`${head}, ${rows}, ${expressions.print(step.values, SUM)}`);
    return;
  }
  if (step.set.length === 0) printer.refuse('UPDATE changes at least one column.', '/set');
  const pairs = step.set.map(
    ({ column, value }) => `${fieldName(column)} = ${expressions.print(value, ANY)}`,
  );
  const where =
    step.where === undefined ? '' : ` WHERE ${printFilter(printer.expressions, step.where)}`;
  printer.line(`${head} SET ${pairs.join(', ')}${where}`);
}

/** DELETE FROM … WHERE; all rows only with WHERE TRUE. */
export function printDelete(printer: BlockPrinter, step: StepOf<'delete'>): void {
  const target = step.into === undefined ? '' : `${step.into} = `;
  const where = step.where === 'all' ? 'TRUE' : printFilter(printer.expressions, step.where);
  printer.line(`${target}DELETE FROM ${table(printer, step.table)} WHERE ${where}`);
}

/** MERGE … WITH rows BY key, and SET with the columns that change. */
export function printMerge(printer: BlockPrinter, step: StepOf<'merge'>): void {
  const { expressions } = printer;
  const target = step.into === undefined ? '' : `${step.into} = `;
  const rows = expressions.bare(step.rows, SUM);
  const by = expressions.bare(step.by, SUM);
  const set = step.columns === undefined ? '' : ` SET ${expressions.bare(step.columns, SUM)}`;
  printer.line(`${target}MERGE ${table(printer, step.table)} WITH ${rows} BY ${by}${set}`);
}

/** The id of the row, else the filter as a text. */
function updateRows(printer: BlockPrinter, where: Filter): string {
  const isId = where.op === 'compare' && where.column === 'id' && where.operator === '=';
  const isText = isId && (where.value.op === 'template' || where.value.op === 'literal');
  if (isId && !isText) return printer.expressions.print(where.value, SUM);
  return `"${filterText(printer.expressions, where)}"`;
}

function table(printer: BlockPrinter, name: Expression): string {
  if (name.op !== 'literal' || typeof name.value !== 'string') {
    // A word that nothing sets would be the name of a table.
    const isWordAlone = name.op === 'variable' && printer.expressions.careful;
    const bare = printer.expressions.bare(name, SUM);
    return isWordAlone || bare.startsWith('[') ? printer.expressions.hole(name) : bare;
  }
  return quoteText(writtenTable(name.value));
}

/** The name of a table as a text has it: the compiler drops a dot at its beginning and `.csv` at its end. */
export function writtenTable(name: string): string {
  const before = name.startsWith('.') ? '.' : '';
  const after = name.toLowerCase().endsWith('.csv') ? '.csv' : '';
  return before + name + after;
}
