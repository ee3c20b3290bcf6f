import { readBoundary } from './boundaries';
import {
  describeToken,
  type Block,
  type Boundary,
  type OpenBlock,
  type ParseContext,
} from './parse-context';
import { STATEMENT_PARSERS } from './statement-table';
import { parseCommandStatement } from './commands';
import { parseAssign, parseTarget, startsAssignment } from './statements/assign';
import { parseLabel } from './statements/goto';
import { parseField, startsField } from './statements/with';
import { positionAt, type Span } from '../source';
import { startsOperand } from './starts-operand';
import { failUnknown } from './unknown-statement';
import type { Command, Statement } from './syntax';
import type { PhraseMatch } from './phrase-tree';
import { CODE, codeOf, CodeSet, endsLine, NAME } from './vocabulary';

const OPEN_BRACKET = codeOf('(');
const CLOSE_BRACE = codeOf('}');
const COLON = codeOf(':');
const DOT = codeOf('.');
const MEMBERS = new CodeSet(['.', '?.']);
const AFTER_CALLS = new CodeSet(['(', '.', '?.', '[']);

/** `program = { statement newline } .` */
export function parseProgramBlock(p: ParseContext): readonly Statement[] {
  return readStatements(p, undefined).body;
}

/** `block = { statement newline } .` A missing end is reported at the line that opened the block. */
export function parseBlock(p: ParseContext, open: OpenBlock): Block {
  if (LINE_BLOCKS.has(open.name)) headEnds(p, open);
  p.openBlocks.push(open);
  p.enter();
  const block = readStatements(p, open);
  p.leave();
  p.openBlocks.pop();
  return block;
}

/** Blocks whose first line takes nothing after its head. */
const LINE_BLOCKS = new Set(['WHILE', 'DO', 'FOR', 'SUB', 'FUNCTION']);

function headEnds(p: ParseContext, open: OpenBlock): void {
  if (p.isLineEnd() || p.isLineStart()) return;
  p.report({
    code: 'BASIC_UNEXPECTED',
    message: `The first line of ${open.name} is complete, but ${describeToken(p.peek())} after it.`,
    span: p.peek(),
    hint: 'Begin the next statement on a line of its own.',
  });
  p.skipLine();
}

/** Reads lines onto the pending statements and takes its own from there. */
function readStatements(p: ParseContext, open: OpenBlock | undefined): Block {
  const from = p.pending.length;
  const boundary = readLines(p, open);
  const body = p.pending.slice(from);
  p.pending.length = from;
  return boundary === undefined ? { body } : { body, boundary };
}

/** Gives the line that ends the block, when the block has one of its own. */
function readLines(p: ParseContext, open: OpenBlock | undefined): Boundary | undefined {
  for (;;) {
    p.skipNewlines();
    const boundary = readBoundary(p);
    if (p.code === CODE.end) {
      if (open !== undefined) missingEnd(p, open);
      return undefined;
    }
    if (boundary === undefined) {
      p.pending.push(p.guarded(readLine, brokenLine));
    } else if (open === undefined && boundary.name === 'END WORKFLOW') {
      p.pending.push({ kind: 'endWorkflow', ...p.takeTokens(boundary.length) });
    } else if (open?.bounds.has(boundary.name) === true) return boundary;
    else if (closesOuter(p, open, boundary)) return undefined;
  }
}

function readLine(p: ParseContext): Statement {
  const statement = startsField(p) ? parseField(p) : parseStatement(p);
  if (!p.isLineEnd() && p.code !== CLOSE_BRACE && !p.isLineStart()) unexpected(p);
  return statement;
}

function brokenLine({ start, end }: Span): Statement {
  return { kind: 'broken', start, end };
}

/** An end that is not ours: true when the block ends here all the same. */
function closesOuter(p: ParseContext, open: OpenBlock | undefined, boundary: Boundary): boolean {
  const outer = p.openBlocks.some((block) => block.bounds.has(boundary.name));
  if (open !== undefined && boundary.name === 'END WORKFLOW') return closeAtWorkflowEnd(p, open);
  if (open !== undefined && outer) {
    missingEnd(p, open, boundary);
    if (isNextEnd(p, open, boundary)) p.forgiven.add(endName(open));
    return true;
  }
  return strayEnd(p, open, boundary);
}

