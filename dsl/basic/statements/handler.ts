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
  if (isTrigger)
    return { kind: 'handler', name, hasBody: false, args, body: [], ...p.spanFrom(head) };
  const open = { name, end: 'END ON', bounds: new Set(['END ON']), span: head };
  const { body, boundary } = p.grammar.block(p, open);
  if (boundary !== undefined) p.takeTokens(boundary.length);
  return { kind: 'handler', name, hasBody: true, args, body, ...p.spanFrom(head) };
}

/** A handler says DO at the end of its line, or has an END ON below that no other ON … DO needs. */
function hasBody(p: ParseContext): boolean {
  let end = lineEnd(p, 0);
  if (p.codeAt(end - 1) === DO) return true;
  for (let open = 0; p.codeAt(end) !== CODE.end;) {
    const start = end + 1;
    end = lineEnd(p, start);
    if (p.codeAt(start) === ON && p.codeAt(end - 1) === DO) open += 1;
    if (p.codeAt(start) !== END || p.codeAt(start + 1) !== ON) continue;
    if (open === 0) return true;
    open -= 1;
  }
  return false;
}

function lineEnd(p: ParseContext, from: number): number {
  let ahead = from;
  while (!endsLine(p.codeAt(ahead))) ahead += 1;
  return ahead;
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
