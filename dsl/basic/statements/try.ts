import { describeToken, type Boundary, type OpenBlock, type ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Expression, Statement, TryStatement, VariableExpression } from '../syntax';
import { plainName } from '../token';

type Parts = { -readonly [Name in 'variable' | 'handler' | 'finally']?: TryStatement[Name] };

/**
 * `try = "TRY" [ "TIMEOUT" sum ] newline block [ "CATCH" [ name ] newline block ] [ "FINALLY" newline block ]
 *   "END" "TRY" .`
 */
export function parseTry(p: ParseContext, head: Span): Statement {
  const open: OpenBlock = {
    name: 'TRY',
    end: 'END TRY',
    bounds: new Set(['CATCH', 'FINALLY', 'END TRY']),
    span: head,
  };
  const timeout = readTimeout(p);
  const parts: Parts = {};
  const first = p.grammar.block(p, open);
  let { boundary } = first;
  while (boundary !== undefined && boundary.name !== 'END TRY') {
    const { name, length, span } = boundary;
    if (isTaken(parts, name)) partTwice(p, name, span);
    p.takeTokens(length);
    boundary = readPart(p, open, parts, name);
  }
  if (boundary !== undefined) {
    p.takeTokens(boundary.length);
    if (!hasPart(parts) && timeout === undefined) nothingHandles(p, head);
  }
  const limit = timeout === undefined ? {} : { timeout };
  return { kind: 'try', ...limit, body: first.body, ...parts, ...p.spanFrom(head) };
}

function readTimeout(p: ParseContext): Expression | undefined {
  if (!p.acceptWords('TIMEOUT')) return undefined;
  return p.guarded<Expression>(
    () => p.grammar.sum(p),
    (span) => ({ kind: 'broken', ...span }),
  );
}

/** A CATCH stands before a FINALLY, and each of them once. */
function isTaken(parts: Parts, name: string): boolean {
  return name === 'CATCH' ? hasPart(parts) : parts.finally !== undefined;
}

function readPart(
  p: ParseContext,
  open: OpenBlock,
  parts: Parts,
  name: string,
): Boundary | undefined {
  if (name === 'CATCH') readVariable(p, parts);
  const { body, boundary } = p.grammar.block(p, open);
  const key = name === 'CATCH' ? 'handler' : 'finally';
  parts[key] = [...(parts[key] ?? []), ...body];
  return boundary;
}

function hasPart(parts: Parts): boolean {
  return parts.handler !== undefined || parts.finally !== undefined;
}

function readVariable(p: ParseContext, parts: Parts): void {
  if (p.isLineEnd()) return;
  const token = p.peek();
  if (token.kind !== 'word') {
    p.report({
      code: 'BASIC_NAME_EXPECTED',
      message: `After CATCH only the name of a variable can stand; ${describeToken(token)} there.`,
      hint: 'Write CATCH problem, or CATCH alone.',
    });
    p.skipLine();
    return;
  }
  p.next();
  const { start, end } = token;
  const variable: VariableExpression = {
    kind: 'variable',
    name: plainName(token.text),
    start,
    end,
  };
  parts.variable = variable;
}

function partTwice(p: ParseContext, name: string, span: Span): void {
  p.report({
    code: 'BASIC_TRY_PART',
    message: `Nothing but END TRY can follow here, and ${name} stands.`,
    span,
    hint: 'A TRY has at most one CATCH, then at most one FINALLY.',
  });
}

function nothingHandles(p: ParseContext, head: Span): void {
  p.report({
    code: 'BASIC_TRY_PART',
    message: 'This TRY has neither CATCH nor FINALLY.',
    span: head,
    hint: 'Add CATCH problem and what is to be done then.',
  });
}
