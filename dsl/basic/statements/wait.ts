import type { ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Statement } from '../syntax';

/** `wait = ( "WAIT" | "DELAY" ) expression .` Seconds. */
export function parseWait(p: ParseContext, head: Span): Statement {
  if (p.isWord('FOR') && p.tokenAt(1).text !== '.') {
    p.fail({
      code: 'BASIC_WAIT_FOR',
      message: 'After WAIT FOR the word EVENT is missing.',
      hint: 'Write WAIT FOR EVENT "name" TIMEOUT 60.',
    });
  }
  const seconds = p.grammar.expression(p);
  return { kind: 'wait', seconds, ...p.spanFrom(head) };
}
