import { parseOperand } from './operands';
import { LEVEL, matchInfix, type InfixMatch } from './operators';
import { describeToken, type ParseContext } from './parse-context';
import { startsOperand } from './starts-operand';
import { joinSpans } from '../source';
import type { Expression } from './syntax';

/** Operands in one row of operators: longer rows would overflow later readers of the tree. */
const MAX_CHAIN = 256;

/** `expression = or-sum [ "?" expression ":" expression ] .` */
export function parseExpression(p: ParseContext): Expression {
  const test = parseInfix(p, LEVEL.or);
  if (!p.isSymbol('?')) return test;
  p.next();
  const yes = p.nested(() => parseExpression(p));
  if (!p.acceptSymbol(':')) {
    p.fail({
      code: 'BASIC_CHOICE',
      message: `After "?" a ":" is missing; ${describeToken(p.peek())} there.`,
      hint: 'Write condition ? yes : no.',
    });
  }
  const no = p.nested(() => parseExpression(p));
  return { kind: 'choose', test, yes, no, ...joinSpans(test, no) };
}

/** `sum = product { ( "+" | "-" | "??" ) product } .` */
export function parseSum(p: ParseContext): Expression {
  return parseInfix(p, LEVEL.sum);
}

/** `infix = prefix { operator prefix } .`, for operators that bind at least so strongly. */
function parseInfix(p: ParseContext, least: number): Expression {
  let left = parsePrefix(p, least);
  for (let count = 0; ; count += 1) {
    const match = matchInfix(p);
    if (match === undefined || match.level < least) return left;
    if (count >= MAX_CHAIN) tooLong(p);
    left = parseRight(p, left, match);
  }
}

function parseRight(p: ParseContext, left: Expression, match: InfixMatch): Expression {
  const operator = p.takeTokens(match.length);
  const { operator: name } = match;
  if (name === 'isNull' || name === 'isNotNull') {
    const span = joinSpans(left, operator);
    return { kind: 'isNull', operand: left, negated: name === 'isNotNull', ...span };
  }
  const found = name === 'between' ? parseBetween(p, left) : parseInfixRight(p, left, match);
  return match.negated ? { ...found, kind: 'prefix', operator: 'not', operand: found } : found;

  function parseInfixRight(
    context: ParseContext,
    operand: Expression,
    row: InfixMatch,
  ): Expression {
    continueAfterOperator(context, context.source.text.slice(operator.start, operator.end));
    const right = row.operator === 'in' ? parseSet(context) : parseInfix(context, row.level + 1);
    const infix = row.operator as Extract<Expression, { kind: 'infix' }>['operator'];
    return { kind: 'infix', operator: infix, left: operand, right, ...joinSpans(operand, right) };
  }
}

/** `between = operand "BETWEEN" sum "AND" sum .` */
function parseBetween(p: ParseContext, operand: Expression): Expression {
  const low = parseInfix(p, LEVEL.sum);
  if (!p.acceptWords('AND')) {
    p.fail({
      code: 'BASIC_EXPECTED',
      message: `After BETWEEN an AND is missing; ${describeToken(p.peek())} there.`,
      hint: 'Write x BETWEEN 1 AND 10.',
    });
  }
  const high = parseInfix(p, LEVEL.sum);
  return { kind: 'between', operand, low, high, ...joinSpans(operand, high) };
}

/** `set = "(" expression { "," expression } ")" | sum .` */
function parseSet(p: ParseContext): Expression {
  if (!p.isSymbol('(')) return parseInfix(p, LEVEL.sum);
  const open = p.next();
  const items = p.bracketed(() => {
    const found = [parseExpression(p)];
    while (p.acceptSymbol(',')) found.push(parseExpression(p));
    return found;
  });
  p.skipNewlines();
  if (!p.acceptSymbol(')')) missingBracket(p, open);
  return { kind: 'list', items, ...p.spanFrom(open) };
}

function missingBracket(p: ParseContext, open: { start: number; end: number }): never {
  return p.fail({
    code: 'BASIC_BRACKET',
    message: 'This ( is never closed.',
    span: open,
    hint: 'Add a ).',
  });
}

/** `prefix = { "NOT" | "!" | "-" | "+" } operand .` */
function parsePrefix(p: ParseContext, least: number): Expression {
  const token = p.peek();
  if (token.kind === 'word' && token.upper === 'NOT' && isPrefixNot(p)) {
    p.next();
    const operand = p.nested(() => parseInfix(p, Math.max(least, LEVEL.comparison)));
    return { kind: 'prefix', operator: 'not', operand, ...joinSpans(token, operand) };
  }
  if (token.kind === 'symbol' && token.text === '!') {
    p.next();
    const operand = p.nested(() => parseInfix(p, Math.max(least, LEVEL.comparison)));
    return { kind: 'prefix', operator: 'not', operand, ...joinSpans(token, operand) };
  }
  if (token.kind === 'symbol' && (token.text === '-' || token.text === '+')) {
    p.next();
    const operand = p.nested(() => parseInfix(p, LEVEL.power));
    if (token.text === '+') return operand;
    return negate(operand, joinSpans(token, operand));
  }
  return parseOperand(p);
}

/** `NOT` stands before an operand, another NOT, a bracket or a sign; else it is a name. */
function isPrefixNot(p: ParseContext): boolean {
  const next = p.tokenAt(1);
  const isSign = next.kind === 'symbol' && ['(', '-', '!', '['].includes(next.text);
  return isSign || next.upper === 'NOT' || startsOperand(p, 1);
}

function negate(operand: Expression, span: { start: number; end: number }): Expression {
  const value = operand.kind === 'literal' ? operand.value : undefined;
  if (typeof value === 'number') return { kind: 'literal', value: -value, ...span };
  return { kind: 'prefix', operator: 'negate', operand, ...span };
}

/** A line that ends with an operator goes on, unless a statement begins there. */
function continueAfterOperator(p: ParseContext, operator: string): void {
  if (p.peek().kind !== 'newline') return;
  if (p.acceptNextLine(() => startsOperand(p, 0) || p.isSymbol('(', '[', '-', '!'))) return;
  p.fail({
    code: 'BASIC_VALUE_MISSING',
    message: `After ${operator} a value is missing.`,
    hint: 'Complete the expression or remove the operator.',
  });
}

function tooLong(p: ParseContext): never {
  return p.fail({
    code: 'BASIC_TOO_LONG',
    message: `An expression takes at most ${MAX_CHAIN} operators in a row.`,
    hint: 'Put a part of it into a variable first.',
  });
}
