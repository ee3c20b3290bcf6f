import type { Head } from '../keyword-parts';
import { describeToken, type ParseContext } from '../parse-context';
import type { KeywordCommand } from '../syntax';

/** `set-header = "SET" "HEADER" sum ( "," | "=" | "AS" ) expression .` */
export function parseSetHeader(p: ParseContext, head: Head): KeywordCommand {
  const name = p.grammar.sum(p);
  if (!p.acceptSymbol(',') && !p.acceptSymbol('=') && !p.acceptWords('AS')) {
    p.fail({
      code: 'BASIC_HEADER',
      message: `After the name of the header its value is missing; ${describeToken(p.peek())} there.`,
      hint: 'Write SET HEADER "Accept", "application/json".',
    });
  }
  p.acceptNextLine(() => true);
  const value = p.grammar.expression(p);
  return {
    kind: 'keyword',
    name: head.name,
    args: [name, value],
    clauses: [],
    ...p.spanFrom(head.span),
  };
}