/** True when the ends of two blocks stand the wrong way round, one line after the other: that is one mistake. */
function isNextEnd(p: ParseContext, open: OpenBlock, { length }: Boundary): boolean {
  const words = open.end.split(' ');
  return (
    p.codeAt(length) === CODE.newline &&
    words.every((word, index) => p.tokenAt(length + 1 + index).upper === word)
  );
}

const DRAWN_BLOCKS = new Set(['IF', 'FOR', 'WHILE', 'DO', 'SWITCH', 'SELECT CASE']);

/** The canvas of General Bots forgets END IF: before END WORKFLOW an open block ends by itself. */
function closeAtWorkflowEnd(p: ParseContext, open: OpenBlock): boolean {
  if (!DRAWN_BLOCKS.has(open.name)) {
    missingEnd(p, open);
    return true;
  }
  p.report({
    code: 'BASIC_CLOSED_FOR_YOU',
    severity: 'warning',
    message: `This ${open.name} has no ${open.end}; it was taken to end before END WORKFLOW.`,
    span: open.span,
    hint: `Add ${open.end}.`,
  });
  return true;
}

function missingEnd(p: ParseContext, open: OpenBlock, boundary?: Boundary): void {
  const before =
    boundary === undefined
      ? `Add ${open.end}.`
      : `Add ${open.end} before line ${positionAt(p.source, boundary.span.start).line}.`;
  p.report({
    code: 'BASIC_BLOCK_OPEN',
    message: `This ${open.name} has no ${open.end}.`,
    span: open.span,
    hint: before,
    ...(boundary === undefined
      ? {}
      : { related: [{ message: 'The block around it goes on here.', span: boundary.span }] }),
  });
}

const HINTS: Readonly<Record<string, string>> = {
  'END IF': 'Remove it: an IF whose statement stands on the same line has no END IF.',
};

/** An end without a beginning, or one that was meant for the open block: true when it ends that. */
function strayEnd(p: ParseContext, open: OpenBlock | undefined, boundary: Boundary): boolean {
  const forgiven = p.forgiven.delete(boundary.name);
  if (boundary.name === 'BRANCH') {
    if (!forgiven) branchOutside(p, boundary);
    p.forgiven.add('END PARALLEL');
    p.forgiven.add('BRANCH');
    p.skipLine();
    return false;
  }
  if (forgiven && boundary.name === 'CASE') p.forgiven.add('CASE');
  const isEnd = !DIVISIONS.has(boundary.name);
  if (!forgiven) reportStray(p, isEnd ? open : undefined, boundary);
  p.skipLine();
  if (open === undefined || !isEnd || forgiven) return false;
  p.forgiven.add(endName(open));
  return true;
}

/** Words that divide a block and do not end it. */
const DIVISIONS = new Set(['ELSE', 'ELSE IF', 'CASE', 'DEFAULT', 'CATCH', 'FINALLY']);

function reportStray(p: ParseContext, open: OpenBlock | undefined, boundary: Boundary): void {
  const written = p.source.text.slice(boundary.span.start, boundary.span.end);
  const { span } = boundary;
  if (open === undefined) {
    p.report({
      code: 'BASIC_STRAY_END',
      message: `${written} has no beginning.`,
      span,
      hint: HINTS[boundary.name] ?? 'Remove it, or add the line that begins the block.',
    });
    return;
  }
  p.report({
    code: 'BASIC_STRAY_END',
    message: `${written} does not end ${open.name}; ${open.end} does.`,
    span,
    hint: `Write ${open.end}.`,
    related: [{ message: `${open.name} begins here.`, span: open.span }],
  });
}

function endName(open: OpenBlock): string {
  return [...open.bounds].at(-1) ?? open.end;
}

