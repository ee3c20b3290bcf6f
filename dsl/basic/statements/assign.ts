import { describeToken, type ParseContext } from '../parse-context';
import type { Statement, Target } from '../syntax';
import { codeOf, CodeSet, codeTable, endsLine, NAME } from '../vocabulary';

const OPERATORS = new CodeSet(['=', '+=', '-=', '==']);
/** The operators as the tree has them. */
const OPERATOR_NAMES = codeTable([
  ['=', '='],
  ['+=', '+='],
  ['-=', '-='],
] as const);
const MEMBERS = new CodeSet(['.', '?.']);
const DOT = codeOf('.');
const OPEN_LIST = codeOf('[');
const CLOSE_LIST = codeOf(']');

/** True at `[ "." ] name { "." name | "[" … "]" } ( "=" | "+=" | "-=" )`: an assignment, whatever the name is. */
export function startsAssignment(p: ParseContext, from = 0): boolean {
  const first = p.codeAt(from) === DOT && p.isInsideWith ? from + 1 : from;
  if (p.codeAt(first) < NAME) return false;
  let ahead = first + 1;
  for (;;) {
    const code = p.codeAt(ahead);
    if (OPERATORS.has(code)) return true;
    if (MEMBERS.has(code)) {
      if (p.codeAt(ahead + 1) < NAME || p.isOwnDot(ahead)) return false;
      ahead += 2;
    } else if (code === OPEN_LIST && p.isGlued(ahead)) ahead = afterBracket(p, ahead);
    else return false;
  }
}

function afterBracket(p: ParseContext, from: number): number {
  let open = 0;
  for (let ahead = from; ; ahead += 1) {
    const code = p.codeAt(ahead);
    if (endsLine(code)) return ahead;
    if (code === OPEN_LIST) open += 1;
    if (code === CLOSE_LIST) open -= 1;
    if (open === 0) return ahead + 1;
  }
}

/** `assign = target ( "=" | "+=" | "-=" ) expression .` The statement begins at `start`. */
export function parseAssign(p: ParseContext, start: number): Statement {
  const target = parseTarget(p);
  const operator = OPERATOR_NAMES[p.code] ?? failOperator(p);
  p.advance();
  const value = p.grammar.expression(p);
  return { kind: 'assign', target, operator, value, start, end: p.lastEnd };
}

/** A `==` is taken for a `=`. */
function failOperator(p: ParseContext): '=' {
  const operator = p.peek();
  if (operator.text === '==') {
    p.report({
      code: 'BASIC_DOUBLE_EQUALS',
      message: '"==" compares; to set a variable, write "=".',
      span: operator,
      hint: 'Write name = value.',
      fix: { title: 'Use =', span: operator, text: '=' },
    });
    return '=';
  }
  return p.fail({
    code: 'BASIC_EXPECTED',
    message: `After the name a "=" is missing; ${describeToken(operator)} there.`,
    hint: 'Write LET name = value.',
  });
}

/** `target = [ "." ] name { "." name | "[" expression "]" } .` */
export function parseTarget(p: ParseContext): Target {
  if (p.code < NAME && !(p.code === DOT && p.isInsideWith)) {
    p.fail({
      code: 'BASIC_NAME_EXPECTED',
      message: `The name of a variable is missing; ${describeToken(p.peek())} here.`,
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
