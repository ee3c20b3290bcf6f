import type { ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Statement } from '../syntax';
import { parsePairs, startsPair } from '../keyword-parts';

/** `publish = "PUBLISH" "EVENT" sum [ "WITH" ( expression | pairs ) ] .` */
export function parsePublish(p: ParseContext, head: Span): Statement {
  const event = p.grammar.sum(p);
  if (!p.isWord('WITH')) return { kind: 'publish', event, ...p.spanFrom(head) };
  const word = p.next();
  const data =
    startsPair(p) && p.peek().kind === 'word'
      ? ({ kind: 'object', fields: parsePairs(p), ...p.spanFrom(word) } as const)
      : p.grammar.expression(p);
  return { kind: 'publish', event, data, ...p.spanFrom(head) };
}
