import type { Expression as PlanExpression } from '../../plan/expression';
import type { Expression, VariableExpression } from '../basic/syntax';
import { lower } from './facts';
import type { Lowering } from './lowering';

/** The name of a table: a text, or a word that is no variable. `orders.csv` is the table `orders`. */
export function lowerTable(context: Lowering, table: Expression): PlanExpression {
  if (table.kind === 'literal' && typeof table.value === 'string') {
    return { op: 'literal', value: localTable(table.value) };
  }
  if (table.kind === 'variable' && isName(context, table))
    return { op: 'literal', value: localTable(table.name) };
  const isFile = table.kind === 'member' && table.name.toLowerCase() === 'csv';
  if (isFile && table.object.kind === 'variable') {
    return { op: 'literal', value: table.object.name };
  }
  return context.expression(table);
}

/** Between brackets a word is a variable, whoever sets it. */
function isName({ facts }: Lowering, { name, start, end }: VariableExpression): boolean {
  const isBracketed = end - start > name.length + 1;
  return !isBracketed && !facts.variables.has(lower(name));
}

/** A name in a text without its connection dot and `.csv`. */
export function localTable(text: string): string {
  const local = text.startsWith('.') ? text.slice(1) : text;
  return local.toLowerCase().endsWith('.csv') ? local.slice(0, -4) : local;
}
