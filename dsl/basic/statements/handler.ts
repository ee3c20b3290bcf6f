import type { ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Expression, Statement } from '../syntax';
import { describeToken } from '../parse-context';

/** `handler = "ON" words expression { [ "," ] expression } [ "DO" ] newline block "END" "ON" .` */
export function parseHandler(p: ParseContext, head: Span, name: string): Statement {
  const args = p.guarded<readonly Expression[]>(
    () => readArgs(p, name),
    () => [],
  );
  const open = { name, end: 'END ON', bounds: new Set(['END ON']), span: head };
  const { body, boundary } = p.grammar.block(p, open);
  if (boundary !== undefined) p.takeTokens(boundary.length);
  return { kind: 'handler', name, args, body, ...p.spanFrom(head) };
}

function readArgs(p: ParseContext, name: string): readonly Expression[] {
  const args: Expression[] = [];
  while (!p.isLineEnd() && !p.isWord('DO')) {
    args.push(p.grammar.sum(p));
    p.acceptSymbol(',');
  }
  p.acceptWords('DO');
  if (!p.isLineEnd()) {
    p.fail({
      code: 'BASIC_UNEXPECTED',
      message: `After DO the line has to end; ${describeToken(p.peek())} there.`,
      hint: `Put the statements of ${name} on lines of their own.`,
    });
  }
  return args;
}
