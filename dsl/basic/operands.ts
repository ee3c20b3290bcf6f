import { functionArity } from '../../plan/function-names';
import { isDigit } from './characters';
import { parseCommand } from './commands';
import { parseText } from './interpolation';
import { describeToken, type ParseContext } from './parse-context';
import { isKeywordHere, startsOperand } from './starts-operand';
import { joinSpans, positionAt, type Span } from '../source';
import type { Expression, Pair } from './syntax';
import { isGlued, plainName, type Token } from './token';

const MAX_CHAIN = 256;
/** Words that hold statements and conditions together: never a name. */
const NEVER_NAMES = new Set(['THEN', 'ELSE', 'AND', 'OR']);
/** Functions that can be written without brackets: `FORMAT x AS "0.0"`. */
const COMMAND_FUNCTIONS = new Set('FORMAT DATEADD DATEDIFF MAX MIN FIRST LAST'.split(' '));

/** `operand = primary { "." name | "?." name | "[" expression "]" | "." name "(" arguments ")" } .` */
export function parseOperand(p: ParseContext): Expression {
  return parsePostfixes(p, parsePrimary(p));
}

/** `target = name { "." name | "[" expression "]" } .` The present token is a word. */
export function parseTargetOperand(p: ParseContext): Expression {
  const { text, start, end } = p.next();
  return parsePostfixes(p, { kind: 'variable', name: plainName(text), start, end });
}

function parsePostfixes(p: ParseContext, first: Expression): Expression {
  let operand = first;
  for (let count = 0; ; count += 1) {
    const next = parsePostfix(p, operand);
    if (next === undefined) return operand;
    if (count >= MAX_CHAIN) {
      p.fail({
        code: 'BASIC_TOO_LONG',
        message: `A name takes at most ${MAX_CHAIN} members in a row.`,
      });
    }
    operand = next;
  }
}

function parsePostfix(p: ParseContext, object: Expression): Expression | undefined {
  const token = p.peek();
  if (token.kind !== 'symbol') return undefined;
  if (token.text === '.' || token.text === '?.') return parseMember(p, object, token);
  if (token.text !== '[' || !isGlued(token) || object.kind === 'literal') return undefined;
  p.next();
  const index = p.bracketed(() => {
    const found = p.grammar.expression(p);
    p.skipNewlines();
    return found;
  });
  if (!p.acceptSymbol(']')) missingBracket(p, token, ']');
  return { kind: 'index', object, index, start: object.start, end: p.lastEnd };
}

function parseMember(p: ParseContext, object: Expression, dot: Token): Expression {
  p.next();
  const nameSpan = p.peek();
  if (nameSpan.kind !== 'word') {
    p.fail({
      code: 'BASIC_NAME_EXPECTED',
      message: `After "${dot.text}" a name is missing; ${describeToken(nameSpan)} there.`,
    });
  }
  p.next();
  const name = nameSpan.text;
  if (p.isSymbol('(') && isGlued(p.peek())) {
    const args = parseArguments(p);
    return { kind: 'method', object, name, nameSpan, args, start: object.start, end: p.lastEnd };
  }
  const optional = dot.text === '?.';
  return { kind: 'member', object, name, nameSpan, optional, ...joinSpans(object, nameSpan) };
}

/** `primary = number | text | "(" expression ")" | list | object | "${" expression "}" | word .` */
function parsePrimary(p: ParseContext): Expression {
  const token = p.peek();
  if (token.kind === 'string') {
    p.next();
    return parseText(p, token);
  }
  if (token.kind === 'number') return parseNumber(p, token);
  if (token.kind === 'word') return parseWord(p, token);
  if (token.kind === 'symbol') {
    if (token.text === '(') return parseGroup(p, ')');
    if (token.text === '${') return parseGroup(p, '}');
    if (token.text === '[') return parseList(p);
    if (token.text === '{' || token.text === '#{') return parseObject(p);
  }
  return missingValue(p, token);
}

function missingValue(p: ParseContext, token: Token): never {
  const atEnd = token.kind === 'newline' || token.kind === 'end';
  return p.fail({
    code: 'BASIC_VALUE_MISSING',
    message: atEnd
      ? 'A value is missing here.'
      : `A value is missing; ${describeToken(token)} here.`,
    hint: 'Write a text in quotes, a number, a name or an expression.',
  });
}

