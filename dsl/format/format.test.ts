import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from '../../test/property';
import { readTokens } from '../basic/lexer';
import { compile } from '../compile';
import { Reporter } from '../reporter';
import { createSource } from '../source';
import { format } from './format';
import { layOut } from './layout';

const ROOT = join(__dirname, '..', '..');

function texts(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.bas'))
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')]);
}

const ALL = [...texts('test/corpus'), ...texts('bottemplates')];
const GOOD = ALL.filter(([file, text]) => compile({ file, text }).plan !== undefined);
const BROKEN = ALL.filter(([file, text]) => compile({ file, text }).plan === undefined);

/** The comments of a text in order: what is left of the trivia without blanks. */
function comments(text: string): readonly string[] {
  const source = createSource({ file: 'a.bas', text });
  return readTokens(new Reporter(source))
    .toTokens()
    .flatMap(({ triviaStart, start }) => {
      const trivia = text.slice(triviaStart, start).replace(/_[ \t]*(\r\n|\r|\n)/g, '');
      return trivia.trim() === '' ? [] : [trivia.trim()];
    });
}

function expectFormat(lines: readonly string[], expected: readonly string[]): void {
  const { text } = format(`${lines.join('\n')}\n`);
  expect(text).toBe(`${expected.join('\n')}\n`);
  expect(format(text).text).toBe(text);
}

describe('format', () => {
  it('writes keywords in capitals and leaves names as they are', () => {
    expectFormat(
      ['if Total>5 then', 'talk "Hi "+userName.First', 'endif'],
      ['IF Total > 5 THEN', '  TALK "Hi " + userName.First', 'END IF'],
    );
  });

  it('splits ELSEIF and ENDIF', () => {
    expectFormat(
      ['IF a THEN', 'x=1', 'ELSEIF b THEN', 'x=2', 'ELSE', 'x=3', 'ENDIF'],
      ['IF a THEN', '  x = 1', 'ELSE IF b THEN', '  x = 2', 'ELSE', '  x = 3', 'END IF'],
    );
  });

  it('indents workflows, branches and cases', () => {
    expectFormat(
      [
        'orchestrate workflow "w"',
        'step 1:bot "a","b" timeout 5',
        'step 2 : parallel',
        'branch A:bot "c" "d"',
        'branch B:',
        'bot "e" "f"',
        'end parallel',
        'select case x',
        'case 1 , 2',
        'talk "one"',
        'case else',
        'talk "other"',
        'end select',
        'end workflow',
      ],
      [
        'ORCHESTRATE WORKFLOW "w"',
        '  STEP 1: BOT "a", "b" TIMEOUT 5',
        '  STEP 2: PARALLEL',
        '    BRANCH A: BOT "c" "d"',
        '    BRANCH B:',
        '      BOT "e" "f"',
        '  END PARALLEL',
        '  SELECT CASE x',
        '    CASE 1, 2',
        '      TALK "one"',
        '    CASE ELSE',
        '      TALK "other"',
        '  END SELECT',
        'END WORKFLOW',
      ],
    );
  });

  it('keeps comments and at most one empty line', () => {
    expectFormat(
      ['', "' first", '', '', '', 'x=1    \' one', 'for i=1 to 3', "' inside", 'rem old', 'next i', ''],
      ["' first", '', "x = 1 ' one", 'FOR i = 1 TO 3', "  ' inside", '  rem old', 'NEXT i'],
    ); // prettier-ignore
  });

  it('tells signs from operators and choices from fields', () => {
    expectFormat(
      ['x = - 5-y*( -2 )', 'z = a>1?"m":"n"', 'o={a:1,b:{ }}', 'y = !( a ) and not b', 'l = [ 1,2 ]'],
      ['x = -5 - y * (-2)', 'z = a > 1 ? "m" : "n"', 'o = { a: 1, b: {} }', 'y = !(a) AND NOT b', 'l = [1, 2]'],
    ); // prettier-ignore
  });

  it('keeps lists on lines and carried lines', () => {
    expectFormat(
      ['l=[', '1,', '2', ']', 'x = 1+ _', '2', 'y = a and', 'b'],
      ['l = [', '  1,', '  2', ']', 'x = 1 + _', '  2', 'y = a AND', '  b'],
    );
  });

  it('does not touch texts, blocks of text, tables and queries', () => {
    expectFormat(
      ['begin talk', '  Hello   {x}', ' if', 'end talk', 'x = "a  if   b"', 'talk x', 'y = select  a from   t'],
      ['BEGIN TALK', '  Hello   {x}', ' if', 'END TALK', 'x = "a  if   b"', 'TALK x', 'y = SELECT a from   t'],
    ); // prettier-ignore
  });

  it('keeps the ends of lines', () => {
    expect(format('x=1\r\ntalk x\r\n').text).toBe('x = 1\r\nTALK x\r\n');
  });

  it.each(BROKEN)('leaves %s as it is and tells why', (file, text) => {
    const formatted = format(text, { file });
    expect(formatted.text).toBe(text);
    expect(formatted.diagnostics).toEqual(compile({ file, text }).diagnostics);
  });
});

describe('formatting a text', () => {
  it.each(GOOD)('%s keeps plan and comments, and twice is as once', (file, text) => {
    const compiled = compile({ file, text });
    const once = layOut(compiled.program);
    const again = compile({ file, text: once });
    expect(again.plan).toEqual(compiled.plan);
    expect(comments(once)).toEqual(comments(text));
    expect(layOut(again.program)).toBe(once);
    expect(once).not.toMatch(/\n\n\n/);
    expect(format(text, { file }).text).toBe(once);
  });

  it('with other blanks and case gives the same text', () => {
    const edits = fc.infiniteStream(fc.constantFrom<string>(' ', '  ', '\t', '   '));
    fc.assert(
      fc.property(fc.constantFrom(...GOOD), edits, ([file, text], blanks) => {
        const { program, plan } = compile({ file, text });
        const loose = program.tokens
          .map((token) => {
            const trivia = text.slice(token.triviaStart, token.start);
            const isBlank = trivia !== '' && trivia.trim() === '' && token.kind !== 'raw';
            return (isBlank ? String(blanks.next().value) : trivia) + token.text;
          })
          .join('');
        const after = compile({ file, text: loose });
        fc.pre(JSON.stringify(after.plan) === JSON.stringify(plan));
        const once = layOut(after.program);
        expect(compile({ file, text: once }).plan).toEqual(plan);
        expect(format(once, { file }).text).toBe(once);
        expect(comments(once)).toEqual(comments(text));
      }),
      { numRuns: 300 },
    );
    expect(GOOD.length).toBeGreaterThan(30);
  });
});

it('indents the lines of WITH, with and without a dot, and the statements between them', () => {
  const lines = ['with order', 'id=7', 'if .id>5 then', '.a=1', 'end if', '.b.c = 2', 'end with'];
  const { text } = format(`${lines.join('\n')}\n`);
  expect(text).toBe(
    'WITH order\n  id = 7\n  IF .id > 5 THEN\n    .a = 1\n  END IF\n  .b.c = 2\nEND WITH\n',
  );
  expect(format(text).text).toBe(text);
});
