import { describeToken, type OpenBlock, type ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Branch, Statement } from '../syntax';
import { parseJoin, type JoinParts } from './join';

/** `parallel = "PARALLEL" join newline { branch } "END" "PARALLEL" .` */
export function parseParallel(p: ParseContext, head: Span): Statement {
  return readBranches(p, head, 'PARALLEL');
}

/** `race = "RACE" newline { branch } "END" "RACE" .` */
export function parseRace(p: ParseContext, head: Span): Statement {
  return readBranches(p, head, 'RACE');
}

function readBranches(p: ParseContext, head: Span, word: 'PARALLEL' | 'RACE'): Statement {
  const join: JoinParts = word === 'RACE' ? { join: 'any' } : parseJoin(p);
  const end = `END ${word}`;
  const open: OpenBlock = { name: word, end, bounds: new Set(['BRANCH', end]), span: head };
  const branches: Branch[] = [];
  let part = p.grammar.block(p, open);
  const [stray] = part.body;
  if (stray !== undefined && stray.kind !== 'broken') outsideBranch(p, open, stray);
  while (part.boundary?.name === 'BRANCH') {
    const begin = p.takeTokens(part.boundary.length);
    const name = readName(p, branches.length);
    part = p.grammar.block(p, open);
    branches.push({ ...name, body: part.body, ...p.spanFrom(begin) });
  }
  if (part.boundary !== undefined) p.takeTokens(part.boundary.length);
  if (branches.length === 0) noBranch(p, open);
  return { kind: 'parallel', word, ...join, branches, ...p.spanFrom(head) };
}

/** `branch = "BRANCH" ( name | number | text ) ":" block .` */
function readName(p: ParseContext, count: number): { name: string; nameSpan: Span } {
  const token = p.peek();
  const isName = token.kind === 'word' || token.kind === 'number' || token.kind === 'string';
  if (isName && p.tokenAt(1).text === ':') {
    p.next();
    p.next();
    return {
      name: token.kind === 'string' ? token.text.slice(1, -1) : token.text,
      nameSpan: token,
    };
  }
  const hyphened = hyphenedLength(p);
  if (hyphened > 1) {
    const nameSpan = p.takeTokens(hyphened);
    p.next();
    return { name: p.source.text.slice(nameSpan.start, nameSpan.end), nameSpan };
  }
  p.report({
    code: 'BASIC_BRANCH',
    message:
      token.text === ':'
        ? 'After BRANCH a name is missing.'
        : `BRANCH needs a name and a ":"; ${describeToken(token)} here.`,
    hint: 'Write BRANCH A: BOT "name" "action".',
  });
  p.skipLine();
  return { name: `branch-${count + 1}`, nameSpan: token };
}

function outsideBranch(p: ParseContext, open: OpenBlock, statement: Statement): void {
  p.report({
    code: 'BASIC_BEFORE_BRANCH',
    message: `Between ${open.name} and ${open.end} every line belongs to a BRANCH.`,
    span: statement,
    hint: 'Write BRANCH A: before it.',
  });
}

function noBranch(p: ParseContext, open: OpenBlock): void {
  p.report({
    code: 'BASIC_NO_BRANCH',
    message: `This ${open.name} has no BRANCH.`,
    span: open.span,
    hint: 'Add lines such as BRANCH A: BOT "name" "action".',
  });
}

/** The number of tokens of a name such as `branch-a` before a `:`, as drawn workflows have it; else 0. */
function hyphenedLength(p: ParseContext): number {
  let length = 1;
  while (p.tokenAt(length).text === '-' && p.tokenAt(length + 1).kind === 'word') length += 2;
  return p.tokenAt(0).kind === 'word' && p.tokenAt(length).text === ':' ? length : 0;
}
