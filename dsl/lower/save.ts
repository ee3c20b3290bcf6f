import type { Expression as PlanExpression } from '../../plan/expression';
import type { Expression, SaveCommand } from '../basic/syntax';
import { lower } from './facts';
import type { Lowering } from './lowering';
import { localTable, lowerTable } from './table-name';
import { emitUnasked } from './unasked';

/** SAVE and INSERT in all of their forms. */
export function lowerSave(context: Lowering, command: SaveCommand, into?: string): void {
  const table = lowerTable(context, command.table);
  const parts = rowParts(context, command);
  if (parts === undefined) {
    emitUnasked(context, { word: command.word, table, command, parts: command.args }, into);
    return;
  }
  context.emit(
    {
      kind: 'save',
      table,
      ...(parts.key === undefined ? {} : { key: parts.key }),
      row: parts.row,
      ...(into === undefined ? {} : { into }),
    },
    command,
  );
}

interface Parts {
  readonly key?: PlanExpression;
  readonly row: PlanExpression;
}

function rowParts(context: Lowering, command: SaveCommand): Parts | undefined {
  if (command.pairs !== undefined) {
    const fields = command.pairs.map(({ name, value }) => ({
      name,
      value: context.expression(value),
    }));
    return { row: { op: 'object', fields } };
  }
  const [first, second, ...more] = command.args;
  if (first === undefined) return refuse(context, command);
  if (second === undefined) return { row: context.expression(first) };
  if (more.length === 0 && command.word !== 'INSERT' && isObject(context, second)) {
    const key = context.expression(first);
    return { key, row: context.expression(second) };
  }
  return positional(context, command);
}

/** `SAVE "t", a, b`: the names of the values are the columns; where one has no name, those of the table. */
function positional(context: Lowering, command: SaveCommand): Parts | undefined {
  const fields: { name: string; value: PlanExpression }[] = [];
  const declared = declaredColumns(context, command);
  for (const [index, argument] of command.args.entries()) {
    const name = declared?.[index] ?? columnName(argument);
    if (name === undefined) {
      context.report(
        {
          code: 'BASIC_SAVE_COLUMN',
          message:
            'The name of the column cannot be told from this value; a run that reaches it fails.',
          span: argument,
          hint: 'Write SAVE "table" WITH column AS value.',
        },
        context.options.strict ? 'error' : 'warning',
      );
      return undefined;
    }
    fields.push({ name, value: context.expression(argument) });
  }
  return { row: { op: 'object', fields } };
}

/** The columns of a known table, where it has one for each value and the values do not name them all. */
function declaredColumns(
  context: Lowering,
  { table, args }: SaveCommand,
): readonly string[] | undefined {
  if (args.every((argument) => columnName(argument) !== undefined)) return undefined;
  const name = table.kind === 'literal' ? String(table.value) : '';
  const columns = context.options.columns?.get(localTable(name).toLowerCase());
  return columns !== undefined && columns.length >= args.length ? columns : undefined;
}

function columnName(argument: Expression): string | undefined {
  return argument.kind === 'variable' || argument.kind === 'member' ? argument.name : undefined;
}

function isObject(context: Lowering, expression: Expression): boolean {
  if (expression.kind === 'object') return true;
  return expression.kind === 'variable' && context.facts.objects.has(lower(expression.name));
}

function refuse(context: Lowering, command: SaveCommand): Parts | undefined {
  context.report({
    code: 'BASIC_SAVE',
    message: `${command.word} needs a table and a row.`,
    span: command,
    hint: 'Write SAVE "table", row or SAVE "table" WITH column AS value.',
  });
  return undefined;
}
