import { describeToken, type Boundary, type ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Expression, LoopFork, Statement, VariableExpression } from '../syntax';
import { plainName } from '../token';
import { codeOf, NAME } from '../vocabulary';
import { takeVariable } from '../take-variable';
import { parseJoin } from './join';

const BOUNDS = new Set(['END FOR']);
const IN = codeOf('IN');
const DO = codeOf('DO');
const LAST = codeOf('LAST');
const TO = codeOf('TO');
const STEP = codeOf('STEP');
const EQUALS = codeOf('=');

/** `for = "FOR" name "=" expression "TO" expression [ "STEP" expression ] newline block "NEXT" [ name ] .` */
export function parseFor(p: ParseContext, head: Span): Statement {
  if (p.codeAt(1) === IN) return parseForEach(p, head);
  const parts = p.guarded(readRange, nothing);
  const body = readBody(p, head, parts?.variable);
  if (parts === undefined) return { kind: 'broken', ...p.spanFrom(head) };
  return { kind: 'for', ...parts, body, start: head.start, end: p.endFrom(head) };
}

/**
 * `for-each = "FOR" [ "EACH" ] name "IN" expression [ "LAST" sum ] [ "IN" "PARALLEL" [ "MAX" sum ] join ]
 *   [ "DO" ] [ "LAST" sum ] newline block end .`
 */
export function parseForEach(p: ParseContext, head: Span): Statement {
  const parts = p.guarded(readEach, nothing);
  const body = readBody(p, head, parts?.variable);
  if (parts === undefined) return { kind: 'broken', ...p.spanFrom(head) };
  return { kind: 'forEach', ...parts, body, start: head.start, end: p.endFrom(head) };
}

function readRange(p: ParseContext): {
  variable: VariableExpression;
  from: Expression;
  to: Expression;
  by?: Expression;
} {
  const variable = readVariable(p);
  if (!p.accept(EQUALS)) failFor(p, `After the variable a "=" is missing`);
  const from = p.grammar.expression(p);
  if (!p.accept(TO)) failFor(p, 'The word TO is missing');
  const to = p.grammar.expression(p);
  const by = p.accept(STEP) ? p.grammar.expression(p) : undefined;
  return by === undefined ? { variable, from, to } : { variable, from, to, by };
}

function readEach(p: ParseContext): {
  variable: VariableExpression;
  list: Expression;
  last?: Expression;
  parallel?: LoopFork;
} {
  const variable = readVariable(p);
  if (!p.accept(IN)) {
    p.fail({
      code: 'BASIC_FOR',
      message: `After the variable the word IN is missing; ${describeToken(p.peek())} there.`,
      hint: 'Write FOR EACH item IN list.',
    });
  }
  const list = p.grammar.expression(p);
  const before = readLast(p);
  const parallel = readParallel(p);
  p.accept(DO);
  const last = before ?? readLast(p);
  return {
    variable,
    list,
    ...(last !== undefined && { last }),
    ...(parallel !== undefined && { parallel }),
  };
}

function readParallel(p: ParseContext): LoopFork | undefined {
  const head = p.peek();
  if (!p.acceptWords('IN', 'PARALLEL')) return undefined;
  const max = p.acceptWords('MAX') ? p.grammar.sum(p) : undefined;
  return { ...(max !== undefined && { max }), ...parseJoin(p), ...p.spanFrom(head) };
}

function readLast(p: ParseContext): Expression | undefined {
  return p.accept(LAST) ? p.grammar.sum(p) : undefined;
}

function readVariable(p: ParseContext): VariableExpression {
  if (p.code < NAME) failFor(p, 'The variable of the loop is missing');
  return takeVariable(p);
}

function failFor(p: ParseContext, what: string): never {
  return p.fail({
    code: 'BASIC_FOR',
    message: `${what}; ${describeToken(p.peek())} here.`,
    hint: 'Write FOR i = 1 TO 10 or FOR EACH item IN list.',
  });
}

function readBody(
  p: ParseContext,
  head: Span,
  variable: VariableExpression | undefined,
): readonly Statement[] {
  const open = { name: 'FOR', end: 'NEXT', bounds: BOUNDS, span: head };
  const { body, boundary } = p.grammar.block(p, open);
  if (boundary !== undefined) readEnd(p, boundary, variable);
  return body;
}

/** `NEXT v` has to name the variable of its own loop. */
function readEnd(
  p: ParseContext,
  boundary: Boundary,
  variable: VariableExpression | undefined,
): void {
  p.takeTokens(boundary.length);
  if (p.code < NAME) return;
  const token = p.next();
  if (variable === undefined || same(token.text, variable.name)) return;
  p.report({
    code: 'BASIC_NEXT_VARIABLE',
    message: `NEXT names ${token.text}, but the loop counts ${variable.name}.`,
    span: token,
    hint: `Write NEXT ${variable.name}, or NEXT alone.`,
    related: [{ message: 'The loop begins here.', span: variable }],
    fix: { title: `Use ${variable.name}`, span: token, text: variable.name },
  });
}

function nothing(): undefined {
  return undefined;
}

function same(a: string, b: string): boolean {
  return plainName(a).toLowerCase() === b.toLowerCase();
}