function parseNumber(p: ParseContext, token: Token): Expression {
  p.next();
  const value = readNumber(token.text);
  if (value === undefined) {
    p.fail({
      code: 'BASIC_NUMBER',
      message: `${token.text.slice(0, 40)} is not a number.`,
      span: token,
      hint: 'Write numbers like 12 or 0.5; write anything else between quotes.',
    });
  }
  if (!Number.isFinite(value)) {
    p.fail({
      code: 'BASIC_NUMBER_RANGE',
      message: `${token.text.slice(0, 40)} is too large for a number.`,
      span: token,
      hint: 'Numbers go up to about 1.8e308.',
    });
  }
  return { kind: 'literal', value, start: token.start, end: token.end };
}

/** The value of `12`, `0.5`, `.5` or `1e3`. */
function readNumber(text: string): number | undefined {
  const [mantissa = '', exponent, ...rest] = text.toLowerCase().split('e');
  if (!isDecimal(mantissa) || rest.length > 0) return undefined;
  if (exponent === undefined) return Number(text);
  const isSigned = exponent.startsWith('-') || exponent.startsWith('+');
  return isDigits(isSigned ? exponent.slice(1) : exponent) ? Number(text) : undefined;
}

function isDecimal(text: string): boolean {
  const [whole = '', fraction, ...more] = text.split('.');
  if (fraction === undefined) return isDigits(whole);
  return more.length === 0 && isDigits(fraction) && (whole === '' || isDigits(whole));
}

function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (!isDigit(text.charCodeAt(at))) return false;
  return text !== '';
}

/** `word = "TRUE" | "FALSE" | "NULL" | "NEW" kind | function | command | name .` */
function parseWord(p: ParseContext, token: Token): Expression {
  if (NEVER_NAMES.has(token.upper)) missingValue(p, token);
  const constant = parseConstant(p, token);
  if (constant !== undefined) return constant;
  const next = p.tokenAt(1);
  const isCall = next.kind === 'symbol' && next.text === '(';
  const isFunction = functionArity(token.upper.toLowerCase()) !== undefined;
  if (isInterval(p, token)) return parseInterval(p, token);
  if (isCommandFunction(p, token, next)) return parseCommandFunction(p, token);
  if (isCall && isFunction) return parseCall(p, token);
  const match = p.matchPhrase();
  if (match?.phrase.hasValue === true && isKeywordHere(p, match.phrase, match.length)) {
    const command = p.nested(() => parseCommand(p, match));
    return { kind: 'command', command, start: command.start, end: command.end };
  }
  if (isCall) return parseCall(p, token);
  p.next();
  return { kind: 'variable', name: plainName(token.text), start: token.start, end: token.end };
}

/** `INTERVAL 90 DAY`, in conditions of data statements. */
function isInterval(p: ParseContext, token: Token): boolean {
  return (
    token.upper === 'INTERVAL' && p.tokenAt(1).kind === 'number' && p.tokenAt(2).kind === 'word'
  );
}

/** `interval = "INTERVAL" number unit .` */
function parseInterval(p: ParseContext, token: Token): Expression {
  p.next();
  const count = parseNumber(p, p.peek());
  const unit = p.next();
  const { start, end } = unit;
  const name: Expression = { kind: 'literal', value: unit.upper.toLowerCase(), start, end };
  return {
    kind: 'call',
    name: 'interval',
    nameSpan: token,
    args: [count, name],
    ...p.spanFrom(token),
  };
}

/** `MAX a, b`, but not `MAX(a, b)`, which is a call. */
function isCommandFunction(p: ParseContext, token: Token, next: Token): boolean {
  if (!COMMAND_FUNCTIONS.has(token.upper)) return false;
  return next.upper === '(' ? !isGlued(next) : startsOperand(p, 1);
}

function parseConstant(p: ParseContext, token: Token): Expression | undefined {
  const constants: Readonly<Record<string, boolean | null>> = {
    TRUE: true,
    FALSE: false,
    NULL: null,
  };
  if (Object.hasOwn(constants, token.upper)) {
    p.next();
    const value = constants[token.upper] ?? null;
    return { kind: 'literal', value, start: token.start, end: token.end };
  }
  if (p.areWords('NEW', 'ARRAY')) return { kind: 'list', items: [], ...p.takeTokens(2) };
  if (p.areWords('NEW', 'OBJECT') || p.areWords('CREATE', 'OBJECT')) {
    return { kind: 'object', fields: [], ...p.takeTokens(2) };
  }
  return undefined;
}

/** `call = name "(" [ expression { "," expression } ] ")" .` FORMAT takes `AS pattern` after it. */
function parseCall(p: ParseContext, token: Token): Expression {
  p.next();
  const args = parseArguments(p);
  const all = token.upper === 'FORMAT' && args.length === 1 ? [...args, ...parseAs(p)] : args;
  const name = plainName(token.text);
  return { kind: 'call', name, nameSpan: token, args: all, ...p.spanFrom(token) };
}

