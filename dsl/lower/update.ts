import type { Expression as PlanExpression, Filter } from '../../plan/expression';
import type { Expression, Pair, UpdateCommand } from '../basic/syntax';
import { compare, lowerCondition } from './filter';
import { comparesText, lowerFilterArgument } from './filter-argument';
import type { Lowering } from './lowering';
import { lowerTable } from './table-name';
import { emitUnasked } from './unasked';

interface Change {
  readonly set: { column: string; value: PlanExpression }[];
  /** An object whose members are set. */
  readonly values?: PlanExpression;
}

/** UPDATE in all of its forms. */
export function lowerUpdate(context: Lowering, command: UpdateCommand, into?: string): void {
  const table = lowerTable(context, command.table);
  const where = lowerWhere(context, command);
  const isAsked = command.where !== undefined || command.args.length > 0;
  if (isAsked && where === undefined) {
    unasked(context, command, { table, into });
    return;
  }
  const change =
    command.pairs.length > 0
      ? { set: lowerPairs(context, command.pairs) }
      : lowerChange(context, command);
  if (change === undefined) {
    unasked(context, command, { table, into });
    return;
  }
  context.emit(
    {
      kind: 'update',
      table,
      set: change.set,
      ...(change.values === undefined ? {} : { values: change.values }),
      ...(where === undefined ? {} : { where }),
      ...(into === undefined ? {} : { into }),
    },
    command,
  );
}

function unasked(
  context: Lowering,
  command: UpdateCommand,
  rest: { readonly table: PlanExpression; readonly into: string | undefined },
): void {
  const parts = [...command.args, ...command.pairs.map(({ value }) => value), command.where];
  emitUnasked(context, { word: 'UPDATE', table: rest.table, command, parts }, rest.into);
}

function lowerWhere(context: Lowering, command: UpdateCommand): Filter | undefined {
  if (command.where !== undefined) return lowerCondition(context, command.where);
  const [key] = command.args;
  if (key === undefined) return undefined;
  if (comparesText(context, key)) return lowerFilterArgument(context, key)?.where;
  return compare('id', '=', context.expression(key));
}

function lowerPairs(context: Lowering, pairs: readonly Pair[]): Change['set'] {
  return pairs.map(({ name, value }) => ({ column: name, value: context.expression(value) }));
}

/** `id, "field", value`; `id, { … }`; `id, object`; or `id, a, b` with the names as columns. */
function lowerChange(context: Lowering, command: UpdateCommand): Change | undefined {
  const [, second, ...more] = command.args;
  const [third] = more;
  if (second === undefined) return refuse(context, command, command);
  if (third !== undefined && more.length === 1 && isText(second)) {
    return { set: [{ column: String(second.value), value: context.expression(third) }] };
  }
  if (third === undefined && second.kind === 'object') {
    return { set: lowerPairs(context, second.fields) };
  }
  if (third === undefined) return { set: [], values: context.expression(second) };
  return lowerNamed(context, command, [second, ...more]);
}

function lowerNamed(
  context: Lowering,
  command: UpdateCommand,
  values: readonly Expression[],
): Change | undefined {
  const set: Change['set'] = [];
  for (const value of values) {
    if (value.kind !== 'variable' && value.kind !== 'member')
      return refuse(context, command, value);
    set.push({ column: value.name, value: context.expression(value) });
  }
  return { set };
}

function isText(expression: Expression): expression is Extract<Expression, { kind: 'literal' }> {
  return expression.kind === 'literal' && typeof expression.value === 'string';
}

function refuse(
  context: Lowering,
  command: UpdateCommand,
  span: Expression | UpdateCommand,
): Change | undefined {
  const mistake = {
    code: 'BASIC_UPDATE' as const,
    message: 'It cannot be told which columns UPDATE is to change; a run that reaches it fails.',
    span: span === command ? command : span,
    hint: 'Write UPDATE "table" SET column = value WHERE id = 1.',
  };
  context.report(mistake, context.options.strict ? 'error' : 'warning');
  return undefined;
}
