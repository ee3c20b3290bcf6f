import type { Span } from '../../source';
import { describeToken, type ParseContext } from '../parse-context';
import type { Statement } from '../syntax';
import { plainName } from '../token';

/** `goto = ( "GOTO" | "GOSUB" ) name .` */
export function parseGoto(p: ParseContext, head: Span, word: 'GOTO' | 'GOSUB'): Statement {
  const token = p.peek();
  if (token.kind !== 'word') {
    p.fail({
      code: 'BASIC_NAME_EXPECTED',
      message: `After ${word} the name of a label is missing; ${describeToken(token)} there.`,
      hint: `Write ${word} again, and again: on a line of its own where to go on.`,
    });
  }
  p.next();
  const nameSpan = { start: token.start, end: token.end };
  return { kind: 'goto', word, name: plainName(token.text), nameSpan, ...p.spanFrom(head) };
}

/** `label = name ":" .` Alone on its line. */
export function parseLabel(p: ParseContext): Statement {
  const { text, start } = p.peek();
  const { end } = p.takeTokens(2);
  return { kind: 'label', name: plainName(text), start, end };
}
