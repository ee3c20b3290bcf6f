import { describeToken, type ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Expression, Statement, Target } from '../syntax';

/** `append = ( "APPEND" | "PUSH" ) operand ( "," | "WITH" ) expression .` Also between brackets. */
export function parseAppend(p: ParseContext, head: Span): Statement {
  if (p.isSymbol('(')) {
    const [list, value] = p.grammar.args(p);
    return finish(p, head, { list, value });
  }
  const list = p.grammar.operand(p);
  if (!p.acceptSymbol(',') && !p.acceptWords('WITH')) {
    p.fail({
      code: 'BASIC_APPEND',
      message: `After the list a comma is missing; ${describeToken(p.peek())} there.`,
      hint: 'Write APPEND list, value.',
    });
  }
  p.acceptNextLine(() => true);
  return finish(p, head, { list, value: p.grammar.expression(p) });
}

function finish(
  p: ParseContext,
  head: Span,
  parts: { list: Expression | undefined; value: Expression | undefined },
): Statement {
  const { list, value } = parts;
  if (list !== undefined && value !== undefined && isTarget(list)) {
    return { kind: 'append', list, value, ...p.spanFrom(head) };
  }
  return p.fail({
    code: 'BASIC_APPEND',
    message: 'APPEND needs the name of a list and a value.',
    span: p.spanFrom(head),
    hint: 'Write APPEND list, value.',
  });
}

function isTarget(expression: Expression): expression is Target {
  return ['variable', 'member', 'index'].includes(expression.kind);
}
