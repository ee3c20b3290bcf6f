import type { ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Expression, Statement } from '../syntax';
import { describeToken } from '../parse-context';
import { CODE, codeOf, endsLine } from '../vocabulary';

const DO = codeOf('DO');
const END = codeOf('END');
const ON = codeOf('ON');

/**
 * `handler = "ON" words expression { [ "," ] expression } [ "DO" ] newline block "END" "ON" .`
 * `trigger = "ON" words expression { [ "," ] expression } .` It is the whole file that runs then.
 */
export function parseHandler(p: ParseContext, head: Span, name: string): Statement {
  const isTrigger = !hasBody(p);
  const args = p.guarded<readonly Expression[]>(
    () => readArgs(p, name),
    () => [],
  );
  if (isTrigger) return { kind: 'handler', name, args, body: [], ...p.spanFrom(head) };
  const open = { name, end: 'END ON', bounds: new Set(['END ON']), span: head };
  const { body, boundary } = p.grammar.block(p, open);
  if (boundary !== undefined) p.takeTokens(boundary.length);
  return { kind: 'handler', name, args, body, ...p.spanFrom(head) };
}

/** A handler says DO at the end of its line, or has its END ON below. */
function hasBody(p: ParseContext): boolean {
  let isFirstLine = true;
  for (let ahead = 0; ; ahead += 1) {
    const code = p.codeAt(ahead);
    if (code === CODE.end) return false;
    if (isFirstLine && code === DO) return true;
    if (endsLine(code)) isFirstLine = false;
    if (code === END && p.codeAt(ahead + 1) === ON) return true;
  }
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
