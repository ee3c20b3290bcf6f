import { parsePairs, startsPair } from '../keyword-parts';
import type { ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Statement } from '../syntax';

/** `return = "RETURN" [ expression | "WITH" pairs ] .` */
export function parseReturn(p: ParseContext, head: Span): Statement {
  if (p.isLineEnd() || p.isWord('ELSE')) return { kind: 'return', ...p.spanFrom(head) };
  if (!p.isWord('WITH') || p.tokenAt(1).kind === 'newline') {
    const value = p.grammar.expression(p);
    return { kind: 'return', value, ...p.spanFrom(head) };
  }
  const word = p.next();
  if (!startsPair(p)) {
    const value = p.grammar.expression(p);
    return { kind: 'return', value, ...p.spanFrom(head) };
  }
  const fields = parsePairs(p);
  const value = { kind: 'object', fields, ...p.spanFrom(word) } as const;
  return { kind: 'return', value, ...p.spanFrom(head) };
}
