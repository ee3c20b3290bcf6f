import type { Program } from '../basic/parser';
import { PHRASES } from '../basic/phrases';
import type { Statement } from '../basic/syntax';
import type { ClauseText, KeywordEntry } from '../reference/entry';
import { keywordEntry } from '../reference/keywords';
import type { Span } from '../source';
import { innerStatement } from './bodies';
import { commandOf } from './edits/clauses';
import { placeStatements } from './statements';
import { tokenAt, tokenIndexFrom } from './tokens';

/** What the reference says of a clause at a place. */
export interface ClauseHelp {
  readonly span: Span;
  readonly words: string;
  readonly entry: KeywordEntry;
  readonly texts: readonly ClauseText[];
}

/** What is known of the clause at an offset; undefined where none stands. */
export function clauseAt(program: Program, offset: number): ClauseHelp | undefined {
  const token = tokenAt(program, offset);
  const statement = placeStatements(program).findLast(
    ({ statement: { start, end } }) => start <= offset && offset <= end,
  )?.statement;
  const head = statement && headOf(program, statement);
  if (token?.kind !== 'word' || head === undefined) return undefined;
  const index = tokenIndexFrom(program, token.start);
  for (const [words, texts] of byLength(clausesOf(head.entry))) {
    const span = matchAround(program, words, index);
    if (span !== undefined && span.start >= head.end) {
      return { span, words, entry: head.entry, texts };
    }
  }
  return undefined;
}

/** The words that clauses of a statement begin with, as the reference has them. */
export function referenceClauses(program: Program, statement: Statement): readonly string[] {
  const head = headOf(program, statement);
  return head === undefined ? [] : [...clausesOf(head.entry).keys()];
}

/** The keyword that a statement or its command begins with, and where its words end. */
function headOf(
  program: Program,
  statement: Statement,
): { readonly entry: KeywordEntry; readonly end: number } | undefined {
  const { tokens } = program;
  const index = tokenIndexFrom(program, (commandOf(statement) ?? innerStatement(statement)).start);
  const names = PHRASES.map(({ name }) => name).filter((name) =>
    name.split(' ').every((word, ahead) => tokens[index + ahead]?.upper === word),
  );
  const name = names.sort((a, b) => b.length - a.length)[0] ?? '';
  const entry = keywordEntry(name);
  const last = tokens[index + name.split(' ').length - 1];
  return entry === undefined || last === undefined ? undefined : { entry, end: last.end };
}

function clausesOf({ clauses }: KeywordEntry): ReadonlyMap<string, readonly ClauseText[]> {
  const found = new Map<string, readonly ClauseText[]>();
  for (const clause of clauses) {
    for (const form of clause[0].split(', ')) {
      const words = /^[A-Z_]+(?: [A-Z_]+)*/.exec(form)?.[0];
      const known = words === undefined ? undefined : (found.get(words) ?? []);
      if (words !== undefined && known?.includes(clause) === false) {
        found.set(words, [...known, clause]);
      }
    }
  }
  return found;
}

function byLength<T>(clauses: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...clauses].sort(([a], [b]) => b.length - a.length);
}

/** Where the words stand that have the token of this number among them. */
function matchAround(program: Program, words: string, index: number): Span | undefined {
  const { tokens } = program;
  const list = words.split(' ');
  const at = list.findIndex((_, position) =>
    list.every((word, ahead) => tokens[index - position + ahead]?.upper === word),
  );
  const [first, last] = [tokens[index - at], tokens[index - at + list.length - 1]];
  if (at < 0 || first === undefined || last === undefined) return undefined;
  return { start: first.start, end: last.end };
}
