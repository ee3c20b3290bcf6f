import { describeToken, type ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Statement } from '../syntax';

/** `set-memory = "SET" "BOT" "MEMORY" sum "," expression .` */
export function parseSetMemory(p: ParseContext, head: Span): Statement {
  const key = p.grammar.sum(p);
  if (!p.acceptSymbol(',')) {
    p.fail({
      code: 'BASIC_MEMORY',
      message: `SET BOT MEMORY needs a key, a comma and a value; after the key ${describeToken(p.peek())}.`,
      hint: 'Write SET BOT MEMORY "key", value.',
    });
  }
  p.acceptNextLine(() => true);
  const value = p.grammar.expression(p);
  return { kind: 'setMemory', key, value, ...p.spanFrom(head) };
}

/** `share = "BOT" "SHARE" "MEMORY" sum "WITH" expression .` */
export function parseShare(p: ParseContext, head: Span): Statement {
  const key = p.grammar.sum(p);
  if (!p.acceptWords('WITH')) {
    p.fail({
      code: 'BASIC_MEMORY',
      message: `After the key the word WITH is missing; ${describeToken(p.peek())} there.`,
      hint: 'Write BOT SHARE MEMORY "key" WITH "other-bot".',
    });
  }
  const target = p.grammar.expression(p);
  return { kind: 'share', key, with: target, ...p.spanFrom(head) };
}
