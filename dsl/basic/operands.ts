import { parseArguments, parseGroup, parseIndex, parseList, parseObject } from './brackets';
import { parseText } from './interpolation';
import { parseNumber } from './numbers';
import { describeToken, type ParseContext } from './parse-context';
import type { Expression } from './syntax';
import { CODE, codeOf, codeTable, endsLine, NAME } from './vocabulary';
import { takeVariable } from './take-variable';
import { parseWord } from './word-operand';

const MAX_CHAIN = 256;
const DOT = codeOf('.');
const OPTIONAL_DOT = codeOf('?.');
const OPEN_BRACKET = codeOf('(');
const OPEN_LIST = codeOf('[');
/** What begins with each opening bracket. */
const BRACKETS = codeTable<(p: ParseContext) => Expression>([
  ['(', parseGroup],
  ['${', parseGroup],
  ['[', parseList],
  ['{', parseObject],
  ['#{', parseObject],
]);

/** `operand = primary { "." name | "?." name | "[" expression "]" | "." name "(" arguments ")" } .` */
export function parseOperand(p: ParseContext): Expression {
  return parsePostfixes(p, parsePrimary(p));
}

/** `target = [ "." ] name { "." name | "[" expression "]" } .` The present token is a word. */
export function parseTargetOperand(p: ParseContext): Expression {
  return parsePostfixes(p, p.code === DOT ? withObject(p) : takeVariable(p));
}

function parsePostfixes(p: ParseContext, first: Expression): Expression {
  let operand = first;
  for (let count = 0; ; count += 1) {
    const { code } = p;
    if (code !== DOT && code !== OPTIONAL_DOT && code !== OPEN_LIST) return operand;
    const next = code === OPEN_LIST ? parseElement(p, operand) : parseMember(p, operand);
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

/** `element = operand "[" expression "]" .` The bracket stands right after the operand, which is no bare literal. */
function parseElement(p: ParseContext, object: Expression): Expression | undefined {
  if (!p.isGlued() || (object.kind === 'literal' && !isGroup(p, object))) return undefined;
  const index = parseIndex(p);
  return { kind: 'index', object, index, start: object.start, end: p.lastEnd };
}

/** An expression between brackets has their place. */
function isGroup(p: ParseContext, { start }: Expression): boolean {
  return p.source.text.startsWith('(', start);
}

/** `member = operand ( "." | "?." ) name [ "(" arguments ")" ] .` */
function parseMember(p: ParseContext, object: Expression): Expression {
  const optional = p.code === OPTIONAL_DOT;
  p.advance();
  const word = p.word();
  if (word === undefined) {
    p.fail({
      code: 'BASIC_NAME_EXPECTED',
      message: `After "${optional ? '?.' : '.'}" a name is missing; ${describeToken(p.peek())} there.`,
    });
  }
  const name = word.text;
  const nameSpan = p.takeTokens(1);
  const { start } = object;
  if (p.code === OPEN_BRACKET && p.isGlued()) {
    const args = parseArguments(p);
    return { kind: 'method', object, name, nameSpan, args, start, end: p.lastEnd };
  }
  return { kind: 'member', object, name, nameSpan, optional, start, end: nameSpan.end };
}

/** `primary = number | text | "(" expression ")" | list | object | "${" expression "}" | word .` */
function parsePrimary(p: ParseContext): Expression {
  const { code } = p;
  if (code >= NAME) return parseWord(p) ?? missingValue(p);
  if (code === CODE.string) return parseText(p);
  if (code === CODE.number) return parseNumber(p);
  if (code === DOT && p.isInsideWith) return withObject(p);
  const parse = BRACKETS[code];
  return parse === undefined ? missingValue(p) : parse(p);
}

/** The object of the WITH around; the dot behind it is read next. */
function withObject(p: ParseContext): Expression {
  return { kind: 'withObject', start: p.start, end: p.start };
}

function missingValue(p: ParseContext): never {
  return p.fail({
    code: 'BASIC_VALUE_MISSING',
    message: endsLine(p.code)
      ? 'A value is missing here.'
      : `A value is missing; ${describeToken(p.peek())} here.`,
    hint: 'Write a text in quotes, a number, a name or an expression.',
  });
}
