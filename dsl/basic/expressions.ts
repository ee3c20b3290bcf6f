import { parseOperand } from './operands';
import { LEVEL, matchInfix, type InfixMatch } from './operators';
import { describeToken, type ParseContext } from './parse-context';
import { startsOperand } from './starts-operand';
import type { Span } from '../source';
import type { Expression, InfixExpression } from './syntax';
import { CODE, codeOf, CodeSet } from './vocabulary';

/** Operands in one row of operators: longer rows would overflow later readers of the tree. */
const MAX_CHAIN = 256;
const QUESTION = codeOf('?');
const COLON = codeOf(':');
const COMMA = codeOf(',');
const OPEN_BRACKET = codeOf('(');
const CLOSE_BRACKET = codeOf(')');
const AND = codeOf('AND');
const NOT = codeOf('NOT');
const BANG = codeOf('!');
const MINUS = codeOf('-');
const PLUS = codeOf('+');
/** Symbols that begin an operand although they begin no operand of a keyword. */
const SIGNS = new CodeSet(['(', '[', '-', '!']);

/** `expression = or-sum [ "?" expression ":" expression ] .` */
export function parseExpression(p: ParseContext): Expression {
  const test = parseInfix(p, LEVEL.or);
  return p.accept(QUESTION) ? parseChoice(p, test) : test;
}

function parseChoice(p: ParseContext, test: Expression): Expression {
  const yes = p.nested(parseExpression);
  if (!p.accept(COLON)) {
    p.fail({
      code: 'BASIC_CHOICE',
      message: `After "?" a ":" is missing; ${describeToken(p.peek())} there.`,
      hint: 'Write condition ? yes : no.',
    });
  }
  const no = p.nested(parseExpression);
  return { kind: 'choose', test, yes, no, start: test.start, end: no.end };
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
  const { operator } = match;
  const { start: operatorStart } = p;
  p.advance(match.length);
  if (operator === 'isNull' || operator === 'isNotNull') {
    const negated = operator === 'isNotNull';
    return { kind: 'isNull', operand: left, negated, start: left.start, end: p.lastEnd };
  }
  if (operator === 'between') return negateWhen(match, parseBetween(p, left));
  if (p.code === CODE.newline) continueAfterOperator(p, operatorStart);
  const right = operator === 'in' ? parseSet(p) : parseInfix(p, match.level + 1);
  const { start } = left;
  const infix: InfixExpression = { kind: 'infix', operator, left, right, start, end: right.end };
  return negateWhen(match, infix);
}

/** NOT IN, NOT LIKE and NOT BETWEEN. */
function negateWhen({ negated }: InfixMatch, operand: Expression): Expression {
  if (!negated) return operand;
  return { kind: 'prefix', operator: 'not', operand, start: operand.start, end: operand.end };
}

/** `between = operand "BETWEEN" sum "AND" sum .` */
function parseBetween(p: ParseContext, operand: Expression): Expression {
  const low = parseInfix(p, LEVEL.sum);
  if (!p.accept(AND)) {
    p.fail({
      code: 'BASIC_EXPECTED',
      message: `After BETWEEN an AND is missing; ${describeToken(p.peek())} there.`,
      hint: 'Write x BETWEEN 1 AND 10.',
    });
  }
  const high = parseInfix(p, LEVEL.sum);
  return { kind: 'between', operand, low, high, start: operand.start, end: high.end };
}

/** `set = "(" expression { "," expression } ")" | sum .` */
function parseSet(p: ParseContext): Expression {
  if (p.code !== OPEN_BRACKET) return parseInfix(p, LEVEL.sum);
  const open = p.next();
  const items = p.bracketed(() => {
    const found = [parseExpression(p)];
    while (p.accept(COMMA)) found.push(parseExpression(p));
    return found;
  });
  p.skipNewlines();
  if (!p.accept(CLOSE_BRACKET)) missingBracket(p, open);
  return { kind: 'list', items, ...p.spanFrom(open) };
}

function missingBracket(p: ParseContext, open: Span): never {
  return p.fail({
    code: 'BASIC_BRACKET',
    message: 'This ( is never closed.',
    span: open,
    hint: 'Add a ).',
  });
}

/** `prefix = { "NOT" | "!" | "-" | "+" } operand .` */
function parsePrefix(p: ParseContext, least: number): Expression {
  const { code } = p;
  if (code === BANG || (code === NOT && isPrefixNot(p))) return parseNot(p, least);
  if (code === MINUS || code === PLUS) return parseSigned(p);
  return parseOperand(p);
}

function parseNot(p: ParseContext, least: number): Expression {
  const { start } = p;
  p.advance();
  const operand = p.nested(() => parseInfix(p, Math.max(least, LEVEL.comparison)));
  return { kind: 'prefix', operator: 'not', operand, start, end: operand.end };
}

function parseSigned(p: ParseContext): Expression {
  const { start } = p;
  const isPlus = p.code === PLUS;
  p.advance();
  const isNumber = p.code === CODE.number;
  const operand = p.nested(() => parseInfix(p, LEVEL.power));
  if (isPlus) return operand;
  const place = { start, end: operand.end };
  if (isNumber && operand.kind === 'literal' && typeof operand.value === 'number') {
    return { kind: 'literal', value: -operand.value, ...place };
  }
  return { kind: 'prefix', operator: 'negate', operand, ...place };
}

/** `NOT` stands before an operand, another NOT, a bracket or a sign; else it is a name. */
function isPrefixNot(p: ParseContext): boolean {
  const next = p.codeAt(1);
  return SIGNS.has(next) || next === NOT || startsOperand(p, 1);
}

/** A line that ends with an operator goes on, unless a statement begins there. */
function continueAfterOperator(p: ParseContext, start: number): void {
  if (p.acceptNextLine(() => startsOperand(p, 0) || SIGNS.has(p.code))) return;
  p.fail({
    code: 'BASIC_VALUE_MISSING',
    message: `After ${p.source.text.slice(start, p.lastEnd)} a value is missing.`,
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
