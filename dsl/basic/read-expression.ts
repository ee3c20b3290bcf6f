import type { ParseContext } from './parse-context';
import type { Span } from '../source';
import type { BrokenExpression, Expression } from './syntax';

/** An expression; when it cannot be read, the mistake is told and a broken one stands for it. */
export function readExpression(p: ParseContext): Expression {
  return p.guarded<Expression>(p.grammar.expression, broken);
}

function broken({ start, end }: Span): BrokenExpression {
  return { kind: 'broken', start, end };
}
