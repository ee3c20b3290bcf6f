import type { Expression as PlanExpression } from '../../plan/expression';
import type { CallExpression, Expression, KeywordCommand } from '../basic/syntax';
import { lowerDelete } from './delete';
import type { Lowering } from './lowering';
import { lowerMerge } from './merge';
import { lowerAggregate, lowerQuery } from './query';
import { lowerTable } from './table-name';

/** `done`: its steps are there. `refused`: that it cannot run was told. */
type Lowered = 'done' | 'refused' | undefined;
type Lower = (context: Lowering, command: KeywordCommand, into?: string) => Lowered;

const LOWERERS: Readonly<Record<string, Lower>> = {
  AGGREGATE: (...args) => (lowerAggregate(...args) ? 'done' : undefined),
  DELETE: (...args) => (lowerDelete(...args) ? 'done' : undefined),
  'DELETE FROM': (...args) => (lowerDelete(...args) ? 'done' : undefined),
  MERGE: (...args) => (lowerMerge(...args) ? 'done' : undefined),
  QUERY: (...args) => (lowerQuery(...args) ? 'done' : 'refused'),
  'SAVE FROM UNSTRUCTURED': lowerUnstructured,
  SELECT: (...args) => (lowerQuery(...args) ? 'done' : 'refused'),
};

/** The steps of a keyword that works on the tables of the workspace; undefined for any other. */
export function lowerDataKeyword(
  context: Lowering,
  command: KeywordCommand,
  into?: string,
): Lowered {
  const lowerer = Object.hasOwn(LOWERERS, command.name) ? LOWERERS[command.name] : undefined;
  return lowerer?.(context, command, into);
}

/** `SAVE FROM UNSTRUCTURED table, text`: the text has to be JSON; a row with an id replaces the one of it. */
function lowerUnstructured(context: Lowering, command: KeywordCommand, into?: string): Lowered {
  const [table, value] = command.args;
  if (table === undefined || value === undefined || command.clauses.length > 0) return undefined;
  const target = into === undefined ? {} : { into };
  const row = lowerStructure(context, value);
  context.emit({ kind: 'save', table: lowerTable(context, table), row, ...target }, command);
  return 'done';
}

/** `FORMAT row AS JSON` is the row itself, any other value is read as JSON. */
function lowerStructure(context: Lowering, value: Expression): PlanExpression {
  const row = value.kind === 'call' ? printedRow(value) : undefined;
  if (row !== undefined) return context.expression(row);
  const given = variableOf(context, value);
  const kind: PlanExpression = { op: 'call', name: 'typeof', args: [given] };
  const text: PlanExpression = { op: 'literal', value: 'string' };
  return {
    op: 'choose',
    test: { op: 'binary', operator: '=', left: kind, right: text },
    yes: { op: 'call', name: 'json', args: [given] },
    no: given,
  };
}

/** The row of `FORMAT row AS JSON` and `TOJSON(row)`. */
function printedRow({ name, args }: CallExpression): Expression | undefined {
  const [row, pattern] = args;
  const isJson = pattern?.kind === 'literal' && String(pattern.value).toUpperCase() === 'JSON';
  const called = name.toUpperCase();
  return called === 'TOJSON' || (called === 'FORMAT' && isJson) ? row : undefined;
}

/** A variable with the value, so that it is evaluated once. */
function variableOf(context: Lowering, value: Expression): PlanExpression {
  const expression = context.expression(value);
  if (expression.op === 'variable') return expression;
  const name = context.temporary();
  context.emit({ kind: 'assign', name, path: [], value: expression }, value);
  return { op: 'variable', name };
}
