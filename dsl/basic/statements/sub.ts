import { describeToken, type ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Statement, VariableExpression } from '../syntax';
import { plainName } from '../token';

/** `sub = ( "SUB" | "FUNCTION" ) name [ "(" [ name { "," name } ] ")" ] newline block "END" ( "SUB" | "FUNCTION" ) .` */
export function parseSub(p: ParseContext, head: Span, word: 'SUB' | 'FUNCTION'): Statement {
  const end = `END ${word}`;
  if (p.openBlocks.some((block) => block.name === 'SUB' || block.name === 'FUNCTION')) {
    p.report({
      code: 'BASIC_SUB_INSIDE',
      message: `A ${word} cannot stand inside another one.`,
      span: head,
      hint: `Close the one before with END ${word}, or move this one out.`,
    });
  }
  const header = p.guarded(
    () => readHeader(p, word),
    () => undefined,
  );
  const open = { name: word, end, bounds: new Set([end]), span: head };
  const { body, boundary } = p.grammar.block(p, open);
  if (boundary !== undefined) p.takeTokens(boundary.length);
  if (header === undefined) return { kind: 'broken', ...p.spanFrom(head) };
  return { kind: 'sub', word, ...header, body, ...p.spanFrom(head) };
}

function readHeader(
  p: ParseContext,
  word: string,
): { name: string; nameSpan: Span; parameters: readonly VariableExpression[] } {
  const nameSpan = p.peek();
  if (nameSpan.kind !== 'word') {
    p.fail({
      code: 'BASIC_NAME_EXPECTED',
      message: `After ${word} its name is missing; ${describeToken(nameSpan)} there.`,
    });
  }
  p.next();
  return { name: plainName(nameSpan.text), nameSpan, parameters: readParameters(p) };
}

/** Types such as `AS STRING` are allowed and say nothing. */
function readParameters(p: ParseContext): readonly VariableExpression[] {
  const hasBrackets = p.acceptSymbol('(');
  const parameters: VariableExpression[] = [];
  while (p.peek().kind === 'word') {
    const { text, start, end } = p.next();
    parameters.push({ kind: 'variable', name: plainName(text), start, end });
    if (p.acceptWords('AS') && p.peek().kind === 'word') p.next();
    if (!p.acceptSymbol(',')) break;
  }
  if (!hasBrackets || p.acceptSymbol(')')) return parameters;
  return p.fail({
    code: 'BASIC_BRACKET',
    message: `A ) is missing after the parameters; ${describeToken(p.peek())} there.`,
    hint: 'Add a ).',
  });
}
