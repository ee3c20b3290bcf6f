import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from '../../../test/property';
import { countErrors, readProgram } from '../program';
import { placeStatements } from '../statements';
import { readComments } from '../tokens';
import { findClauses } from './clauses';
import type { EditOutcome } from './outcome';
import { setClause } from './set-clause';
import { applyEdits, invertEdits } from './text-edit';
import { unwrap, wrapIn, type Wrapping } from './wrap';

type Program = ReturnType<typeof readProgram>['program'];

const CORPUS = join(__dirname, '..', '..', '..', 'test', 'corpus');
const SAMPLES = readdirSync(CORPUS)
  .filter((name) => name.endsWith('.bas'))
  .map((name) => readFileSync(join(CORPUS, name), 'utf8'))
  .filter((text) => countErrors(readProgram({ file: 'a.bas', text }).mistakes) === 0)
  .flatMap((text) => [text, text.split('\n').join('\r\n')]);
const VALUES: Readonly<Record<string, string>> = {
  TIMEOUT: '42', MESSAGE: '"Go?"', 'ON TIMEOUT': 'FAIL', 'ON REJECT': 'CONTINUE', WITH: 'a = 1',
  RETRY: '2', FALLBACK: '"other"', DELAY: '7', CACHE: '60', INTO: 'answer',
}; // prettier-ignore
const WRAPPINGS: readonly Wrapping[] = [
  { kind: 'IF', condition: 'a > 1' },
  { kind: 'PARALLEL', branch: 'A' },
  { kind: 'FOR EACH', variable: 'one', list: 'all' },
];

function parse(text: string): Program {
  return readProgram({ file: 'a.bas', text }).program;
}

function comments(text: string): readonly string[] {
  return readComments(parse(text)).map(({ start, end }) => text.slice(start, end).trim());
}

/** The text after an operation that was done, which keeps all comments and can be taken back. */
function after(text: string, outcome: EditOutcome): string | undefined {
  if (!outcome.ok) return undefined;
  const edited = applyEdits(text, outcome.edits);
  expect(countErrors(readProgram({ file: 'a.bas', text: edited }).mistakes)).toBe(0);
  expect(applyEdits(edited, invertEdits(text, outcome.edits))).toBe(text);
  expect(comments(edited)).toEqual(comments(text));
  return edited;
}

describe('a random statement', () => {
  it('gets a clause, and without it is the one before', () => {
    let done = 0;
    fc.assert(
      fc.property(fc.constantFrom(...SAMPLES), fc.nat(), fc.nat(), (text, number, which) => {
        const program = parse(text);
        const able = placeStatements(program).filter(
          ({ statement }) => findClauses(program, statement) !== undefined,
        );
        const placed = able[number % Math.max(1, able.length)];
        const list = placed && findClauses(program, placed.statement);
        if (placed === undefined || list === undefined) return;
        const word = list.words[which % list.words.length] ?? '';
        const { start, end } = placed.statement;
        const edited = after(text, setClause(program, { start, end }, word, VALUES[word] ?? 'x'));
        if (edited === undefined) return;
        done += 1;
        const there = parse(edited);
        const cleared = after(edited, setClause(there, start, word));
        const isNew = list.clauses.every((clause) => clause.word !== word);
        expect(isNew && cleared !== undefined ? cleared : text).toBe(text);
      }),
      { numRuns: 300 },
    );
    expect(done).toBeGreaterThan(50);
  });

  it('gets a block around it, and without it is the one before', () => {
    let done = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...SAMPLES),
        fc.nat(),
        fc.constantFrom(...WRAPPINGS),
        (text, number, wrapping) => {
          const program = parse(text);
          const all = placeStatements(program);
          const placed = all[number % Math.max(1, all.length)];
          if (placed === undefined) return;
          const { start, end } = placed.statement;
          const outcome = wrapIn(program, { start, end }, wrapping);
          const edited = after(text, outcome);
          if (edited === undefined || !outcome.ok) return;
          done += 1;
          const [first] = outcome.edits;
          const offset = (first?.start ?? 0) + (first?.text.search(/\S/u) ?? 0);
          const block = placeStatements(parse(edited)).find(
            (one) => one.statement.start === offset,
          );
          const span = { start: block?.statement.start ?? 0, end: block?.statement.end ?? 0 };
          expect(after(edited, unwrap(parse(edited), span))).toBe(text);
        },
      ),
      { numRuns: 300 },
    );
    expect(done).toBeGreaterThan(100);
  });
});
