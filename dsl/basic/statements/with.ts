import { readBoundary } from '../boundaries';
import { describeToken, type ParseContext } from '../parse-context';
import { positionAt, type Span } from '../../source';
import type { Expression, Statement, Target, WithField } from '../syntax';

/** `with = "WITH" operand newline { [ "." ] name { "." name } "=" expression newline } "END" "WITH" .` */
export function parseWith(p: ParseContext, head: Span): Statement {
  const target = p.guarded<Expression>(
    () => p.grammar.operand(p),
    (span) => ({ kind: 'broken', ...span }),
  );
  const fields: WithField[] = [];
  for (;;) {
    p.skipLine();
    p.skipNewlines();
    const boundary = readBoundary(p);
    if (boundary?.name === 'END WITH') {
      p.takeTokens(boundary.length);
      break;
    }
    if (boundary !== undefined || p.peek().kind === 'end' || startsOtherStatement(p)) {
      missingEnd(p, head);
      break;
    }
    const field = p.guarded(
      () => readField(p),
      () => undefined,
    );
    if (field !== undefined) fields.push(field);
  }
  if (!isTarget(target)) return { kind: 'broken', ...p.spanFrom(head) };
  return { kind: 'with', target, fields, ...p.spanFrom(head) };
}

function isTarget(expression: Expression): expression is Target {
  return ['variable', 'member', 'index'].includes(expression.kind);
}

function readField(p: ParseContext): WithField {
  p.acceptSymbol('.');
  const path: { name: string; nameSpan: Span }[] = [];
  do {
    const token = p.peek();
    if (token.kind !== 'word') failField(p);
    p.next();
    path.push({ name: token.text, nameSpan: token });
  } while (p.acceptSymbol('.'));
  if (!p.acceptSymbol('=')) failField(p);
  const value = p.grammar.expression(p);
  if (!p.isLineEnd()) failField(p);
  return { path, value };
}

function failField(p: ParseContext): never {
  return p.fail({
    code: 'BASIC_WITH_FIELD',
    message: `A line between WITH and END WITH has the form name = value; ${describeToken(p.peek())} here.`,
    hint: 'Write for example total = 5.',
  });
}

/** A line that can only be a statement shows that END WITH was forgotten. */
function startsOtherStatement(p: ParseContext): boolean {
  const next = p.tokenAt(1);
  return p.matchPhrase() !== undefined && !['=', '.'].includes(next.text);
}

function missingEnd(p: ParseContext, head: Span): void {
  p.report({
    code: 'BASIC_BLOCK_OPEN',
    message: 'This WITH has no END WITH.',
    span: head,
    hint: `Add END WITH before line ${positionAt(p.source, p.peek().start).line}.`,
  });
}
