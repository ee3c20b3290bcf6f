import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../compile';
import { findBlock, findStatement, statementId, stepPlaces } from './find-statement';
import { readProgram } from './program';
import { placeStatements } from './statements';

const CORPUS = join(__dirname, '..', '..', 'test', 'corpus');
const SAMPLES = readdirSync(CORPUS)
  .filter((name) => name.endsWith('.bas'))
  .map((name) => readFileSync(join(CORPUS, name), 'utf8'));
const TEXT = `ORCHESTRATE WORKFLOW "w"
  STEP 1: BOT "a" "b"
  IF x > 1 THEN
    TALK "yes"
  ELSE
    y = 1; z = 2
  END IF
  PARALLEL
    BRANCH A: BOT "c" "d"
    BRANCH "long name":
      WAIT 1
  END PARALLEL
END WORKFLOW
SUB pack(a)
  RETURN a
END SUB
`;

function parse(text: string): ReturnType<typeof readProgram>['program'] {
  return readProgram({ file: 'a.bas', text }).program;
}

function wordsAt(text: string, ref: string | number): string {
  const found = findStatement(parse(text), ref);
  if (found === undefined) return 'nothing';
  return text.slice(found.statement.start, found.statement.end).split('\n')[0] ?? '';
}

describe('the statement of an id', () => {
  it.each([
    ['main.0', 'STEP 1: BOT "a" "b"'],
    ['main.1', 'IF x > 1 THEN'],
    ['main.1.then.0', 'TALK "yes"'],
    ['main.1.else.1', 'z = 2'],
    ['main.2.A.0', 'BOT "c" "d"'],
    ['main.2.long name.0', 'WAIT 1'],
    ['sub:pack.0', 'RETURN a'],
    ['main.9', 'nothing'],
  ])('%s is %s', (id, words) => {
    expect(wordsAt(TEXT, id)).toBe(words);
  });

  it('has the places of a compiled plan, in every sample', () => {
    for (const text of SAMPLES) {
      const { plan, places, program } = compile({ file: 'a.bas', text });
      const mine = parse(text);
      const expected = plan === undefined ? {} : places;
      const found = Object.fromEntries(stepPlaces(mine));
      expect(plan === undefined ? {} : found).toEqual(expected);
      for (const [id, place] of Object.entries(expected)) {
        const statement = findStatement(mine, id)?.statement;
        expect(statement?.start).toBeLessThanOrEqual(place.start);
        expect(statement?.end).toBeGreaterThanOrEqual(place.end);
      }
      expect(program.statements).toHaveLength(mine.statements.length);
    }
  });

  it('leads back to the id', () => {
    const program = parse(TEXT);
    const ids = placeStatements(program).map((placed) => statementId(program, placed));
    expect(ids.filter((id) => id !== undefined)).toEqual([
      'main.0', 'main.1', 'main.1.then.0', 'main.1.else.0', 'main.1.else.1', 'main.2', 'main.2.A.0',
      'main.2.long name.0', 'sub:pack.0',
    ]); // prettier-ignore
  });
});

describe('the statement of an offset', () => {
  it.each([
    ['TALK', 'TALK "yes"'],
    ['  STEP 1', 'STEP 1: BOT "a" "b"'],
    ['z =', 'z = 2'],
    ['BRANCH A', 'BOT "c" "d"'],
    ['"c"', 'BOT "c" "d"'],
  ])('at %s is %s', (at, words) => {
    expect(wordsAt(TEXT, TEXT.indexOf(at))).toBe(words);
  });
});

describe('the block of an id', () => {
  it.each([
    ['main', 6],
    ['main.1.then', 1],
    ['main.1.else', 2],
    ['main.2.A', 1],
    ['sub:pack', 1],
  ])('%s has %d statements', (id, count) => {
    expect(findBlock(parse(TEXT), id)?.statements).toHaveLength(count);
  });

  it('is found by its owner while it is empty', () => {
    const program = parse('IF a THEN\nELSE\nEND IF\n');
    expect(findBlock(program, 'main.0.else')?.statements).toEqual([]);
    expect(findBlock(program, 'main.0.elseif1')).toBeUndefined();
  });
});
