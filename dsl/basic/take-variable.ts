import type { ParseContext } from './parse-context';
import type { VariableExpression } from './syntax';

/** Takes the present word as the name of a variable. */
export function takeVariable(p: ParseContext): VariableExpression {
  const name = p.word()?.name ?? '';
  const { start } = p;
  p.advance();
  return { kind: 'variable', name, start, end: p.lastEnd };
}
