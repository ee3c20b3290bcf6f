import { describeToken, type ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Statement } from '../syntax';

/** `on-error = "ON" "ERROR" ( "RESUME" "NEXT" | "GOTO" "0" ) .` */
export function parseOnError(p: ParseContext, head: Span, name: string): Statement {
  if (name === 'ON ERROR RESUME NEXT') return { kind: 'onError', mode: 'resume', ...head };
  const token = p.peek();
  if (token.text === '0') {
    p.next();
    return { kind: 'onError', mode: 'fail', ...p.spanFrom(head) };
  }
  return p.fail({
    code: 'BASIC_ON_ERROR',
    message: `ON ERROR GOTO takes only 0; ${describeToken(token)} there.`,
    hint: 'To handle failures, put the statements between TRY and CATCH.',
  });
}