/** `command-function = name operand [ "AS" operand ] { "," operand } .` */
function parseCommandFunction(p: ParseContext, token: Token): Expression {
  p.next();
  const isFormat = token.upper === 'FORMAT';
  const read = (): Expression => (isFormat ? p.grammar.operand(p) : p.grammar.sum(p));
  const args = [p.nested(read)];
  if (isFormat) args.push(...parseAs(p));
  while (args.length < 3 && p.brackets === 0 && p.acceptSymbol(',')) args.push(read());
  return {
    kind: 'call',
    name: plainName(token.text),
    nameSpan: token,
    args,
    ...p.spanFrom(token),
  };
}

/** `AS pattern`; a bare word such as JSON is a text. */
function parseAs(p: ParseContext): readonly Expression[] {
  if (!p.acceptWords('AS')) return [];
  const token = p.peek();
  if (token.kind !== 'word') return [p.grammar.operand(p)];
  p.next();
  return [{ kind: 'literal', value: token.upper, start: token.start, end: token.end }];
}

/** `arguments = "(" [ expression { "," expression } [ "," ] ] ")" .` */
export function parseArguments(p: ParseContext): readonly Expression[] {
  const open = p.next();
  const args = p.bracketed(() => parseItems(p, ')'));
  if (!p.acceptSymbol(')')) missingBracket(p, open, ')');
  return args;
}

function parseGroup(p: ParseContext, close: ')' | '}'): Expression {
  const open = p.next();
  const inner = p.bracketed(() => {
    const found = p.grammar.expression(p);
    p.peek();
    return found;
  });
  if (!p.acceptSymbol(close)) missingBracket(p, open, close);
  return { ...inner, ...p.spanFrom(open) };
}

/** `list = "[" [ expression { "," expression } [ "," ] ] "]" .` */
function parseList(p: ParseContext): Expression {
  const open = p.next();
  const items = p.bracketed(() => parseItems(p, ']'));
  if (!p.acceptSymbol(']')) missingBracket(p, open, ']');
  return { kind: 'list', items, ...p.spanFrom(open) };
}

function parseItems(p: ParseContext, close: string): readonly Expression[] {
  const items: Expression[] = [];
  while (!p.isSymbol(close)) {
    items.push(p.grammar.expression(p));
    if (p.isSymbol(close) || !p.acceptSymbol(',')) break;
  }
  p.peek();
  return items;
}

/** `object = ( "{" | "#{" ) [ field { "," field } [ "," ] ] "}" .` `field = ( name | text ) ":" expression .` */
function parseObject(p: ParseContext): Expression {
  const open = p.next();
  const fields = p.bracketed(() => {
    const found: Pair[] = [];
    while (!p.isSymbol('}')) {
      found.push(parseField(p));
      if (p.isSymbol('}') || !p.acceptSymbol(',')) break;
    }
    p.peek();
    return found;
  });
  if (!p.acceptSymbol('}')) missingBracket(p, open, '}');
  return { kind: 'object', fields, ...p.spanFrom(open) };
}

function parseField(p: ParseContext): Pair {
  const token = p.peek();
  if (token.kind !== 'word' && token.kind !== 'string' && token.kind !== 'number') {
    p.fail({
      code: 'BASIC_NAME_EXPECTED',
      message: `The name of a field is missing; ${describeToken(token)} here.`,
      hint: 'Write { name: value }.',
    });
  }
  p.next();
  const name = token.kind === 'string' ? token.text.slice(1, -1) : token.text;
  if (!p.acceptSymbol(':')) {
    p.fail({
      code: 'BASIC_EXPECTED',
      message: `After the field ${name} a ":" is missing; ${describeToken(p.peek())} there.`,
      hint: 'Write { name: value }.',
    });
  }
  return { name, nameSpan: token, value: p.grammar.expression(p) };
}

function missingBracket(p: ParseContext, open: Span, close: string): never {
  const text = p.source.text.slice(open.start, open.end);
  const found = p.tokenAt(0);
  const neverClosed = found.kind === 'end' || isOneLine(p, open, found);
  return p.fail({
    code: 'BASIC_BRACKET',
    message: neverClosed
      ? `This ${text} is never closed.`
      : `A ${close} is missing; ${describeToken(found)} there.`,
    span: neverClosed ? open : found,
    hint: `Add a ${close}.`,
  });
}

/** True when all that was read since the bracket stands on its line, and what was found does not. */
function isOneLine(p: ParseContext, open: Span, found: Span): boolean {
  const { line } = positionAt(p.source, open.start);
  const isFoundLater = positionAt(p.source, found.start).line > line;
  return isFoundLater && positionAt(p.source, p.lastEnd).line === line;
}
