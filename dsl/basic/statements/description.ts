import type { ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Statement } from '../syntax';

/** `description = "DESCRIPTION" ( text | rest of the line ) .` */
export function parseDescription(p: ParseContext, head: Span): Statement {
  const first = p.peek();
  if (first.kind === 'string') {
    const value = p.grammar.operand(p);
    const text =
      value.kind === 'literal'
        ? String(value.value)
        : p.source.text.slice(first.start + 1, first.end - 1);
    return { kind: 'description', text, ...p.spanFrom(head) };
  }
  p.skipLine();
  const text = p.source.text.slice(first.start, Math.max(first.start, p.lastEnd));
  return { kind: 'description', text, ...p.spanFrom(head) };
}
