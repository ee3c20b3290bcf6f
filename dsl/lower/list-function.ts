import { functionArity } from '../../plan/function-names';
import type { Expression as PlanExpression } from '../../plan/expression';
import type { Expression, KeywordCommand } from '../basic/syntax';
import type { Lowering } from './lowering';
import { lowerTable } from './table-name';

/** Statements over lists, and the functions that do the same. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  AGGREGATE: 'aggregate',
  FILL: 'fill',
  FILTER: 'filter',
  'GROUP BY': 'group_by',
  JOIN: 'join',
  'JSON PARSE': 'json',
  MAP: 'map',
  MERGE: 'merge',
  PIVOT: 'pivot',
  SORT: 'sort',
};
/** Those that take the rows of a table as well, and how many of their first arguments are lists. */
const TABLE_LISTS: Readonly<Record<string, number>> = {
  FILTER: 1,
  'GROUP BY': 1,
  JOIN: 2,
  MAP: 1,
  PIVOT: 1,
  SORT: 1,
};
const OPERATIONS = new Set(['SUM', 'COUNT', 'AVG', 'AVERAGE', 'MIN', 'MAX']);

/**
 * The call that a statement over lists stands for: `FILTER list, "total > 5"` is a function of the list. A
 * text in the place of a list is a table of the workspace, whose rows are read first. Undefined where it
 * has clauses or arguments that the function does not know.
 */
export function lowerListFunction(
  context: Lowering,
  command: KeywordCommand,
): PlanExpression | undefined {
  const name = Object.hasOwn(FUNCTIONS, command.name) ? FUNCTIONS[command.name] : undefined;
  if (name === undefined) return undefined;
  const lists = isOnTable(command) ? tableLists(command) : 0;
  const extra = name === 'sort' ? sortKeys(context, command) : noClauses(command);
  const count = command.args.length + (extra?.length ?? 0);
  const arity = functionArity(name);
  if (extra === undefined || arity === undefined || lists === undefined) return undefined;
  if (count < arity.least || count > arity.most) return undefined;
  const args = command.args.map((argument, index) =>
    index < lists ? lowerList(context, argument) : context.expression(argument),
  );
  return { op: 'call', name, args: [...args, ...extra] };
}

/** The first argument is the name of a table: `AGGREGATE "orders", "COUNT", "id"`. */
function isOnTable({ name, args }: KeywordCommand): boolean {
  const [first] = args;
  const text = first?.kind === 'literal' ? first.value : undefined;
  if (typeof text !== 'string' || name === 'JSON PARSE') return false;
  return name !== 'AGGREGATE' || !OPERATIONS.has(text.trim().toUpperCase());
}

/** How many arguments may be tables; undefined for a statement that takes none. */
function tableLists({ name, args }: KeywordCommand): number | undefined {
  const lists = Object.hasOwn(TABLE_LISTS, name) ? TABLE_LISTS[name] : undefined;
  return name === 'JOIN' && args.length < 3 ? undefined : lists;
}

/** A list, or the rows of the table that a text names. */
function lowerList(context: Lowering, argument: Expression): PlanExpression {
  if (argument.kind !== 'literal' || typeof argument.value !== 'string') {
    return context.expression(argument);
  }
  const into = context.temporary();
  context.emit({ kind: 'find', table: lowerTable(context, argument), into }, argument);
  return { op: 'variable', name: into };
}

function noClauses(command: KeywordCommand): readonly PlanExpression[] | undefined {
  return command.clauses.length === 0 ? [] : undefined;
}

/** `BY "field" [ "ASC" | "DESC" ]`. A word is the name of the field unless the file sets it. */
function sortKeys(
  context: Lowering,
  command: KeywordCommand,
): readonly PlanExpression[] | undefined {
  const keys: PlanExpression[] = [];
  for (const { word, values } of command.clauses) {
    const [value] = values;
    if ((word === 'BY' || word === 'ORDER BY') && value !== undefined && values.length === 1) {
      const isField =
        value.kind === 'variable' && !context.facts.variables.has(value.name.toLowerCase());
      keys.push(isField ? { op: 'literal', value: value.name } : context.expression(value));
    } else if (word === 'ASC' || word === 'DESC') keys.push({ op: 'literal', value: word });
    else return undefined;
  }
  return keys;
}
