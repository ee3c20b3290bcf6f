import { describeToken, type ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Statement, Target } from '../syntax';
import { isGlued } from '../token';

const OPERATORS = new Set(['=', '+=', '-=', '==']);

/** True at `name { "." name | "[" … "]" } ( "=" | "+=" | "-=" )`: an assignment, whatever the name is. */
export function startsAssignment(p: ParseContext, from = 0): boolean {
  if (p.tokenAt(from).kind !== 'word') return false;
  let ahead = from + 1;
  for (;;) {
    const token = p.tokenAt(ahead);
    if (token.kind !== 'symbol') return false;
    if (OPERATORS.has(token.text)) return true;
    if (token.text === '.' || token.text === '?.') {
      if (p.tokenAt(ahead + 1).kind !== 'word') return false;
      ahead += 2;
    } else if (token.text === '[' && isGlued(token)) {
      ahead = afterBracket(p, ahead);
    } else return false;
  }
}

function afterBracket(p: ParseContext, from: number): number {
  let open = 0;
  for (let ahead = from; ; ahead += 1) {
    const token = p.tokenAt(ahead);
    if (token.kind === 'newline' || token.kind === 'end') return ahead;
    if (token.upper === '[') open += 1;
    if (token.upper === ']') open -= 1;
    if (open === 0) return ahead + 1;
  }
}

/** `assign = target ( "=" | "+=" | "-=" ) expression .` */
export function parseAssign(p: ParseContext, head: Span): Statement {
  const target = parseTarget(p);
  const operator = p.peek();
  const { text } = operator;
  if (text === '==') {
    p.report({
      code: 'BASIC_DOUBLE_EQUALS',
      message: '"==" compares; to set a variable, write "=".',
      span: operator,
      hint: 'Write name = value.',
      fix: { title: 'Use =', span: operator, text: '=' },
    });
  } else if (text !== '=' && text !== '+=' && text !== '-=') {
    p.fail({
      code: 'BASIC_EXPECTED',
      message: `After the name a "=" is missing; ${describeToken(operator)} there.`,
      hint: 'Write LET name = value.',
    });
  }
  p.next();
  const value = p.grammar.expression(p);
  const kind = text === '+=' || text === '-=' ? text : '=';
  return { kind: 'assign', target, operator: kind, value, ...p.spanFrom(head) };
}

/** `target = name { "." name | "[" expression "]" } .` */
export function parseTarget(p: ParseContext): Target {
  const first = p.peek();
  if (first.kind !== 'word') {
    p.fail({
      code: 'BASIC_NAME_EXPECTED',
      message: `The name of a variable is missing; ${describeToken(first)} here.`,
    });
  }
  const operand = p.grammar.target(p);
  if (operand.kind === 'variable' || operand.kind === 'member' || operand.kind === 'index') {
    return operand;
  }
  return p.fail({
    code: 'BASIC_TARGET',
    message: 'Only a variable, a member or an element can be set.',
    span: operand,
    hint: 'Write name = value.',
  });
}
