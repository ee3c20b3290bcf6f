import type { Expression as PlanExpression } from '../../plan/expression';
import type { FindCommand } from '../basic/syntax';
import type { Span } from '../source';
import { compare, lowerCondition } from './filter';
import { lowerFilterArgument } from './filter-argument';
import { emitUnasked } from './unasked';
import type { FilterText } from './filter-text';
import type { Lowering } from './lowering';
import { lowerTable } from './table-name';

const MAX_COLUMN = 200;

/** FIND in all of its forms. */
export function lowerFind(context: Lowering, command: FindCommand, into?: string): void {
  const [table] = command.args;
  if (table === undefined) {
    context.report({
      code: 'BASIC_FIND',
      message: 'FIND needs the name of a table.',
      span: command,
      hint: 'Write FIND "orders", "id = 1".',
    });
    return;
  }
  const name = lowerTable(context, table);
  const filter = lowerFilter(context, command);
  const where = lowerWhere(context, command, filter);
  if (filter === undefined || (command.where !== undefined && where === undefined)) {
    emitUnasked(context, { word: 'FIND', table: name, command, parts: [command.where] }, into);
    return;
  }
  const orderBy = lowerOrder(command) ?? filter.orderBy;
  const limit = lowerLimit(context, command) ?? filter.limit;
  context.emit(
    {
      kind: 'find',
      table: name,
      ...(where === undefined ? {} : { where }),
      ...(orderBy === undefined ? {} : { orderBy: [...orderBy] }),
      ...(limit === undefined ? {} : { limit }),
      into: into ?? context.temporary(),
    },
    command,
  );
}

function lowerWhere(
  context: Lowering,
  command: FindCommand,
  filter: FilterText | undefined,
): FilterText['where'] {
  return command.where === undefined ? filter?.where : lowerCondition(context, command.where);
}

function lowerOrder(command: FindCommand): FilterText['orderBy'] {
  if (command.orderBy.length === 0) return undefined;
  return command.orderBy.map(({ column, descending }) =>
    descending ? { column, descending } : { column },
  );
}

/** The filter text, or `field, value`. */
function lowerFilter(context: Lowering, command: FindCommand): FilterText | undefined {
  const [, second, third] = command.args;
  const text = command.filter ?? second;
  if (text === undefined) return {};
  const field = text.kind === 'literal' ? text.value : undefined;
  if (third !== undefined && typeof field === 'string') {
    if (field.trim() === '' || field.length > MAX_COLUMN) {
      columnMissing(context, text);
      return undefined;
    }
    return { where: compare(field, '=', context.expression(third)) };
  }
  return lowerFilterArgument(context, text);
}

function columnMissing(context: Lowering, span: Span): void {
  context.report({
    code: 'BASIC_FILTER',
    message: `The name of a column has 1 to ${MAX_COLUMN} characters.`,
    span,
    hint: 'Write FIND "orders", "state", "open".',
  });
}

function lowerLimit(context: Lowering, command: FindCommand): PlanExpression | undefined {
  if (command.limit !== undefined) return context.expression(command.limit);
  return command.first ? { op: 'literal', value: 1 } : undefined;
}
