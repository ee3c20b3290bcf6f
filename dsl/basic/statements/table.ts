import { readBoundary } from '../boundaries';
import { describeToken, type ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Statement } from '../syntax';

/** `table = "TABLE" name rest-of-line newline { any line } "END" "TABLE" .` */
export function parseTable(p: ParseContext, head: Span): Statement {
  const token = p.peek();
  if (token.kind !== 'word' && token.kind !== 'string') {
    p.fail({
      code: 'BASIC_NAME_EXPECTED',
      message: `After TABLE its name is missing; ${describeToken(token)} there.`,
    });
  }
  p.next();
  const name = token.kind === 'string' ? token.text.slice(1, -1) : token.text;
  const header = restOfLine(p);
  const lines: string[] = [];
  for (;;) {
    p.skipNewlines();
    const boundary = readBoundary(p);
    if (boundary?.name === 'END TABLE') {
      p.takeTokens(boundary.length);
      break;
    }
    if (p.peek().kind === 'end') {
      missingEnd(p, head);
      break;
    }
    lines.push(restOfLine(p));
  }
  return { kind: 'table', name, header, lines, ...p.spanFrom(head) };
}

function restOfLine(p: ParseContext): string {
  const { start } = p.tokenAt(0);
  p.skipLine();
  return p.source.text.slice(start, Math.max(start, p.lastEnd));
}

function missingEnd(p: ParseContext, head: Span): void {
  p.report({
    code: 'BASIC_BLOCK_OPEN',
    message: 'This TABLE has no END TABLE.',
    span: head,
    hint: 'Add END TABLE after its columns.',
  });
}
