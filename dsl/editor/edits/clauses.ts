import type { Program } from '../../basic/parser';
import type { Command, KeywordCommand, Statement } from '../../basic/syntax';
import type { Token } from '../../basic/token';
import type { Span } from '../../source';
import { innerStatement } from '../bodies';
import { tokensIn } from '../tokens';

/** A clause as it stands in the text: its words, and what follows them. */
export interface ClausePlace extends Span {
  readonly word: string;
  /** Where its value begins; its end where it has none. */
  readonly value: number;
}

/** The head of a statement and its clauses, in the order of the text. */
export interface ClauseList {
  readonly head: Span;
  readonly clauses: readonly ClausePlace[];
  /** The clauses that can be, in the order in which they are written. */
  readonly words: readonly string[];
  /** Those that may begin a line of their own. */
  readonly lineWords: readonly string[];
}

interface Form {
  readonly words: readonly string[];
  readonly lineWords: readonly string[];
}

const APPROVAL = [
  'MESSAGE',
  'TIMEOUT',
  'REMIND EVERY',
  'NO SELF APPROVAL',
  'COMMENT REQUIRED',
  'ON TIMEOUT',
  'ON REJECT',
];
const BOT = ['WITH', 'TIMEOUT', 'RETRY', 'FALLBACK', 'DELAY', 'CACHE', 'INTO'];
const BOT_LINES = ['TIMEOUT', 'RETRY', 'FALLBACK', 'CACHE', 'INTO'];

/** The clauses that a statement can have; none for a statement without clauses. */
export function clauseWords(statement: Statement): readonly string[] {
  return formOf(statement)?.words ?? [];
}

/** Finds the clauses of a statement; undefined for a statement that takes none. */
export function findClauses(program: Program, statement: Statement): ClauseList | undefined {
  const form = formOf(statement);
  if (form === undefined) return undefined;
  const place = commandOf(statement) ?? innerStatement(statement);
  const all = tokensIn(program, { start: place.start, end: statement.end });
  const tokens = all.filter(({ kind }) => kind !== 'newline');
  const spans = valueSpans(place);
  const found = tokens.flatMap((token, index) => {
    const isValue = spans.some(({ start, end }) => start <= token.start && token.start < end);
    const word = isValue ? undefined : matchAt(tokens, index, form.words);
    return word === undefined || index === 0 ? [] : [{ word, index }];
  });
  const starts = found.filter(({ index }) => !isCovered(found, index));
  const end = (index: number): number => tokens[index - 1]?.end ?? place.end;
  const clauses = starts.map(({ word, index }, number) => {
    const until = end(starts[number + 1]?.index ?? tokens.length);
    const after = index + word.split(' ').length;
    const value = tokens[tokens[after]?.text === ':' ? after + 1 : after];
    const isInside = value !== undefined && value.start < until;
    return {
      word,
      start: tokens[index]?.start ?? 0,
      end: until,
      value: isInside ? value.start : until,
    };
  });
  const head = { start: place.start, end: end(starts[0]?.index ?? tokens.length) };
  return { head, clauses, ...form };
}

function formOf(statement: Statement): Form | undefined {
  const inner = innerStatement(statement);
  const isStep = statement.kind === 'step';
  const command = commandOf(statement);
  if (inner.kind === 'approval') return withDelay({ words: APPROVAL, lineWords: APPROVAL }, isStep);
  if (inner.kind === 'publish') return withDelay({ words: ['WITH'], lineWords: [] }, isStep);
  if (command?.kind === 'bot') return { words: BOT, lineWords: botLines(inner, isStep) };
  if (command?.kind === 'waitEvent') {
    const lineWords = inner.kind === 'command' ? ['TIMEOUT', 'ON TIMEOUT'] : [];
    const where = command.word === 'EVENT' ? ['WHERE'] : [];
    return withDelay({ words: [...where, 'TIMEOUT', 'ON TIMEOUT', 'INTO'], lineWords }, isStep);
  }
  return command?.kind === 'keyword' ? keywordForm(command) : undefined;
}

/** Those that a keyword has and INTO; what stands behind BEGIN MAIL is no clause with a word. */
function keywordForm({ name, clauses, body }: KeywordCommand): Form | undefined {
  if (body !== undefined || name.startsWith('BEGIN ')) return undefined;
  return { words: [...new Set([...clauses.map(({ word }) => word), 'INTO'])], lineWords: [] };
}

function botLines(inner: Statement, isStep: boolean): readonly string[] {
  if (inner.kind !== 'command') return [];
  return isStep ? [...BOT_LINES, 'DELAY'] : BOT_LINES;
}

function withDelay(form: Form, isStep: boolean): Form {
  if (!isStep) return form;
  return { words: [...form.words, 'DELAY'], lineWords: [...form.lineWords, 'DELAY'] };
}

/** The command of a statement, also where its value is set to a variable. */
export function commandOf(statement: Statement): Command | undefined {
  const inner = innerStatement(statement);
  if (inner.kind === 'command') return inner.command;
  return inner.kind === 'assign' && inner.value.kind === 'command'
    ? inner.value.command
    : undefined;
}

/** Where values stand: words inside of them begin no clause. */
function valueSpans(place: Command | Statement): readonly Span[] {
  const spans: Span[] = [];
  const add = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value as unknown[]) add(item);
    else if (typeof value === 'object' && value !== null) {
      const isNode = 'kind' in value && 'start' in value && 'end' in value;
      if (isNode) spans.push({ start: Number(value.start), end: Number(value.end) });
      else for (const item of Object.values(value) as unknown[]) add(item);
    }
  };
  for (const [key, value] of Object.entries(place) as [string, unknown][]) {
    const isInput = typeof value === 'object' && value !== null && 'kind' in value;
    const isPairs = isInput && value.kind === 'object' && key === 'data';
    if (isPairs && 'fields' in value) add(value.fields);
    else add(value);
  }
  return spans;
}

function matchAt(
  tokens: readonly Token[],
  index: number,
  words: readonly string[],
): string | undefined {
  const matches = words.filter((word) =>
    word.split(' ').every((part, ahead) => {
      const token = tokens[index + ahead];
      return token?.kind === 'word' && token.upper === part;
    }),
  );
  return matches.sort((a, b) => b.length - a.length)[0];
}

/** The TIMEOUT of ON TIMEOUT is no clause of its own. */
function isCovered(found: readonly { word: string; index: number }[], index: number): boolean {
  return found.some(
    (other) => other.index < index && index < other.index + other.word.split(' ').length,
  );
}