function branchOutside(p: ParseContext, boundary: Boundary): void {
  p.report({
    code: 'BASIC_BRANCH_OUTSIDE',
    message: 'A BRANCH can only stand between PARALLEL and END PARALLEL.',
    span: boundary.span,
    hint: 'Write PARALLEL on a line before it and END PARALLEL after the last branch.',
  });
}

/** `statement = assign | keyword … | call .` Ends where it ends; the caller looks for the line's end. */
export function parseStatement(p: ParseContext): Statement {
  if (startsAssignment(p)) return parseAssign(p, p.start);
  if (p.code === DOT && p.isInsideWith) return parseCallStatement(p);
  if (p.code < NAME) return failUnknown(p);
  const match = p.matchPhrase();
  if (match === undefined && p.codeAt(1) === COLON && endsLine(p.codeAt(2))) return parseLabel(p);
  if (match !== undefined && isStatementHere(p, match)) return parsePhrase(p, match);
  return parseCallStatement(p);
}

/** `name.method(…)` and `name(…)` are calls even where the name is a keyword of one word. */
function isStatementHere(p: ParseContext, match: PhraseMatch): boolean {
  return !MEMBERS.has(p.codeAt(match.length)) || p.isOwnDot(match.length);
}

/** A phrase whose later words are a name here: `TALK to + "x"`, `SET priority = 5`. */
function shorterPhrase(p: ParseContext, match: PhraseMatch): PhraseMatch {
  const { name } = match.phrase;
  if (name === 'TALK TO' && !startsOperand(p, 2) && p.codeAt(2) !== OPEN_BRACKET) {
    return { phrase: { ...match.phrase, name: 'TALK' }, length: 1 };
  }
  if (match.length < 2 || !name.startsWith('SET ') || !startsAssignment(p, 1)) return match;
  return { phrase: { ...match.phrase, name: 'SET' }, length: 1 };
}

function parsePhrase(p: ParseContext, longest: PhraseMatch): Statement {
  const match = shorterPhrase(p, longest);
  const { name } = match.phrase;
  const parser = STATEMENT_PARSERS.get(name);
  if (parser !== undefined) {
    return parser(p, p.takeTokens(match.length), name);
  }
  const first = { start: p.start, end: p.start };
  const command = parseCommandStatement(p, match);
  return withInto(p, first, command);
}

/** `command [ ( "INTO" | "TO" | "AS" ) target ] .` */
function withInto(p: ParseContext, first: Span, command: Command): Statement {
  const words = command.kind === 'getMemory' ? ['INTO', 'TO', 'AS'] : ['INTO'];
  if (!p.isWord(...words)) return { kind: 'command', command, ...p.spanFrom(first) };
  p.next();
  const into = parseTarget(p);
  return { kind: 'command', command, into, ...p.spanFrom(first) };
}

/** `call = name "(" … ")" | operand "." name "(" … ")" .` */
function parseCallStatement(p: ParseContext): Statement {
  if (p.code !== DOT && !AFTER_CALLS.has(p.codeAt(1))) return failUnknown(p);
  const first = { start: p.start, end: p.start };
  const expression = p.grammar.operand(p);
  if (expression.kind === 'call' || expression.kind === 'method') {
    return { kind: 'expression', expression, ...p.spanFrom(first) };
  }
  if (expression.kind === 'command') {
    return { kind: 'command', command: expression.command, ...p.spanFrom(first) };
  }
  return p.fail({
    code: 'BASIC_NO_EFFECT',
    message: 'This is a value, and nothing is done with it.',
    span: expression,
    hint: 'Write name = value to set a variable, or TALK value to show it.',
  });
}

function unexpected(p: ParseContext): never {
  const token = p.peek();
  const isComparison = token.kind === 'symbol' && token.text === ':';
  return p.fail({
    code: 'BASIC_UNEXPECTED',
    message: `The statement is complete, but ${describeToken(token)} after it.`,
    hint: isComparison
      ? 'A ":" stands only after STEP 1, BRANCH A and ON TIMEOUT.'
      : 'Put each statement on a line of its own, and texts between quotes.',
  });
}
