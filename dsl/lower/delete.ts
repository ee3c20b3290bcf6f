import type { Filter } from '../../plan/expression';
import type { Expression, KeywordCommand } from '../basic/syntax';
import { compare, lowerCondition } from './filter';
import { comparesText, lowerFilterArgument } from './filter-argument';
import type { Lowering } from './lowering';
import { lowerTable } from './table-name';
import { emitUnasked } from './unasked';

/**
 * DELETE and DELETE FROM of rows; false for a DELETE of something else: `DELETE item` means a file, and
 * `DELETE "https://…"` a page.
 */
export function lowerDelete(context: Lowering, command: KeywordCommand, into?: string): boolean {
  const [table, key] = command.args;
  const condition = conditionOf(command);
  const isRows = command.name === 'DELETE FROM' || key !== undefined || condition !== undefined;
  if (table === undefined || !isRows) return false;
  const name = lowerTable(context, table);
  const where = lowerRows(context, command);
  if (where === undefined) {
    const parts = [...command.args.slice(1), condition];
    emitUnasked(context, { word: 'DELETE', table: name, command, parts }, into);
    return true;
  }
  const target = into === undefined ? {} : { into };
  context.emit({ kind: 'delete', table: name, where, ...target }, command);
  return true;
}

function conditionOf({ clauses }: KeywordCommand): Expression | undefined {
  return clauses.find(({ word }) => word === 'WHERE')?.values[0];
}

/** Which rows go: never all of them unless that is written. */
function lowerRows(context: Lowering, command: KeywordCommand): Filter | 'all' | undefined {
  const condition = conditionOf(command);
  if (condition?.kind === 'literal' && condition.value === true) return 'all';
  if (condition !== undefined) return lowerCondition(context, condition);
  const [, key, value] = command.args;
  if (key !== undefined) return lowerKey(context, command, { key, value });
  refuseAll(context, command);
  return undefined;
}

/** An id, a filter text, or a column and its value. */
function lowerKey(
  context: Lowering,
  command: KeywordCommand,
  { key, value }: { readonly key: Expression; readonly value: Expression | undefined },
): Filter | undefined {
  if (value !== undefined && isName(key)) {
    return compare(String(key.value), '=', context.expression(value));
  }
  if (!comparesText(context, key)) return compare('id', '=', context.expression(key));
  const filter = lowerFilterArgument(context, key);
  if (filter === undefined) return undefined;
  if (filter.limit !== undefined || filter.orderBy !== undefined) {
    context.filterNotAvailable(key);
    return undefined;
  }
  if (filter.where === undefined) refuseAll(context, command);
  return filter.where;
}

function isName(key: Expression): key is Extract<Expression, { kind: 'literal' }> {
  return key.kind === 'literal' && typeof key.value === 'string' && key.value.trim() !== '';
}

function refuseAll(context: Lowering, command: KeywordCommand): void {
  context.report(
    {
      code: 'BASIC_DELETE_ALL',
      message: 'This DELETE does not say which rows; a run that reaches it fails.',
      span: command,
      hint: 'Add WHERE with a condition, or WHERE TRUE to delete all rows of the table.',
    },
    context.options.strict ? 'error' : 'warning',
  );
}
