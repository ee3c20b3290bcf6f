import { exactArray } from './exact-array';
import { describeToken, type ParseContext } from './parse-context';
import { positionAt, type Span } from '../source';
import type { Expression, Pair } from './syntax';
import { CODE, codeOf, NAME, symbolText } from './vocabulary';

const COMMA = codeOf(',');
const COLON = codeOf(':');
const CLOSE_BRACKET = codeOf(')');
const CLOSE_LIST = codeOf(']');
const CLOSE_BRACE = codeOf('}');

/** `arguments = "(" [ expression { "," expression } [ "," ] ] ")" .` */
export function parseArguments(p: ParseContext): readonly Expression[] {
  return parseItems(p, CLOSE_BRACKET);
}

/** `list = "[" [ expression { "," expression } [ "," ] ] "]" .` */
export function parseList(p: ParseContext): Expression {
  const { start } = p;
  const items = parseItems(p, CLOSE_LIST);
  return { kind: 'list', items, start, end: p.lastEnd };
}

/** `group = "(" expression ")" | "${" expression "}" .` */
export function parseGroup(p: ParseContext): Expression {
  const open = openBracket(p);
  const inner = p.grammar.expression(p);
  closeBracket(p, open, open.end - open.start === 1 ? CLOSE_BRACKET : CLOSE_BRACE);
  return { ...inner, start: open.start, end: p.lastEnd };
}

/** `index = "[" expression "]" .` */
export function parseIndex(p: ParseContext): Expression {
  const open = openBracket(p);
  const index = p.grammar.expression(p);
  closeBracket(p, open, CLOSE_LIST);
  return index;
}

/** `object = ( "{" | "#{" ) [ field { "," field } [ "," ] ] "}" .` */
export function parseObject(p: ParseContext): Expression {
  const open = openBracket(p);
  const fields: Pair[] = [];
  while (p.code !== CLOSE_BRACE) {
    fields.push(parseField(p));
    if (p.code === CLOSE_BRACE || !p.accept(COMMA)) break;
  }
  closeBracket(p, open, CLOSE_BRACE);
  return { kind: 'object', fields: exactArray(fields), start: open.start, end: p.lastEnd };
}

function parseItems(p: ParseContext, close: number): readonly Expression[] {
  const open = openBracket(p);
  const items = p.code === close ? [] : readItems(p, close);
  closeBracket(p, open, close);
  return items;
}

function readItems(p: ParseContext, close: number): readonly Expression[] {
  const first = p.grammar.expression(p);
  if (!p.accept(COMMA) || p.code === close) return [first];
  const items = [first];
  do items.push(p.grammar.expression(p));
  while (p.accept(COMMA) && p.code !== close);
  return exactArray(items);
}

/** `field = ( name | text | number ) ":" expression .` */
function parseField(p: ParseContext): Pair {
  const { code } = p;
  if (code < NAME && code !== CODE.string && code !== CODE.number) {
    p.fail({
      code: 'BASIC_NAME_EXPECTED',
      message: `The name of a field is missing; ${describeToken(p.peek())} here.`,
      hint: 'Write { name: value }.',
    });
  }
  const { text, start, end } = p.next();
  const name = code === CODE.string ? text.slice(1, -1) : text;
  if (!p.accept(COLON)) {
    p.fail({
      code: 'BASIC_EXPECTED',
      message: `After the field ${name} a ":" is missing; ${describeToken(p.peek())} there.`,
      hint: 'Write { name: value }.',
    });
  }
  return { name, nameSpan: { start, end }, value: p.grammar.expression(p) };
}

/** Takes an opening bracket: up to the closing one, line ends are blanks. */
function openBracket(p: ParseContext): Span {
  const open = p.takeTokens(1);
  p.brackets += 1;
  p.enter();
  return open;
}

function closeBracket(p: ParseContext, open: Span, close: number): void {
  p.skipNewlines();
  p.leave();
  p.brackets -= 1;
  if (!p.accept(close)) missingBracket(p, open, close);
}

function missingBracket(p: ParseContext, open: Span, close: number): never {
  const text = p.source.text.slice(open.start, open.end);
  const found = p.tokenAt(0);
  const neverClosed = found.kind === 'end' || isOneLine(p, open, found);
  return p.fail({
    code: 'BASIC_BRACKET',
    message: neverClosed
      ? `This ${text} is never closed.`
      : `A ${symbolText(close)} is missing; ${describeToken(found)} there.`,
    span: neverClosed ? open : found,
    hint: `Add a ${symbolText(close)}.`,
  });
}

/** True when all that was read since the bracket stands on its line, and what was found does not. */
function isOneLine(p: ParseContext, open: Span, found: Span): boolean {
  const { line } = positionAt(p.source, open.start);
  const isFoundLater = positionAt(p.source, found.start).line > line;
  return isFoundLater && positionAt(p.source, p.lastEnd).line === line;
}
