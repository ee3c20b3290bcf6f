import type { Program } from '../basic/parser';
import { PHRASES } from '../basic/phrases';
import type { Token } from '../basic/token';
import { lower } from '../lower/facts';
import { FUNCTION_TEXTS } from '../reference/functions';
import type { Span } from '../source';
import { blockWords } from './block-words';
import { innerStatement } from './bodies';
import { referenceClauses } from './clause-help';
import { clauseWords } from './edits/clauses';
import { readNames, type NameKind } from './names';
import { readProgram } from './program';
import { keywordHelp } from './reference';
import { placeStatements } from './statements';
import { tokenIndexFrom } from './tokens';

/** Names that the files around a program have. */
export interface PackageNames {
  readonly bots: readonly string[];
  readonly events: readonly string[];
  readonly tables: readonly string[];
  readonly tools: readonly string[];
}

/** One thing that can be written at a place. */
export interface Completion {
  readonly kind: 'keyword' | NameKind | 'table' | 'tool';
  readonly label: string;
  readonly detail: string;
  /** What is written in place of the span. */
  readonly insertText: string;
  readonly span: Span;
}

const NONE: PackageNames = { bots: [], events: [], tables: [], tools: [] };
const TABLE_WORDS = new Set([
  'FIND',
  'SAVE',
  'INSERT',
  'INTO',
  'UPSERT',
  'UPDATE',
  'DELETE',
  'FROM',
]);

/** What can be written at an offset: what begins with the word before it comes first. */
export function readCompletions(
  program: Program,
  offset: number,
  names: PackageNames = NONE,
): readonly Completion[] {
  const place = placeAt(program, offset);
  if (place.isComment) return [];
  const span = { start: place.start, end: offset };
  const inText = textCompletions(program, place, names);
  const found =
    inText ??
    (place.isLineStart
      ? lineCompletions(program, offset)
      : valueCompletions(program, offset, place));
  const typed = program.source.text.slice(span.start, offset).toUpperCase();
  return found
    .filter(({ label }) => label.toUpperCase().startsWith(typed))
    .map((item) => ({ ...item, span }));
}

type Item = Omit<Completion, 'span'>;

interface Place {
  /** Where the word begins that is being written. */
  readonly start: number;
  readonly isLineStart: boolean;
  readonly isComment: boolean;
  /** The text that the place is in. */
  readonly string?: Token;
  /** Tokens of the line before the place. */
  readonly before: readonly Token[];
}

function placeAt(program: Program, offset: number): Place {
  const start = wordStart(program.source.text, offset);
  const string = stringAt(program, start, offset);
  const until = tokenIndexFrom(program, string?.start ?? start);
  const before = lineBefore(program, until);
  const isLineStart = string === undefined && startsStatement(before);
  return {
    start: string === undefined ? start : string.start + 1,
    isLineStart,
    isComment: string === undefined && isInComment(program, until, offset),
    before,
    ...(string === undefined ? {} : { string }),
  };
}

function wordStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && /\w/u.test(text.charAt(start - 1))) start -= 1;
  return start;
}

/** The text that an offset is in; a text without its closing quote goes on. */
function stringAt(program: Program, start: number, offset: number): Token | undefined {
  const index = tokenIndexFrom(program, start);
  return [program.tokens[index - 1], program.tokens[index]].find((token) => {
    if (token?.kind !== 'string' || token.start >= offset) return false;
    const isClosed = token.text.length > 1 && token.text.endsWith(token.text.charAt(0));
    return isClosed ? offset < token.end : offset <= token.end;
  });
}

function lineBefore(program: Program, until: number): readonly Token[] {
  const { tokens } = program;
  let first = until;
  while (first > 0 && tokens[first - 1]?.kind !== 'newline') first -= 1;
  return tokens.slice(first, until);
}

/** True at the start of a line, behind `STEP 1:` and `BRANCH A:`, and behind THEN. */
function startsStatement(before: readonly Token[]): boolean {
  const last = before.at(-1);
  if (last === undefined || last.upper === 'THEN') return true;
  return last.text === ':' && ['STEP', 'BRANCH'].includes(before[0]?.upper ?? '');
}

function isInComment(program: Program, index: number, offset: number): boolean {
  const here = program.tokens[index];
  if (here === undefined) return false;
  const { text } = program.source;
  const trivia = text.slice(here.triviaStart, Math.min(here.start, offset));
  return trivia.trim() !== '' && !/[\r\n]/u.test(trivia);
}

