import { describeToken, type ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Expression, Statement, Target } from '../syntax';
import { codeOf, CodeSet, NAME } from '../vocabulary';
import { startsAssignment } from './assign';

const DOT = codeOf('.');
const BEFORE_PARTS = new CodeSet(['(', '[', '.', '?.', ':']);

/** `with = "WITH" operand newline { field | statement } "END" "WITH" .` */
export function parseWith(p: ParseContext, head: Span): Statement {
  const target = p.guarded<Expression>(
    () => p.grammar.operand(p),
    (span) => ({ kind: 'broken', ...span }),
  );
  const open = { name: 'WITH', end: 'END WITH', bounds: new Set(['END WITH']), span: head };
  const { body, boundary } = p.grammar.block(p, open);
  if (boundary !== undefined) p.takeTokens(boundary.length);
  if (!isTarget(target)) return { kind: 'broken', ...p.spanFrom(head) };
  return { kind: 'with', target, body, ...p.spanFrom(head) };
}

function isTarget(expression: Expression): expression is Target {
  return ['variable', 'member', 'index'].includes(expression.kind);
}

/** True where a line of the WITH around it sets a member, or was meant to. */
export function startsField(p: ParseContext): boolean {
  if (p.openBlocks.at(-1)?.name !== 'WITH' || p.code < NAME !== (p.code === DOT)) return false;
  if (startsAssignment(p)) return true;
  return p.code !== DOT && p.matchPhrase() === undefined && !BEFORE_PARTS.has(p.codeAt(1));
}

/** `field = [ "." ] name { "." name } "=" expression .` */
export function parseField(p: ParseContext): Statement {
  const { start } = p;
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
  return { kind: 'field', path, value, start, end: p.lastEnd };
}

function failField(p: ParseContext): never {
  return p.fail({
    code: 'BASIC_WITH_FIELD',
    message: `A member is set by name = value between WITH and END WITH; ${describeToken(p.peek())} here.`,
    hint: 'Write for example total = 5.',
  });
}
