import type { Program } from '../basic/parser';
import type { Token } from '../basic/token';
import { visitNodes } from '../basic/visit';
import type { Span } from '../source';
import { readNames, type NameKind, type NameUse } from './names';
import { readComments } from './tokens';

/** What a piece of the text is, for colours. */
export type SemanticKind =
  | 'keyword'
  | 'function'
  | 'variable'
  | 'parameter'
  | 'property'
  | 'label'
  | 'string'
  | 'number'
  | 'comment'
  | 'botName'
  | 'eventName'
  | 'operator';

/** A piece of the text and what it is. */
export interface SemanticToken extends Span {
  readonly kind: SemanticKind;
}

const NAMES: Readonly<Record<NameKind, SemanticKind>> = {
  variable: 'variable',
  parameter: 'parameter',
  sub: 'function',
  function: 'function',
  label: 'label',
  bot: 'botName',
  event: 'eventName',
};

/** Every piece of a program that has a colour, in order and without overlaps. */
export function readSemanticTokens(program: Program): readonly SemanticToken[] {
  const names = readNames(program);
  const properties = propertyStarts(program);
  const byStart = new Map(names.map((name) => [name.start, name]));
  const found: SemanticToken[] = readComments(program).map((span) => ({
    ...span,
    kind: 'comment',
  }));
  for (const token of program.tokens) {
    if (token.kind === 'string' || token.kind === 'raw') found.push(...textTokens(token, names));
    else {
      const kind = kindOf(token, byStart.get(token.start), properties);
      if (kind !== undefined) found.push({ kind, start: token.start, end: token.end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function kindOf(
  token: Token,
  name: NameUse | undefined,
  properties: ReadonlySet<number>,
): SemanticKind | undefined {
  if (token.kind === 'number') return 'number';
  if (token.kind === 'symbol') return '()[]{},.:'.includes(token.text) ? undefined : 'operator';
  if (token.kind !== 'word') return undefined;
  if (name !== undefined) return NAMES[name.kind];
  return properties.has(token.start) ? 'property' : 'keyword';
}

/** Names inside a text divide it: those of bots and events, and the variables between braces. */
function textTokens(token: Token, names: readonly NameUse[]): readonly SemanticToken[] {
  const found: SemanticToken[] = [];
  let at = token.start;
  for (const { start, end, kind } of names) {
    if (start < at || end > token.end) continue;
    if (kind === 'bot' || kind === 'event') {
      return [{ kind: NAMES[kind], start: token.start, end: token.end }];
    }
    if (start > at) found.push({ kind: 'string', start: at, end: start });
    found.push({ kind: NAMES[kind], start, end });
    at = end;
  }
  if (token.end > at) found.push({ kind: 'string', start: at, end: token.end });
  return found;
}

/** Where names of members, columns and branches stand. */
function propertyStarts(program: Program): ReadonlySet<number> {
  const starts = new Set<number>();
  visitNodes(program.statements, (node) => {
    if (node.kind === 'member' || node.kind === 'method') starts.add(node.nameSpan.start);
    if (node.kind === 'variable') starts.add(node.start);
    collectSpans(node, starts);
  });
  return starts;
}

function collectSpans(node: object, starts: Set<number>): void {
  for (const value of Object.values(node) as unknown[]) {
    if (!Array.isArray(value)) continue;
    for (const item of value as unknown[]) {
      if (typeof item !== 'object' || item === null || 'kind' in item) continue;
      if ('nameSpan' in item) starts.add((item.nameSpan as Span).start);
      if ('path' in item) collectSpans(item, starts);
      if ('pairs' in item) collectSpans(item, starts);
    }
  }
}
