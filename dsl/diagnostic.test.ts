import { compile } from './compile';
import { diagnosticToJson, formatDiagnostic } from './diagnostic';

describe('a diagnostic', () => {
  const { source, diagnostics } = compile({ file: 'a.bas', text: 'x = 1\n\tTLAK "Hello"\n' });
  const [diagnostic] = diagnostics;
  if (diagnostic === undefined) throw new Error('There has to be one.');

  it('shows place, line, caret and hint', () => {
    expect(formatDiagnostic(source, diagnostic)).toBe(
      [
        'a.bas:2:2: error BASIC_UNKNOWN_KEYWORD: TLAK is no keyword.',
        '  \tTLAK "Hello"',
        '  \t^^^^',
        '  hint: Did you mean TALK?',
      ].join('\n'),
    );
  });

  it('can have colour', () => {
    expect(formatDiagnostic(source, diagnostic, { colour: true })).toContain('\u001b[31merror');
  });

  it('has a JSON form with places that need no text', () => {
    expect(diagnosticToJson(source, diagnostic)).toEqual({
      code: 'BASIC_UNKNOWN_KEYWORD',
      severity: 'error',
      message: 'TLAK is no keyword.',
      file: 'a.bas',
      line: 2,
      column: 2,
      endLine: 2,
      endColumn: 6,
      hint: 'Did you mean TALK?',
      fix: { title: 'Write TALK', span: { start: 7, end: 11 }, text: 'TALK' },
    });
  });

  it('shows only a part of a long line', () => {
    const long = compile({ file: 'a.bas', text: `x = "${'a'.repeat(5000)}" ~` });
    const [first] = long.diagnostics;
    const text = first === undefined ? '' : formatDiagnostic(long.source, first);
    expect(text.split('\n')[1]?.length).toBeLessThan(200);
  });
});

describe('hints', () => {
  const hintOf = (text: string): string | undefined =>
    compile({ file: 'a.bas', text }).diagnostics[0]?.hint;

  it.each([
    ['DIM x', 'Variables need no declaration: write name = value.'],
    ['APPROVAL HUMAN FROM "x"', 'Write HUMAN APPROVAL.'],
    ['x = UCAES("a")', 'Did you mean UCASE?'],
    ['TA\u200bLK "x"', 'The word has invisible characters. Did you mean TALK?'],
    ['\u0422ALK "x"', 'Did you mean TALK? The word has letters of another alphabet.'],
    ['IF a > 1\nEND IF', 'Write IF condition THEN.'],
    ['PARAM a AS STRNG', 'Did you mean STRING?'],
    ['BOT "a" "b" TIMEOUT "30 min"', 'Write for example TIMEOUT 1800 for half an hour.'],
  ])('help with %j', (text, hint) => {
    expect(hintOf(text)).toBe(hint);
  });
});
