import { compile } from '../../compile';

/** The lines that get the code, from 1. */
function linesWithDoubt(...lines: readonly string[]): readonly number[] {
  const { diagnostics, source } = compile({ file: 'test.bas', text: lines.join('\n') });
  return diagnostics
    .filter(({ code }) => code === 'BASIC_PARAM_DEFAULT')
    .map(({ span }) => source.text.slice(0, span.start).split('\n').length);
}

describe('the values of a PARAM', () => {
  it.each([
    'PARAM a AS NUMBER DEFAULT "many"',
    'PARAM a AS INTEGER LIKE 2.5',
    'PARAM a AS BOOLEAN DEFAULT 7',
    'PARAM a AS EMAIL LIKE "Ana"',
    'PARAM a AS MONEY DEFAULT "cheap"',
    'PARAM a AS DATE LIKE 20260101',
    'PARAM a AS "small", "large" DEFAULT "huge"',
  ])('are told where the type forbids them: %s', (line) => {
    expect(linesWithDoubt(line)).toEqual([1]);
  });

  it.each([
    'PARAM a AS NUMBER DEFAULT "12.5"',
    'PARAM a AS STRING LIKE 12',
    'PARAM a AS BOOLEAN DEFAULT "yes"',
    'PARAM a AS EMAIL DEFAULT ""',
    'PARAM a AS MONEY LIKE "R$ 10,00"',
    'PARAM a AS DATE LIKE "next monday"',
    'PARAM a AS "small", "large" DEFAULT "Large"',
    'PARAM a DEFAULT 1',
  ])('are taken where a reading of them fits: %s', (line) => {
    expect(linesWithDoubt(line)).toEqual([]);
  });
});
