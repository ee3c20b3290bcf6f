import { BASIC_CODES, CATALOGUE } from './basic/catalogue';
import { compile } from './compile';
import { applyEdits, fixText } from './fixes';

function expectFix(lines: readonly string[], expected: readonly string[]): void {
  const { text } = fixText('a.bas', lines.join('\n'));
  expect(text).toBe(expected.join('\n'));
}

function countErrors(text: string): number {
  const { diagnostics } = compile({ file: 'a.bas', text });
  return diagnostics.filter(({ severity }) => severity === 'error').length;
}

describe('fixText', () => {
  it('adds THEN', () => {
    expectFix(['IF a > 1', '  x = 1', 'END IF', ''], ['IF a > 1 THEN', '  x = 1', 'END IF', '']);
  });

  it('closes a text at the end of its line', () => {
    expectFix(['TALK "Hello', ''], ['TALK "Hello"', '']);
  });

  it('writes = for == where a variable is set', () => {
    expectFix(['x == 5', ''], ['x = 5', '']);
  });

  it('writes the keyword that was meant', () => {
    expectFix(['TLAK "Hello"', ''], ['TALK "Hello"', '']);
  });

  it('gives a STEP the next free number', () => {
    expectFix(
      ['STEP 1: BOT "a" "b"', 'STEP: BOT "a" "c"', ''],
      ['STEP 1: BOT "a" "b"', 'STEP 2: BOT "a" "c"', ''],
    );
  });

  it.each([
    [['IF a THEN', '  x = 1', '', 'TALK x', ''], ['IF a THEN', '  x = 1', 'END IF', '', 'TALK x', '']],
    [['IF a THEN', '  x = 1'], ['IF a THEN', '  x = 1', 'END IF', '']],
    [['FOR i = 1 TO 3', '  TALK i', 'TALK "x"', ''], ['FOR i = 1 TO 3', '  TALK i', 'NEXT', 'TALK "x"', '']],
    [
      ['PARALLEL', '  BRANCH A: WAIT 1', '  BRANCH B: WAIT 2', 'TALK "x"', ''],
      ['PARALLEL', '  BRANCH A: WAIT 1', '  BRANCH B: WAIT 2', 'END PARALLEL', 'TALK "x"', ''],
    ],
    [
      ['FOR i = 1 TO 3', '  IF a THEN', '    x = 1', 'NEXT', ''],
      ['FOR i = 1 TO 3', '  IF a THEN', '    x = 1', '  END IF', 'NEXT', ''],
    ],
  ])('adds the missing end of %j', (lines, expected) => {
    expectFix(lines, expected);
  }); // prettier-ignore

  it('tells what it did', () => {
    const { applied } = fixText('a.bas', 'x = 1\nTLAK "a"\n');
    expect(applied).toEqual([{ code: 'BASIC_UNKNOWN_KEYWORD', line: 2 }]);
  });

  it.each(BASIC_CODES.filter((code) => CATALOGUE[code].wrong.length < 5_000))(
    'never makes the example of %s worse, and has nothing left to do after it',
    (code) => {
      const { wrong } = CATALOGUE[code];
      const once = fixText('a.bas', wrong).text;
      expect(countErrors(once)).toBeLessThanOrEqual(countErrors(wrong));
      expect(fixText('a.bas', once).text).toBe(once);
    },
  );
});

describe('applyEdits', () => {
  it('applies edits from the end on', () => {
    const edits = [
      { span: { start: 0, end: 1 }, text: 'xx' },
      { span: { start: 2, end: 2 }, text: '!' },
    ];
    expect(applyEdits('abc', edits)).toBe('xxb!c');
  });

  it('refuses edits that overlap', () => {
    const edit = { span: { start: 0, end: 2 }, text: '' };
    expect(applyEdits('abc', [edit, { ...edit, span: { start: 1, end: 3 } }])).toBeUndefined();
  });
});
