import { unixLines } from '../interpolation';
import { parseKeyword } from './keyword';
import type { ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Statement } from '../syntax';

/** `schedule = "SET" "SCHEDULE" ( words | arguments ) .` English such as `every 1 hour` needs no quotes. */
export function parseSchedule(p: ParseContext, head: Span, name: string): Statement {
  const first = p.tokenAt(0);
  const second = p.tokenAt(1);
  const isEnglish = first.kind === 'word' && (second.kind === 'word' || second.kind === 'number');
  if (isEnglish) return parseRawLine(p, head, name);
  const command = parseKeyword(p, { name, span: head, inExpression: false });
  return { kind: 'command', command, ...p.spanFrom(head) };
}

/** `raw-line = words rest-of-the-line .` The rest is kept as text. */
export function parseRawLine(p: ParseContext, head: Span, name: string): Statement {
  const first = p.tokenAt(0);
  p.skipLine();
  const span = p.spanFrom(head);
  const value = unixLines(p.source.text.slice(first.start, Math.max(first.start, span.end)));
  const text = {
    kind: 'literal',
    value,
    start: first.start,
    end: Math.max(first.start, span.end),
  } as const;
  const command = { kind: 'keyword', name, args: [text], clauses: [], ...span } as const;
  return { kind: 'command', command, ...span };
}
