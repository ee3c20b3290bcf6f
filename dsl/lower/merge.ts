import type { Expression as PlanExpression } from '../../plan/expression';
import type { Clause, Expression, KeywordCommand } from '../basic/syntax';
import { lower } from './facts';
import type { Lowering } from './lowering';
import { lowerTable } from './table-name';

/** MERGE into a table; false for a MERGE of two lists, which is a function. */
export function lowerMerge(context: Lowering, command: KeywordCommand, into?: string): boolean {
  const parts = readParts(command);
  if (parts === undefined) return false;
  const { table, rows, by, columns } = parts;
  context.emit(
    {
      kind: 'merge',
      table: lowerTable(context, table),
      rows: context.expression(rows),
      by: lowerNames(context, by),
      ...(columns === undefined ? {} : { columns: context.expression(columns) }),
      ...(into === undefined ? {} : { into }),
    },
    command,
  );
  return true;
}

interface Parts {
  readonly table: Expression;
  readonly rows: Expression;
  readonly by: readonly Expression[];
  readonly columns: Expression | undefined;
}

/** `table WITH rows BY key [ SET columns ]` or `"table", rows, key [ , columns ]`. */
function readParts(command: KeywordCommand): Parts | undefined {
  const [table, ...rest] = command.args;
  if (table === undefined || (command.clauses.length === 0 && !isText(table))) return undefined;
  const rows = findClause(command, 'WITH')?.values[0] ?? rest.shift();
  const key = findClause(command, 'BY')?.values ?? rest.splice(0, 1);
  const columns = findClause(command, 'SET')?.values[0] ?? rest[0];
  return rows === undefined || key.length === 0 ? undefined : { table, rows, by: key, columns };
}

function findClause({ clauses }: KeywordCommand, word: string): Clause | undefined {
  return clauses.find((clause) => clause.word === word && clause.values.length > 0);
}

function isText(table: Expression): boolean {
  return table.kind === 'literal' && typeof table.value === 'string';
}

function lowerNames(context: Lowering, values: readonly Expression[]): PlanExpression {
  const items = values.map((value) => lowerName(context, value));
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : { op: 'list', items };
}

/** A word is the name of the column unless the file sets it. */
function lowerName(context: Lowering, value: Expression): PlanExpression {
  const isColumn = value.kind === 'variable' && !context.facts.variables.has(lower(value.name));
  return isColumn ? { op: 'literal', value: value.name } : context.expression(value);
}
