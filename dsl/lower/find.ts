import type { Expression as PlanExpression } from '../../plan/expression';
import type { FindCommand } from '../basic/syntax';
import { compare, lowerCondition } from './filter';
import { lowerFilterArgument } from './filter-argument';
import type { FilterText } from './filter-text';
import type { Lowering } from './lowering';
import { lowerTable } from './table-name';

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
  const where = command.where === undefined ? filter.where : lowerCondition(context, command.where);
  const orderBy =
    command.orderBy.length === 0
      ? filter.orderBy
      : command.orderBy.map(({ column, descending }) =>
          descending ? { column, descending } : { column },
        );
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

/** The filter text, or `field, value`. */
function lowerFilter(context: Lowering, command: FindCommand): FilterText {
  const [, second, third] = command.args;
  const text = command.filter ?? second;
  if (text === undefined) return {};
  const field = text.kind === 'literal' ? text.value : undefined;
  if (third !== undefined && typeof field === 'string') {
    return { where: compare(field, '=', context.expression(third)) };
  }
  return lowerFilterArgument(context, text) ?? {};
}

function lowerLimit(context: Lowering, command: FindCommand): PlanExpression | undefined {
  if (command.limit !== undefined) return context.expression(command.limit);
  return command.first ? { op: 'literal', value: 1 } : undefined;
}
