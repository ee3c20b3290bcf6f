import { Reporter } from '../reporter';
import type { Span } from '../source';
import { CHAR, isWordPart, isWordStart } from './characters';
import { readPiece } from './lexer';
import { Fault, ParseContext, Stop } from './parse-context';
import { interpolationEnd, opensInterpolation } from './string-reader';
import type { Expression } from './syntax';
import { CODE } from './vocabulary';

/** After so many `${` that are no expressions the rest is text: looking on would take ever longer. */
const MAX_FAILURES = 32;
/** Characters that mean something inside a text. */
const SPECIAL = new Uint8Array(128);
for (const character of '"\\$\r') SPECIAL[character.charCodeAt(0)] = 1;

/** `text = '"' { character | escape | "${" expression "}" } '"' .` The present token is a text. */
export function parseText(p: ParseContext): Expression {
  const { text } = p.source;
  const { start } = p;
  p.advance();
  const end = p.lastEnd;
  const quote = text.charCodeAt(start);
  const isClosed = end - start > 1 && text.charCodeAt(end - 1) === quote;
  const innerEnd = isClosed ? end - 1 : end;
  if (isPlain(text, start + 1, innerEnd)) {
    return { kind: 'literal', value: text.slice(start + 1, innerEnd), start, end };
  }
  const inner = { start: start + 1, end: innerEnd };
  const isSingle = quote === CHAR.singleQuote;
  if (isSingle) return { ...literal(p, inner, false), start, end };
  return template(p, inner, { place: { start, end }, raw: false });
}

/** True for a text that stands for itself: no escape, no quote, no `${`, no line end of Windows. */
function isPlain(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 128 && SPECIAL[code] === 1) return false;
  }
  return true;
}

/** The text of a raw block: interpolated, without escapes; `{name}` counts too when it is a variable. */
export function parseRawText(p: ParseContext, span: Span): Expression {
  return template(p, span, { place: { start: span.start, end: span.end }, raw: true });
}

/** A text without any `${…}` is a literal. */
function template(
  p: ParseContext,
  inner: Span,
  { place, raw }: { readonly place: Span; readonly raw: boolean },
): Expression {
  const parts = readParts(p, inner, raw);
  return parts === undefined
    ? { ...literal(p, inner, raw), ...place }
    : { kind: 'template', parts, ...place };
}

/** Undefined when there is nothing but text. */
function readParts(p: ParseContext, span: Span, raw: boolean): readonly Expression[] | undefined {
  const { text } = p.source;
  const parts: Expression[] = [];
  let from = span.start;
  let at = span.start;
  let failures = 0;
  while (at < span.end && failures < MAX_FAILURES) {
    const found = readHole(p, { at, end: span.end, raw });
    if (found === undefined) {
      if (opensInterpolation(text, at)) failures += 1;
      at += !raw && text.charCodeAt(at) === CHAR.backslash ? 2 : 1;
      continue;
    }
    if (at > from) parts.push(literal(p, { start: from, end: at }, raw));
    parts.push(found.expression);
    at = found.end;
    from = at;
  }
  if (parts.length === 0) return undefined;
  if (span.end > from) parts.push(literal(p, { start: from, end: span.end }, raw));
  return parts;
}

interface Hole {
  readonly expression: Expression;
  readonly end: number;
}

function readHole(
  p: ParseContext,
  place: { readonly at: number; readonly end: number; readonly raw: boolean },
): Hole | undefined {
  const { text } = p.source;
  const { at, end: limit } = place;
  if (place.raw && text.charCodeAt(at) === CHAR.openBrace) return readNamed(p, at);
  if (!opensInterpolation(text, at)) return undefined;
  const end = interpolationEnd(text, at);
  if (end < 0 || end > limit) return undefined;
  const inner = { start: at + 2, end: end - 1 };
  const expression = parseInner(p, inner);
  if (expression !== undefined) return { expression, end };
  p.report({
    code: 'BASIC_INTERPOLATION',
    severity: 'warning',
    message: `\${${text.slice(inner.start, inner.end).slice(0, 60)}} is no expression; it stays text.`,
    span: { start: at, end },
    hint: 'Write ${name} or another expression between the braces.',
  });
  return undefined;
}

/** `{name}` in a raw block; whether it is a variable is decided when the whole file is known. */
function readNamed(p: ParseContext, at: number): Hole | undefined {
  const { text } = p.source;
  let end = at + 1;
  while (isWordPart(text.charCodeAt(end))) end += 1;
  const isName = end > at + 1 && isWordStart(text.charCodeAt(at + 1));
  if (!isName || text.charCodeAt(end) !== CHAR.closeBrace) return undefined;
  if (text.charCodeAt(at - 1) === CHAR.openBrace) return undefined;
  const name = text.slice(at + 1, end);
  const span = { start: at, end: end + 1 };
  return { expression: { kind: 'maybeVariable', name, ...span }, end: end + 1 };
}

/** Reads the expression between the braces with a reporter of its own; undefined when it is none. */
function parseInner(p: ParseContext, span: Span): Expression | undefined {
  const scratch = new Reporter(p.source);
  const tokens = readPiece(scratch, p.table, span);
  const inner = new ParseContext(tokens, scratch, p.grammar);
  inner.depth = p.depth + 1;
  inner.isPieceOfWith = p.isInsideWith;
  try {
    const expression = inner.grammar.expression(inner);
    const isWhole = inner.code === CODE.end;
    return isWhole && scratch.finish().length === 0 ? expression : undefined;
  } catch (fault) {
    if (fault instanceof Fault || fault instanceof Stop) return undefined;
    throw fault;
  }
}

function literal(p: ParseContext, span: Span, raw: boolean): Expression {
  const text = p.source.text.slice(span.start, span.end);
  return { kind: 'literal', value: raw ? unixLines(text) : unescape(text), ...span };
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  $: '$',
  '"': '"',
  '\\': '\\',
};

function unescape(written: string): string {
  const text = unixLines(written);
  if (!text.includes('\\') && !text.includes('"')) return text;
  let result = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    const escaped = character === '\\' ? ESCAPES[next] : undefined;
    result += escaped ?? character;
    if (escaped !== undefined || (character === '"' && next === '"')) at += 1;
  }
  return result;
}

/** The same program has the same texts, however its lines end. */
export function unixLines(text: string): string {
  return text.includes('\r') ? text.split('\r\n').join('\n') : text;
}
