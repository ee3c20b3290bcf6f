import { readExpression } from '../read-expression';
import { describeToken, type OpenBlock, type ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Expression, IfArm, Statement } from '../syntax';
import { codeOf, endsLine } from '../vocabulary';

const THEN = codeOf('THEN');
const BOUNDS = new Set(['ELSE', 'ELSE IF', 'END IF']);

/**
 * `if = "IF" expression "THEN" newline block { ( "ELSE" "IF" | "ELSEIF" ) expression "THEN" block }
 *   [ "ELSE" block ] ( "END" "IF" | "ENDIF" )
 *   | "IF" expression "THEN" statement [ "ELSE" statement ]
 *   | "IF" expression "{" block "}" [ "ELSE" "{" block "}" ] .`
 */
export function parseIf(p: ParseContext, head: Span): Statement {
  const single = isSingleLine(p);
  const condition = readExpression(p);
  if (p.isSymbol('{')) return parseBraces(p, head, condition);
  const hasThen = p.accept(THEN);
  if (!hasThen) missingThen(p);
  if (single || !p.isLineEnd()) return parseSingleLine(p, head, { condition, hasThen });
  return parseLines(p, head, condition);
}

/** True when something stands after THEN on the same line. */
function isSingleLine(p: ParseContext): boolean {
  for (let ahead = 0; ; ahead += 1) {
    const code = p.codeAt(ahead);
    if (endsLine(code)) return false;
    if (code === THEN) return !endsLine(p.codeAt(ahead + 1));
  }
}

function missingThen(p: ParseContext): void {
  const at = { start: p.lastEnd, end: p.lastEnd };
  const found = p.peek();
  p.report({
    code: 'BASIC_MISSING_THEN',
    message: p.isLineEnd()
      ? 'After the condition of IF the word THEN is missing.'
      : `After the condition of IF the word THEN is missing; ${describeToken(found)} there.`,
    ...(p.isLineEnd() ? {} : { span: found }),
    hint: 'Write IF condition THEN.',
    ...(p.isLineEnd() ? { fix: { title: 'Add THEN', span: at, text: ' THEN' } } : {}),
  });
  if (found.upper === 'DO') p.skipLine();
  if (p.acceptNextLine(() => p.isWord('THEN'))) p.next();
}

interface SingleLine {
  readonly condition: Expression;
  readonly hasThen: boolean;
}

function parseSingleLine(p: ParseContext, head: Span, line: SingleLine): Statement {
  if (!line.hasThen || p.isLineEnd()) {
    if (!line.hasThen) for (const bound of BOUNDS) p.forgiven.add(bound);
    p.skipLine();
    return { kind: 'broken', ...p.spanFrom(head) };
  }
  const arms: IfArm[] = [{ condition: line.condition, body: [p.grammar.inline(p)] }];
  const otherwise = p.acceptWords('ELSE') ? [p.grammar.inline(p)] : undefined;
  return finish(p, head, arms, otherwise);
}

function parseLines(p: ParseContext, head: Span, first: Expression): Statement {
  const open: OpenBlock = { name: 'IF', end: 'END IF', bounds: BOUNDS, span: head };
  const arms: IfArm[] = [];
  let condition: Expression | undefined = first;
  let otherwise: readonly Statement[] | undefined;
  for (;;) {
    const { body, boundary } = p.grammar.block(p, open);
    if (condition === undefined) otherwise = [...(otherwise ?? []), ...body];
    else arms.push({ condition, body });
    if (boundary === undefined) break;
    if (otherwise !== undefined && boundary.name !== 'END IF') elseTwice(p, boundary.span);
    p.takeTokens(boundary.length);
    if (boundary.name === 'END IF') break;
    condition = boundary.name === 'ELSE IF' ? readElseIf(p) : undefined;
  }
  return finish(p, head, arms, otherwise);
}

function finish(
  p: ParseContext,
  head: Span,
  arms: readonly IfArm[],
  otherwise: readonly Statement[] | undefined,
): Statement {
  const { start } = head;
  const end = p.endFrom(head);
  if (otherwise === undefined) return { kind: 'if', arms, start, end };
  return { kind: 'if', arms, otherwise, start, end };
}

function readElseIf(p: ParseContext): Expression {
  const condition = readExpression(p);
  if (!p.accept(THEN)) missingThen(p);
  return condition;
}

function elseTwice(p: ParseContext, span: Span): void {
  p.report({
    code: 'BASIC_ELSE_TWICE',
    message: 'This IF already has its ELSE; nothing but END IF can follow it.',
    span,
    hint: 'Put the ELSE IF parts before the ELSE.',
  });
}

function parseBraces(p: ParseContext, head: Span, condition: Expression): Statement {
  const body = readBraces(p, head);
  let otherwise: readonly Statement[] | undefined;
  const hasElse = p.acceptWords('ELSE') || (p.acceptNextLine(() => p.isWord('ELSE')) && p.next());
  if (hasElse !== false) {
    otherwise = p.isWord('IF')
      ? [parseIf(p, p.next())]
      : p.isSymbol('{')
        ? readBraces(p, head)
        : [p.grammar.inline(p)];
  }
  return finish(p, head, [{ condition, body }], otherwise);
}

function readBraces(p: ParseContext, head: Span): readonly Statement[] {
  p.next();
  const open = { name: 'IF', end: '}', bounds: new Set(['}']), span: head };
  const { body, boundary } = p.grammar.block(p, open);
  if (boundary !== undefined) p.takeTokens(boundary.length);
  return body;
}
