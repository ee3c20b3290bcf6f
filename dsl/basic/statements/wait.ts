import type { ParseContext } from '../parse-context';
import { isClauseHere } from '../starts-operand';
import type { Span } from '../../source';
import type { Statement } from '../syntax';

/** `wait = ( "WAIT" | "DELAY" ) ( expression | "UNTIL" expression ) .` Seconds, or a date. */
export function parseWait(p: ParseContext, head: Span): Statement {
  if (p.isWord('FOR') && p.tokenAt(1).text !== '.') {
    p.fail({
      code: 'BASIC_WAIT_FOR',
      message: 'After WAIT FOR the word EVENT is missing.',
      hint: 'Write WAIT FOR EVENT "name" TIMEOUT 60.',
    });
  }
  const isUntil = p.isWord('UNTIL') && isClauseHere(p, 1);
  if (isUntil) p.next();
  const time = p.grammar.expression(p);
  return { kind: 'wait', time, isUntil, ...p.spanFrom(head) };
}
