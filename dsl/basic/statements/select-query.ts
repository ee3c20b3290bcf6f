import { unixLines } from '../interpolation';
import type { Head } from '../keyword-parts';
import type { ParseContext } from '../parse-context';
import type { KeywordCommand } from '../syntax';

/** Words that carry the query over to the next line. */
const NEXT_LINE = new Set('FROM JOIN LEFT INNER GROUP WHERE ORDER LIMIT HAVING'.split(' '));

/** `select-query = "SELECT" text-of-the-query .` The query is kept as text. */
export function parseSelectQuery(p: ParseContext, head: Head): KeywordCommand {
  const first = p.tokenAt(0);
  do {
    while (!p.isLineEnd() && !(p.brackets > 0 && p.isSymbol(')'))) p.next();
  } while (p.acceptNextLine(() => NEXT_LINE.has(p.tokenAt(0).upper)));
  const span = p.spanFrom(head.span);
  const value = unixLines(p.source.text.slice(first.start, Math.max(first.start, span.end)));
  const query = { kind: 'literal', value, start: first.start, end: span.end } as const;
  return { kind: 'keyword', name: 'SELECT', args: [query], clauses: [], ...span };
}
