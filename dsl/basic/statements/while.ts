import { readExpression } from '../read-expression';
import type { OpenBlock, ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Expression, Statement } from '../syntax';

/** `while = "WHILE" expression [ "DO" ] newline block ( "WEND" | "END" "WHILE" ) .` */
export function parseWhile(p: ParseContext, head: Span): Statement {
  const condition = readExpression(p);
  p.acceptWords('DO');
  const open = { name: 'WHILE', end: 'END WHILE', bounds: new Set(['END WHILE']), span: head };
  const { body, boundary } = p.grammar.block(p, open);
  if (boundary !== undefined) p.takeTokens(boundary.length);
  const rest = { condition, until: false, test: 'before', body } as const;
  return { kind: 'while', word: 'WHILE', ...rest, ...p.spanFrom(head) };
}

/** `do = "DO" [ ( "WHILE" | "UNTIL" ) expression ] newline block "LOOP" [ ( "WHILE" | "UNTIL" ) expression ] .` */
export function parseDo(p: ParseContext, head: Span): Statement {
  const first = readTest(p);
  const open: OpenBlock = { name: 'DO', end: 'LOOP', bounds: new Set(['LOOP']), span: head };
  const { body, boundary } = p.grammar.block(p, open);
  if (boundary !== undefined) p.takeTokens(boundary.length);
  const last = boundary === undefined ? undefined : readTest(p);
  const test = first ?? last;
  const condition = test === undefined ? {} : { condition: test.condition };
  return {
    kind: 'while',
    word: 'DO',
    ...condition,
    until: test?.until ?? false,
    test: first === undefined && last !== undefined ? 'after' : 'before',
    body,
    ...p.spanFrom(head),
  };
}

interface Test {
  readonly condition: Expression;
  readonly until: boolean;
}

function readTest(p: ParseContext): Test | undefined {
  if (p.acceptWords('WHILE')) return { condition: readExpression(p), until: false };
  if (p.acceptWords('UNTIL')) return { condition: readExpression(p), until: true };
  return undefined;
}
