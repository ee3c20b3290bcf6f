import { findToken } from '../basic/find-token';
import type { Program } from '../basic/parser';
import type { Token } from '../basic/token';
import { plainName } from '../basic/token';
import { visitNodes, type TreeNode } from '../basic/visit';
import type { Span } from '../source';

/** Which words of a text are names, and which parts have to stay as they are. */
export interface Names {
  isName(token: Token): boolean;
  /** True inside of what the parser keeps as text: a query, a table, a description without quotes. */
  isFrozen(token: Token): boolean;
}

/** Finds the names of a program. Every other word of a program without errors is a keyword. */
export function findNames(program: Program): Names {
  const names = new Set<number>();
  const frozen: Span[] = [];
  visitNodes(program.statements, (node) => {
    for (const span of spansOf(node)) {
      names.add(span.start);
      frozen.push(span);
    }
    if (node.kind === 'variable') addVariable(program, node, names);
    const span = frozenSpan(program, node);
    if (span !== undefined) frozen.push(span);
  });
  addLooseNames(program.tokens, names);
  const kept = new Set<number>();
  for (const { start, end } of frozen) {
    let index = findToken(program.tokens, start);
    let token = program.tokens[index];
    while (token !== undefined && token.start < end) {
      kept.add(token.start);
      token = program.tokens[(index += 1)];
    }
  }
  return {
    isName: (token) => names.has(token.start),
    isFrozen: (token) => kept.has(token.start),
  };
}

/** A name between brackets has the brackets in its span. */
function addVariable(
  program: Program,
  node: Span & { readonly name: string },
  names: Set<number>,
): void {
  let index = findToken(program.tokens, node.start);
  for (
    let token = program.tokens[index];
    token !== undefined && token.start < node.end;
    token = program.tokens[(index += 1)]
  ) {
    if (token.kind === 'word' && plainName(token.text) === node.name) names.add(token.start);
  }
}

/** All spans in a node that are called after a name; nodes inside it are visited by themselves. */
function spansOf(node: TreeNode): readonly Span[] {
  if (node.kind === 'step' && node.label === '') return [];
  const found: Span[] = [];
  const stack: object[] = [node];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    for (const [key, child] of Object.entries(value) as [string, unknown][]) {
      if (typeof child !== 'object' || child === null) continue;
      if (key === 'nameSpan' || key === 'labelSpan') found.push(child as Span);
      else if (!isNode(child)) stack.push(child);
    }
  }
  return found;
}

function isNode(value: object): boolean {
  return 'kind' in value && 'start' in value;
}

function frozenSpan({ tokens }: Program, node: TreeNode): Span | undefined {
  if (node.kind === 'literal') return bareText(tokens, node);
  if (node.kind !== 'table' && node.kind !== 'description') return undefined;
  const head = tokens[findToken(tokens, node.start) + 1];
  if (head === undefined) return undefined;
  if (node.kind === 'description') return { start: head.start, end: node.end };
  const end = tokens[findToken(tokens, node.end) - 2];
  return { start: head.start, end: end?.triviaStart ?? node.end };
}

/** What a value between brackets begins with. */
const OPENERS: ReadonlySet<string> = new Set(['(', '${']);

/** A text that stands without quotes, e.g. a query after SELECT. */
function bareText(
  tokens: readonly Token[],
  node: Extract<TreeNode, { kind: 'literal' }>,
): Span | undefined {
  const first = tokens[findToken(tokens, node.start)];
  if (first?.start !== node.start || typeof node.value !== 'string') return undefined;
  const isQuoted = first.kind === 'string' || first.kind === 'raw' || OPENERS.has(first.text);
  return isQuoted ? undefined : node;
}

/** Names that the tree does not have: after NEXT and CATCH, and the words that REJECT is followed by. */
function addLooseNames(tokens: readonly Token[], names: Set<number>): void {
  let isLoose = false;
  tokens.forEach((token, index) => {
    if (token.kind !== 'word') {
      if (token.kind === 'newline') isLoose = false;
      return;
    }
    if (isLoose) names.add(token.start);
    else if (!names.has(token.start) && isBeforeNames(tokens, index)) isLoose = true;
  });
}

function isBeforeNames(tokens: readonly Token[], index: number): boolean {
  const upper = tokens[index]?.upper ?? '';
  const before = tokens[index - 1];
  const isFirst = before === undefined || before.kind === 'newline';
  if (upper === 'NEXT' || upper === 'CATCH') return isFirst;
  return upper === 'REJECT' && (before?.text === ':' || before?.upper === 'TIMEOUT');
}
