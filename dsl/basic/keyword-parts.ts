import { describeToken, type ParseContext } from './parse-context';
import { startsOperand } from './starts-operand';
import type { Span } from '../source';
import type { Expression, Pair } from './syntax';
import { plainName } from './token';
import { CODE, codeOf, endsLine, NAME } from './vocabulary';

const OPEN_BRACKET = codeOf('(');
const CLOSE_BRACKET = codeOf(')');
const COMMA = codeOf(',');
const EQUALS = codeOf('=');
const AS = codeOf('AS');

/** The words of a keyword that were just read, and where it stands. */
export interface Head {
  readonly name: string;
  readonly span: Span;
  /** Inside an expression an argument ends before comparisons, AND and OR. */
  readonly inExpression: boolean;
  /** Right of a `+`: a key ends where the next `+` begins. */
  readonly afterPlus?: boolean;
}

/** One argument of a keyword. */
export function parseArgument(p: ParseContext, head: Head): Expression {
  p.enter();
  const argument = readArgument(p, head);
  p.leave();
  return argument;
}

function readArgument(p: ParseContext, head: Head): Expression {
  if (head.afterPlus === true && takesKey(p, head)) return p.grammar.operand(p);
  return head.inExpression ? p.grammar.sum(p) : p.grammar.expression(p);
}

const KEYED = new Set('GET SESSION,GET USER MEMORY,GET BOT MEMORY,RECALL,CACHE GET'.split(','));

/** True for keywords whose argument is a key: `"a" + GET SESSION "k" + "b"` joins three texts. */
function takesKey(p: ParseContext, head: Head): boolean {
  if (KEYED.has(head.name)) return true;
  const { kind, text } = p.peek();
  return head.name === 'GET' && kind === 'string' && isKey(text.slice(1, -1));
}

/** `session.name` is a key, an address or a file is none. */
function isKey(text: string): boolean {
  return ['session.', 'user.', 'bot.', 'config'].some((start) => text.startsWith(start));
}

/** A comma between arguments; the line may end after it. Inside brackets it belongs to them. */
export function acceptComma(p: ParseContext): boolean {
  if (p.brackets > 0 || !p.accept(COMMA)) return false;
  if (p.code !== CODE.newline) return true;
  if (p.acceptNextLine(() => startsOperand(p, 0) || p.isSymbol('(', '-', '['))) return true;
  return p.fail({
    code: 'BASIC_VALUE_MISSING',
    message: 'After the comma a value is missing.',
    hint: 'Complete the list or remove the comma.',
  });
}

/** `arguments = argument { "," argument } .` Also between brackets, when nothing follows these. */
export function parseArgumentList(p: ParseContext, head: Head): readonly Expression[] {
  if (isCallForm(p, head)) return p.grammar.args(p);
  const args = [parseArgument(p, head)];
  while (acceptComma(p)) args.push(parseArgument(p, head));
  return args;
}

/** True for `KEYWORD(a, b)`: in a statement only when the bracket closes at the end of the line. */
export function isCallForm(p: ParseContext, head: Head): boolean {
  if (p.code !== OPEN_BRACKET) return false;
  if (head.inExpression) return true;
  let open = 0;
  for (let ahead = 0; ; ahead += 1) {
    const code = p.codeAt(ahead);
    if (endsLine(code)) return false;
    if (code === OPEN_BRACKET) open += 1;
    if (code === CLOSE_BRACKET) open -= 1;
    if (open === 0) return endsLine(p.codeAt(ahead + 1));
  }
}

/** True at `name =` or `name AS`. */
export function startsPair(p: ParseContext): boolean {
  const { code } = p;
  const next = p.codeAt(1);
  return (code >= NAME || code === CODE.string) && (next === EQUALS || next === AS);
}

/** `pairs = pair { "," pair } .` `pair = name ( "=" | "AS" ) expression .` */
export function parsePairs(p: ParseContext): readonly Pair[] {
  const pairs = [parsePair(p)];
  while (p.accept(COMMA)) {
    p.acceptNextLine(() => startsPair(p));
    pairs.push(parsePair(p));
  }
  return pairs;
}

function parsePair(p: ParseContext): Pair {
  const token = p.peek();
  if (!startsPair(p)) {
    p.fail({
      code: 'BASIC_PAIR',
      message: `"name = value" or "name AS value" is missing; ${describeToken(token)} here.`,
      hint: 'Write for example total = 5, state = "new".',
    });
  }
  p.next();
  p.next();
  const name = token.kind === 'string' ? token.text.slice(1, -1) : plainName(token.text);
  return { name, nameSpan: token, value: p.grammar.expression(p) };
}