/** Inside a text: bots, events, tables or tools, after the keyword before it. */
function textCompletions(
  program: Program,
  place: Place,
  names: PackageNames,
): readonly Item[] | undefined {
  if (place.string === undefined) return undefined;
  const word = place.before.at(-1)?.upper ?? '';
  const line = place.before.map(({ upper }) => upper);
  if (word === 'BOT' || word === 'FALLBACK' || (word === 'WITH' && line.includes('SHARE'))) {
    return texts('bot', [...names.bots, ...used(program, 'bot', place)]);
  }
  if (word === 'EVENT') return texts('event', [...names.events, ...used(program, 'event', place)]);
  if (TABLE_WORDS.has(word)) return texts('table', names.tables);
  return word === 'TOOL' ? texts('tool', names.tools) : [];
}

function texts(kind: Item['kind'], names: readonly string[]): readonly Item[] {
  return unique(names).map((name) => ({ kind, label: name, detail: kind, insertText: name }));
}

function used(program: Program, kind: NameKind, place: Place): readonly string[] {
  return readNames(program)
    .filter((use) => use.kind === kind && use.start !== place.start && use.name !== '')
    .map(({ name }) => name);
}

/** At the start of a line: keywords, the words of the open block, clauses, variables, SUBs. */
function lineCompletions(program: Program, offset: number): readonly Item[] {
  const phrases = PHRASES.map(({ name }) => keyword(name));
  const ends = blockWords(program, offset).map(keyword);
  return [
    ...ends,
    ...clausesAt(program, offset),
    ...phrases,
    ...variables(program, offset),
    ...subs(program, 'CALL '),
  ];
}

/** In a line: clauses of the statement, functions, variables, SUBs. */
function valueCompletions(program: Program, offset: number, place: Place): readonly Item[] {
  const word = place.before.at(-1)?.upper ?? '';
  if (word === 'CALL') return subs(program, '');
  if (word === 'GOTO' || word === 'GOSUB') return labels(program);
  const functions = Array.from(FUNCTION_TEXTS, ([name, { form }]): Item => {
    const label = name.toUpperCase();
    return { kind: 'function', label, detail: form, insertText: `${label}(` };
  });
  const values = PHRASES.filter(({ hasValue }) => hasValue).map(({ name }) => keyword(name));
  return [
    ...clausesAt(program, offset),
    ...variables(program, offset),
    ...functions,
    ...subs(program, ''),
    ...values,
  ];
}

function keyword(name: string): Item {
  const help = keywordHelp(name);
  return { kind: 'keyword', label: name, detail: help?.form ?? name, insertText: name };
}

/** Clauses that the statement at hand can have; the word that is being written does not disturb it. */
function clausesAt(program: Program, offset: number): readonly Item[] {
  const { file, text } = program.source;
  const start = wordStart(text, offset);
  const isWhole = start === offset;
  const rest = `${text.slice(0, start)}${text.slice(offset)}`;
  const calm = isWhole ? program : readProgram({ file, text: rest }).program;
  const statement = placeStatements(calm).findLast((one) => one.statement.start < start)?.statement;
  if (statement === undefined) return [];
  const between = rest.slice(innerStatement(statement).end, start);
  if (between.split('\n').filter((line) => line.trim() !== '').length > 1) return [];
  const words = unique([...clauseWords(statement), ...referenceClauses(calm, statement)]);
  return words.map((word): Item => ({
    kind: 'keyword',
    label: word,
    detail: `${word} of this statement`,
    insertText: word.startsWith('ON ') ? `${word}: ` : `${word} `,
  }));
}

function variables(program: Program, offset: number): readonly Item[] {
  const seen = new Set<string>();
  return readNames(program).flatMap((use): Item[] => {
    const isVariable = use.kind === 'variable' || use.kind === 'parameter';
    const isHere = use.start <= offset && offset <= use.end;
    if (!isVariable || isHere || seen.has(lower(use.name))) return [];
    seen.add(lower(use.name));
    return [{ kind: use.kind, label: use.name, detail: use.kind, insertText: use.name }];
  });
}

function subs(program: Program, prefix: string): readonly Item[] {
  return readNames(program)
    .filter(({ kind, writes }) => kind === 'sub' && writes)
    .map(({ name }) => ({
      kind: 'sub',
      label: name,
      detail: `SUB ${name}`,
      insertText: `${prefix}${name}`,
    }));
}

function labels(program: Program): readonly Item[] {
  return readNames(program)
    .filter(({ kind, writes }) => kind === 'label' && writes)
    .map(({ name }) => ({ kind: 'label', label: name, detail: `${name}:`, insertText: name }));
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
