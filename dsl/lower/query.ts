import type { Expression as PlanExpression } from '../../plan/expression';
import type { StepOf } from '../../plan/schema';
import type { Expression, KeywordCommand } from '../basic/syntax';
import { setTarget } from './assign';
import { lower } from './facts';
import { lowerFilterArgument, textParts } from './filter-argument';
import type { FilterText } from './filter-text';
import { readFilterTokens, type FilterToken } from './filter-tokens';
import type { Lowering } from './lowering';
import { figureNamed, parseQuery, type QueryText } from './query-text';
import { localTable, lowerTable } from './table-name';

/** `QUERY "SELECT …"` and SELECT without quotes; false, and told, where that cannot be asked. */
export function lowerQuery(context: Lowering, command: KeywordCommand, into?: string): boolean {
  const tokens =
    command.name === 'SELECT' ? rawTokens(context, command) : tokensOf(context, command);
  const query = tokens === undefined ? undefined : parseQuery(tokens);
  if (query === undefined) {
    refuse(context, command);
    return false;
  }
  emitQuery(context, command, { ...query, into: into ?? context.temporary() });
  return true;
}

/** `AGGREGATE "table", "SUM", "column" [ , filter ]`; false for anything else. */
export function lowerAggregate(context: Lowering, command: KeywordCommand, into?: string): boolean {
  const [table, operation, column, condition] = command.args;
  const figure = figureNamed(textOf(operation) ?? '');
  const name = textOf(column) ?? (figure === 'count' ? '*' : undefined);
  if (table === undefined || figure === undefined || name === undefined) return false;
  if (name.trim() === '') return false;
  const filter = condition === undefined ? {} : lowerFilterArgument(context, condition);
  if (filter === undefined) return false;
  const rows = context.temporary();
  emitQuery(context, command, {
    from: lowerTable(context, table),
    select: [{ column: name, function: figure, as: 'value' }],
    groupBy: [],
    filter,
    into: rows,
  });
  const value = {
    kind: 'variable',
    name: into ?? context.temporary(),
    ...spanOf(command),
  } as const;
  const object: PlanExpression = { op: 'variable', name: rows };
  setTarget(context, value, { op: 'member', object, name: 'value' }, command);
  return true;
}

function textOf(expression: Expression | undefined): string | undefined {
  const value = expression?.kind === 'literal' ? expression.value : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** The tokens of a quoted query; `$1` is its first value. */
function tokensOf(context: Lowering, { args }: KeywordCommand): readonly FilterToken[] | undefined {
  const [text, ...values] = args;
  const parts = text === undefined ? undefined : textParts(context, text);
  const tokens = parts === undefined ? undefined : readFilterTokens(parts);
  return tokens?.map((token) => {
    const number = token.kind === 'word' ? /^\$([1-9]\d?)$/.exec(token.text)?.[1] : undefined;
    const value = number === undefined ? undefined : values[Number(number) - 1];
    return value === undefined ? token : holeOf(token, context.expression(value));
  });
}

/** Outside of quotes a name that the file sets is a variable: after FROM, and right of a comparison. */
function rawTokens(
  context: Lowering,
  { args }: KeywordCommand,
): readonly FilterToken[] | undefined {
  const text = textOf(args[0]);
  const tokens = text === undefined ? undefined : readFilterTokens([`SELECT ${text}`]);
  return tokens?.map((token, index) => {
    const before = tokens[index - 1];
    const isSource = before?.kind === 'word' && before.text.toUpperCase() === 'FROM';
    const isCompared = before?.kind === 'symbol' && /^[=<>!]+$/.test(before.text);
    if (token.kind !== 'word' || !(isSource || isCompared)) return token;
    if (!context.facts.variables.has(lower(token.text))) return token;
    return holeOf(token, { op: 'variable', name: lower(token.text) });
  });
}

function holeOf({ glued }: FilterToken, expression: PlanExpression): FilterToken {
  return { kind: 'hole', expression, glued };
}

interface Query {
  readonly from: QueryText['from'];
  readonly select: QueryText['select'];
  readonly groupBy: QueryText['groupBy'];
  readonly filter: FilterText;
  readonly into: string;
}

function emitQuery(context: Lowering, command: KeywordCommand, query: Query): void {
  const { from, select, groupBy, filter, into } = query;
  const { where, orderBy, limit } = filter;
  const step: Omit<StepOf<'query'>, 'id'> = {
    kind: 'query',
    from: typeof from === 'string' ? { op: 'literal', value: localTable(from) } : from,
    select: [...select],
    ...(where === undefined ? {} : { where }),
    ...(groupBy.length === 0 ? {} : { groupBy: [...groupBy] }),
    ...(orderBy === undefined ? {} : { orderBy: [...orderBy] }),
    ...(limit === undefined ? {} : { limit }),
    into,
  };
  context.emit(step, command);
}

const FORM_HINT =
  'Write SELECT columns FROM one table WHERE … GROUP BY … ORDER BY … LIMIT …; queries only read.';
const JOIN_HINT =
  'FIND the rows of each table, and bring them together: rows = JOIN orders, customers, "customer_id".';

function refuse(context: Lowering, command: KeywordCommand): void {
  const joins = /\bJOIN\b/i.test(context.reporter.source.text.slice(command.start, command.end));
  context.report(
    {
      code: 'BASIC_QUERY',
      message: joins
        ? 'A query reads one table here, so JOIN cannot be asked; a run that reaches it fails.'
        : 'This query cannot be asked here; a run that reaches it fails.',
      span: command,
      hint: joins ? JOIN_HINT : FORM_HINT,
    },
    context.options.strict ? 'error' : 'warning',
  );
}

function spanOf({ start, end }: KeywordCommand): { readonly start: number; readonly end: number } {
  return { start, end };
}
