import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PHRASES, CLAUSES, SOFT_STOP_WORDS, STOP_WORDS } from '../../dsl/basic/phrases';
import { STATEMENT_PARSERS } from '../../dsl/basic/statement-table';
import { compile } from '../../dsl/compile';
import { clauseWords } from '../../dsl/editor/edits/clauses';
import { keywordHelp } from '../../dsl/editor/reference';
import { placeStatements } from '../../dsl/editor/statements';
import { KEYWORD_GROUPS, keywordEntry } from '../../dsl/reference/keywords';
import { ADAPTED_KEYWORDS } from '../../plan/keywords';
import { unavailableNames } from '../../scripts/docs-pages';
import { readPages, ROOT } from './pages';

const ENTRIES = KEYWORD_GROUPS.flatMap(({ entries }) => entries);
const PAGE =
  readPages().find(({ path }) => path === 'docs/reference/basic-language.md')?.text ?? '';
/** All that stands as code on the page: between backticks and in fences. */
const CODE = new Set(
  Array.from(PAGE.matchAll(/```\w+[^]*?```|`[^`\n]+`/g), ([text]) => text)
    .join('\n')
    .match(/\w+/g),
);

/** Functions that are read as keywords too, and names that only the printer writes. */
const UNTOLD = /^(GENERATE CASE NUMBER|IS ACTIVE|IS AUTOREPLY)$| (ROWS WHERE|ROW VALUES)$/;
/** Quoted in a parser, but no words of the language. */
const NO_WORDS = new Set(['PROGRAM', 'SW']);

/** What a keyword may need behind it. */
const FORMS: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => `${name} "a"`,
  (name) => `${name} "a", "b"`,
  (name) => `x = ${name} a`,
  (name) => `${name} a AS "b"`,
  (name) => `${name} "a" DO\nEND ON`,
  (name) => `${name} 5 DO\nEND SCHEDULE`,
];

function isRefused(name: string): boolean {
  return FORMS.some((form) => {
    const { plan, diagnostics } = compile({ file: 'a.bas', text: form(name) });
    return plan !== undefined && diagnostics.some(({ code }) => code === 'BASIC_NOT_AVAILABLE');
  });
}

describe('the reference', () => {
  it('has every keyword of the language: with an entry, or among those that cannot run', () => {
    const told = new Set(ENTRIES.flatMap(({ name, also }) => [name, ...also]));
    const missing = PHRASES.map(({ name }) => name).filter(
      (name) => !told.has(name) && !UNTOLD.test(name),
    );
    expect(missing.sort()).toEqual([...unavailableNames()]);
  });

  it('has every statement with a form of its own, unless that cannot run', () => {
    const missing = [...STATEMENT_PARSERS.keys()].filter(
      (name) => keywordEntry(name) === undefined && !isRefused(name),
    );
    expect(missing).toEqual([]);
  });

  it('has every keyword that an adapter does', () => {
    const missing = Object.keys(ADAPTED_KEYWORDS).filter(
      (name) => keywordEntry(name) === undefined,
    );
    expect(missing).toEqual([]);
  });

  it.each(unavailableNames())('says that %s cannot run, and so does the compiler', (name) => {
    expect(isRefused(name)).toBe(true);
    expect(keywordHelp(name)?.text).toContain('cannot run here');
  });

  it('shows every word that the grammar knows', () => {
    const phrases = [...PHRASES, ...CLAUSES].filter(({ name }) => !UNTOLD.test(name));
    const words = [
      ...phrases.flatMap(({ name }) => name.split(' ')),
      ...STOP_WORDS,
      ...SOFT_STOP_WORDS,
      ...wordsOfParsers(),
    ];
    expect(words.length).toBeGreaterThan(400);
    expect([...new Set(words)].filter((word) => !CODE.has(word))).toEqual([]);
  });

  it.each(ENTRIES.map((entry) => [entry.name, entry] as const))(
    '%s has an example of itself that compiles without a warning',
    (name, { also, example }) => {
      const { program, diagnostics } = compile({ file: 'a.bas', text: example });
      expect(diagnostics.filter(({ severity }) => severity !== 'hint')).toEqual([]);
      const words = program.tokens.map(({ upper }) => upper).join(' ');
      expect([name, ...also].filter((one) => words.includes(one))).not.toEqual([]);
    },
  );

  // The clauses of a STEP are those of its statement.
  it.each(
    ENTRIES.filter(({ name }) => name !== 'STEP').map((entry) => [entry.name, entry] as const),
  )('%s names every clause that the editor offers for it', (name, { form, clauses, example }) => {
    const { program } = compile({ file: 'a.bas', text: example });
    const own = placeStatements(program).filter(({ statement: { start, end } }) =>
      example
        .slice(start, end)
        .replace(/^\w+ = /, '')
        .startsWith(name),
    );
    const told = [form, ...clauses.map(([clause]) => clause)].join('\n');
    const offered = own.flatMap(({ statement }) => clauseWords(statement));
    // Whatever gives a value takes INTO.
    expect(offered.filter((word) => word !== 'INTO' && !told.includes(word))).toEqual([]);
  });
});

/** The words that the parsers of statements compare with, as they stand in their source. */
function wordsOfParsers(): readonly string[] {
  const folder = join(ROOT, 'dsl', 'basic', 'statements');
  const source = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  return Array.from(source.join('\n').matchAll(/'([A-Z]{2,}(?: [A-Z]+)*)'/g), ([, words = '']) =>
    words.split(' '),
  )
    .flat()
    .filter((word) => !NO_WORDS.has(word));
}
