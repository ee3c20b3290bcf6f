import { describeToken, type ParseContext } from '../parse-context';
import { parseRawText } from '../interpolation';
import type { Span } from '../../source';
import { rawText } from '../raw-block';
import type { Expression, Statement } from '../syntax';

/** `talk = "TALK" expression .` */
export function parseTalk(p: ParseContext, head: Span): Statement {
  const message = p.grammar.expression(p);
  return { kind: 'talk', message, start: head.start, end: p.endFrom(head) };
}

/** `talk-to = "TALK" "TO" sum "," expression .` */
export function parseTalkTo(p: ParseContext, head: Span): Statement {
  const to = p.grammar.sum(p);
  if (!p.acceptSymbol(',')) {
    p.fail({
      code: 'BASIC_TALK_TO',
      message: `After the receiver a comma is missing; ${describeToken(p.peek())} there.`,
      hint: 'Write TALK TO "person", "text".',
    });
  }
  p.acceptNextLine(() => true);
  const message = p.grammar.expression(p);
  return { kind: 'talk', message, to, ...p.spanFrom(head) };
}

/** `print = "PRINT" expression { "," expression } .` The values are joined by blanks. */
export function parsePrint(p: ParseContext, head: Span): Statement {
  if (p.isLineEnd()) {
    const empty = { kind: 'literal', value: '', ...p.spanFrom(head) } as const;
    return { kind: 'talk', message: empty, ...p.spanFrom(head) };
  }
  const parts: Expression[] = [p.grammar.expression(p)];
  while (p.acceptSymbol(',')) {
    const blank = { start: p.lastEnd, end: p.lastEnd };
    parts.push({ kind: 'literal', value: ' ', ...blank }, p.grammar.expression(p));
  }
  const [only] = parts;
  const span = p.spanFrom(head);
  const message: Expression =
    only !== undefined && parts.length === 1 ? only : { kind: 'template', parts, ...span };
  return { kind: 'talk', message, ...span };
}

/** `talk-block = "BEGIN" "TALK" newline text "END" "TALK" .` */
export function parseTalkBlock(p: ParseContext, head: Span): Statement {
  const message = readRawBlock(p, head, 'TALK');
  return { kind: 'talk', message, ...p.spanFrom(head) };
}

/** `raw-block = newline text "END" name .` The present token is the end of the first line. */
export function readRawBlock(p: ParseContext, head: Span, name: string): Expression {
  if (p.peek().kind === 'newline') p.next();
  const raw = p.peek();
  let message: Expression = { kind: 'literal', value: '', start: raw.start, end: raw.start };
  if (raw.kind === 'raw') {
    p.next();
    const end = raw.start + rawText(raw.text).length;
    message = parseRawText(p, { start: raw.start, end });
  }
  if (p.acceptWords('END', ...name.split(' '))) return message;
  p.report({
    code: 'BASIC_BLOCK_OPEN',
    message: `This BEGIN ${name} has no END ${name}.`,
    span: head,
    hint: `Add a line END ${name}.`,
  });
  return message;
}
