import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from '../../test/property';
import { compile } from '../compile';
import { MAX_DIAGNOSTICS } from '../reporter';
import { checkPlan } from '../../plan/check-plan';
import { PlanSchema } from '../../plan/schema';
import { printProgram } from './printer';

const CORPUS = join(__dirname, '..', '..', 'test', 'corpus');
const SAMPLES = readdirSync(CORPUS)
  .filter((name) => name.endsWith('.bas'))
  .map((name) => readFileSync(join(CORPUS, name), 'utf8'));
const PIECES = [
  'IF ', ' THEN', '\n', 'END IF', 'FOR EACH x IN ', 'NEXT', '"', "'", '${', '}', '{', '(', ')', '[', ']',
  ',', '=', '+', ' AND ', ' NOT ', 'FIND ', 'BOT ', 'STEP 1: ', 'PARALLEL\n', 'BRANCH A: ', 'WITH ', 'x',
  '12', '.', ';', 'TALK ', 'BEGIN TALK\n', 'END TALK', 'SELECT CASE ', 'CASE ', 'END SELECT', '\r\n', '_\n',
  'WHERE ', 'UPDATE ', 'SAVE ', 'RETURN ', 'WAIT FOR EVENT ', 'HUMAN APPROVAL FROM ', '\u0000', '“', '#{',
]; // prettier-ignore

/** What holds for every text whatever: it ends, gives the text back, and tells at most so much. */
function check(text: string): void {
  const compiled = compile({ file: 'random.bas', text });
  expect(printProgram(compiled.program)).toBe(text);
  expect(compiled.diagnostics.length).toBeLessThanOrEqual(MAX_DIAGNOSTICS);
  for (const { span, message } of compiled.diagnostics) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeLessThanOrEqual(text.length + 1);
    expect(message).not.toBe('');
  }
  const hasError = compiled.diagnostics.some(({ severity }) => severity === 'error');
  expect(compiled.plan === undefined).toBe(hasError);
  if (compiled.plan === undefined) return;
  expect(PlanSchema.safeParse(compiled.plan).error).toBeUndefined();
  expect(checkPlan(compiled.plan)).toEqual([]);
}

describe('any text', () => {
  it('of random characters is read to its end', () => {
    expect(() => {
      fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), check), {
        numRuns: 500,
      });
    }).not.toThrow();
  });

  it('of random pieces of the language is read to its end', () => {
    const text = fc
      .array(fc.constantFrom(...PIECES), { maxLength: 60 })
      .map((pieces) => pieces.join(''));
    expect(() => {
      fc.assert(fc.property(text, check), { numRuns: 1500 });
    }).not.toThrow();
  });

  it('that is a sample with random edits is read to its end', () => {
    const edited = fc
      .tuple(
        fc.constantFrom(...SAMPLES),
        fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.constantFrom(...PIECES, '')), {
          minLength: 1,
          maxLength: 4,
        }),
      )
      .map(([sample, edits]) =>
        edits.reduce((text, [at, remove, piece]) => {
          const place = at % (text.length + 1);
          return text.slice(0, place) + piece + text.slice(place + remove);
        }, sample),
      );
    expect(() => {
      fc.assert(fc.property(edited, check), { numRuns: 1500 });
    }).not.toThrow();
  });

  it('that is a sample with other line ends has the same plan', () => {
    for (const sample of SAMPLES) {
      const unix = compile({ file: 'a.bas', text: sample }).plan;
      const windows = compile({ file: 'a.bas', text: sample.split('\n').join('\r\n') }).plan;
      expect(windows).toEqual(unix);
    }
  });
});

describe('a hostile text', () => {
  const bombs: readonly (readonly [string, string])[] = [
    ['nested brackets', `x = ${'('.repeat(10_000)}`],
    ['nested IF', 'IF a THEN\n'.repeat(10_000)],
    ['nested objects', `x = ${'{a:'.repeat(10_000)}`],
    ['many statements', 'TALK "x"\n'.repeat(90_000)],
    ['a long sum', `x = 1${' + 1'.repeat(15_000)}`],
    ['many ELSE IF', `IF a THEN\n${'ELSE IF b THEN\n'.repeat(20_000)}END IF`],
    ['many branches', `PARALLEL\n${'BRANCH A: WAIT 1\n'.repeat(5_000)}END PARALLEL`],
    ['a long text', `x = "${'a'.repeat(900_000)}"`],
    ['nested interpolation', `x = "${'${'.repeat(5_000)}"`],
    ['nested texts in interpolation', `x = "${'${"'.repeat(5_000)}"`],
    ['many quotes', '"'.repeat(60_000)],
    ['many quotes on lines', '"\n'.repeat(200_000)],
    ['many escaped quotes', '\\"\n'.repeat(200_000)],
    ['many comments', `${"' nothing\n".repeat(90_000)}x = `],
    ['many NOT', `x = ${'NOT '.repeat(15_000)}`],
    ['many signs', `x = ${'- '.repeat(30_000)}1`],
    ['a long name', `${'a'.repeat(60_000)} = 1`],
    ['many unknown words', Array.from({ length: 50_000 }, (_, n) => `W${n} x`).join('\n')],
    ['many members', `x = a${'.b'.repeat(20_000)}`],
    ['many elements', `x = a${'[0]'.repeat(20_000)}`],
    ['many open blocks of text', 'BEGIN TALK\n'.repeat(50_000)],
    ['many commands inside each other', `x = ${'FIND '.repeat(10_000)}`],
    ['many choices', `x = ${'a ? '.repeat(10_000)}`],
    ['chains in brackets', `x = ${'('.repeat(60)}1${`${' + 1'.repeat(250)})`.repeat(60)}`],
    ['a million characters more', 'x'.repeat(2_000_000)],
  ];

  it.each(bombs)('of %s is refused or read to its end', (_, text) => {
    const { diagnostics } = compile({ file: 'bomb.bas', text });
    expect(diagnostics.length).toBeLessThanOrEqual(MAX_DIAGNOSTICS);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
