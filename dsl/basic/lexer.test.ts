import { Reporter } from '../reporter';
import { createSource } from '../source';
import { readTokens } from './lexer';

/** Kind and text of each token but the last. */
function tokensOf(text: string): readonly string[] {
  const reporter = new Reporter(createSource({ file: 'a.bas', text }));
  return readTokens(reporter)
    .toTokens()
    .slice(0, -1)
    .map((token) => (token.kind === 'newline' ? 'newline' : `${token.kind} ${token.text}`));
}

function codesOf(text: string): readonly string[] {
  const reporter = new Reporter(createSource({ file: 'a.bas', text }));
  readTokens(reporter);
  return reporter.finish().map((diagnostic) => diagnostic.code);
}

describe('reading tokens', () => {
  it('keeps words, numbers, texts and signs apart', () => {
    expect(tokensOf('x.y=1.5+"a"<>b')).toEqual([
      'word x',
      'symbol .',
      'word y',
      'symbol =',
      'number 1.5',
      'symbol +',
      'string "a"',
      'symbol <>',
      'word b',
    ]);
  });

  it('takes a quote after a value as a comment, and before one as a text', () => {
    expect(tokensOf("x = 1 ' it's one")).toEqual(['word x', 'symbol =', 'number 1']);
    expect(tokensOf("x = 'one'")).toEqual(['word x', 'symbol =', "string 'one'"]);
    expect(tokensOf("TALK 'one'")).toEqual(['word TALK']);
  });

  it('lets texts go over lines when they end well', () => {
    expect(tokensOf('x = "a\nb" + c')).toContain('string "a\nb"');
    expect(codesOf('x = "a\nb" + c')).toEqual([]);
  });

  it('ends a text at its line when its quote was forgotten', () => {
    expect(tokensOf('TALK "a\nTALK "b"')).toEqual([
      'word TALK',
      'string "a',
      'newline',
      'word TALK',
      'string "b"',
    ]);
    expect(codesOf('TALK "a\nTALK "b"')).toEqual(['BASIC_OPEN_TEXT']);
  });

  it('does not end a text at a quote inside of ${…}', () => {
    expect(tokensOf('"a ${b["c"]} d"')).toEqual(['string "a ${b["c"]} d"']);
  });

  it('takes what stands between BEGIN TALK and END TALK as it is', () => {
    expect(tokensOf('begin talk\n"open\n\n  End  Talk\nx')).toEqual([
      'word begin',
      'word talk',
      'newline',
      'raw "open\n\n',
      'word End',
      'word Talk',
      'newline',
      'word x',
    ]);
  });

  it('takes all kinds of line ends', () => {
    expect(tokensOf('a\r\nb\rc\nd')).toHaveLength(7);
  });

  it('takes REM, # and // as comments only at the start of a line', () => {
    expect(tokensOf('REM a\nremark\n# b\n// c\n#{')).toEqual([
      'newline',
      'word remark',
      'newline',
      'newline',
      'newline',
      'symbol #{',
    ]);
  });

  it('keeps the halves of a character together, and a half alone inside the text', () => {
    expect(tokensOf('x 😀 \ud83d')).toEqual(['word x', 'unknown 😀', 'unknown \ud83d']);
    const reporter = new Reporter(createSource({ file: 'a.bas', text: 'x \ud83d' }));
    expect(readTokens(reporter).tokenAt(1)).toMatchObject({ start: 2, end: 3 });
  });

  it('tells of characters that turn the direction of writing', () => {
    expect(codesOf('x = 1 \u202e')).toEqual(['BASIC_DIRECTION']);
  });
});
