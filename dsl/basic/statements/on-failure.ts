import type { ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Statement } from '../syntax';

/** `on-failure = "ON" "FAILURE" ( "HOLD" | [ "DO" ] newline block "END" "ON" ) .` */
export function parseOnFailure(p: ParseContext, head: Span): Statement {
  if (p.acceptWords('HOLD')) return { kind: 'hold', ...p.spanFrom(head) };
  p.acceptWords('DO');
  const open = { name: 'ON FAILURE', end: 'END ON', bounds: new Set(['END ON']), span: head };
  const { body, boundary } = p.grammar.block(p, open);
  if (boundary !== undefined) p.takeTokens(boundary.length);
  return { kind: 'onFailure', body, ...p.spanFrom(head) };
}
