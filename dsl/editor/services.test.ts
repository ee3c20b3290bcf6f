import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCompletions } from './completion';
import { findDefinition } from './definition';
import { readDiagnostics } from './diagnostics';
import { applyEdits } from './edits/text-edit';
import { readFolding } from './folding';
import { readHover } from './hover';
import { readProgram } from './program';
import { findReferences } from './references';
import { renameName } from './rename';
import { readSemanticTokens } from './semantic-tokens';
import { readSymbols, type EditorSymbol } from './symbols';

const CORPUS = join(__dirname, '..', '..', 'test', 'corpus');
const SAMPLES = readdirSync(CORPUS)
  .filter((name) => name.endsWith('.bas'))
  .map((name) => readFileSync(join(CORPUS, name), 'utf8'));
const TEXT = `' Orders.
' All of them.
ORCHESTRATE WORKFLOW "orders"
  PARAM total AS NUMBER
  STEP 1: BOT "checker" "check \${total}" INTO result
  FOR i = 1 TO ROUND(total)
    TALK "no " + i
  NEXT i
  PARALLEL
    BRANCH A: CALL pack(total)
  END PARALLEL
  HUMAN APPROVAL FROM "boss"
  PUBLISH EVENT "done" WITH state = result
END WORKFLOW
SUB pack(thing)
  rows = FIND "orders" WHERE total = total
  RETURN thing
END SUB
`;

type Program = ReturnType<typeof readProgram>['program'];

function parse(text: string): Program {
  return readProgram({ file: 'a.bas', text }).program;
}

function labels(marked: string): readonly string[] {
  const offset = marked.indexOf('|');
  const program = parse(marked.replace('|', ''));
  const names = { bots: ['checker'], events: ['paid'], tables: ['orders'], tools: ['t'] };
  return readCompletions(program, offset, names).map(({ label }) => label);
}

function rename(at: string, name: string): string {
  const outcome = renameName(parse(TEXT), TEXT.indexOf(at), name);
  return outcome.ok ? applyEdits(TEXT, outcome.edits) : outcome.message;
}

describe('completion', () => {
  it('offers what can begin a line there', () => {
    expect(labels('PARALLEL\n  |\nEND PARALLEL\n').slice(0, 2)).toEqual(['BRANCH', 'END PARALLEL']);
    expect(labels('IF a THEN\n  FOR EACH x IN y\n    |').slice(0, 1)).toEqual(['NEXT']);
    expect(labels('IF a THEN\n  x = 1\n|').slice(0, 3)).toEqual(['ELSE IF', 'ELSE', 'END IF']);
    expect(labels('BR|')).not.toContain('BRANCH');
    expect(labels('IF a THEN b = 1\n|')).not.toContain('END IF');
    expect(labels('STEP 1: HUM|')).toEqual(['HUMAN APPROVAL']);
    expect(labels("' TA|")).toEqual([]);
  });

  it('offers clauses, values and names', () => {
    expect(labels('BOT "a" "b" TI|')).toContain('TIMEOUT');
    expect(labels('HUMAN APPROVAL FROM "a"\n  |')).toContain('ON TIMEOUT');
    expect(labels('PARAM total AS NUMBER\nx = to|')).toContain('total');
    expect(labels('x = rou|')).toEqual(['ROUND']);
    expect(labels('rows = FIND "orders" OR|')).toContain('ORDER BY');
    expect(labels('HEAR n AS INTEGER |')).toEqual(
      expect.arrayContaining(['WITH', 'DEFAULT', 'TIMEOUT']),
    );
    expect(labels('again:\nGOTO |')).toEqual(['again']);
    expect(labels('BOT "|" "b"')).toEqual(['checker']);
    expect(labels('PUBLISH EVENT "p|"')).toEqual(['paid']);
    expect(labels('x = FIND "|"')).toEqual(['orders']);
    expect(labels('SUB pack\nEND SUB\nCALL |')).toEqual(['pack']);
  });
});

describe('hover', () => {
  it.each([
    ['APPROVAL', '**HUMAN APPROVAL**'],
    ['ROUND', 'ROUND(number, [places])'],
    ['total AS', 'Parameter **total**'],
    ['result', 'It is set in line 5.'],
    ['checker', 'Bot **checker**'],
    ['BRANCH', 'Begins a branch'],
    ['pack(total)', 'SUB **pack**'],
  ])('at %s tells %s', (at, text) => {
    expect(readHover(parse(TEXT), TEXT.indexOf(at) + 1)?.markdown).toContain(text);
  });
});

describe('hover over a clause', () => {
  const text = [
    'STEP 1: BOT "a" "b" WITH { c: 1 } CACHE 60',
    'HUMAN APPROVAL FROM "boss" TIMEOUT 5',
    '  ON TIMEOUT: APPROVE',
    'rows = FIND "orders" WHERE id = 1 ORDER BY id',
    'WITH order',
    '  id = 1',
    'END WITH',
  ].join('\n');

  it.each([
    ['WITH {', '**WITH** of BOT'],
    ['CACHE', 'Uses an answer'],
    ['TIMEOUT 5', 'How long it waits'],
    ['TIMEOUT: A', '**ON TIMEOUT** of HUMAN APPROVAL'],
    ['WHERE', '**WHERE** of FIND'],
    ['BY id', '**ORDER BY** of FIND'],
    ['WITH order', '**WITH**\n'],
  ])('at %s tells %s', (at, told) => {
    expect(readHover(parse(text), text.indexOf(at) + 1)?.markdown).toContain(told);
  });
});

describe('names of labels and of what a statement sets', () => {
  const text = 'SUB a\nx:\nGOTO x\nEND SUB\nx:\nGOTO X\nTRY\ny = 1\nCATCH why\nz = why\nEND TRY\n';

  it('belong to their SUB or to the program', () => {
    const starts = findReferences(parse(text), text.indexOf('GOTO X') + 5).map(
      ({ start }) => start,
    );
    expect(starts).toEqual([text.indexOf('x:\nGOTO X'), text.indexOf('X')]);
    const outcome = renameName(parse(text), text.indexOf('x:'), 'again');
    expect(outcome.ok && applyEdits(text, outcome.edits)).toBe(
      text.replace('x:\nGOTO x', 'again:\nGOTO again'),
    );
    expect(findDefinition(parse(text), text.indexOf('why\nEND'))?.start).toBe(text.indexOf('why'));
    const colours = readSemanticTokens(parse(text)).filter(({ kind }) => kind === 'label');
    expect(colours).toHaveLength(4);
  });
});

describe('names', () => {
  const textAt = (span: { start: number; end: number } | undefined): string =>
    span === undefined ? 'nothing' : (TEXT.slice(span.start, span.start + 12).split('\n')[0] ?? '');

  it('lead to their definitions', () => {
    expect(textAt(findDefinition(parse(TEXT), TEXT.indexOf('pack(total)')))).toBe('pack(thing)');
    expect(textAt(findDefinition(parse(TEXT), TEXT.indexOf('total}')))).toBe('total AS NUM');
    expect(textAt(findDefinition(parse(TEXT), TEXT.lastIndexOf('thing')))).toBe('thing)');
    expect(findDefinition(parse(TEXT), TEXT.indexOf('TALK'))).toBeUndefined();
  });

  it('are found at all places, but not as columns', () => {
    const places = findReferences(parse(TEXT), TEXT.indexOf('total'));
    expect(places.map(({ start }) => TEXT.slice(start, start + 5))).toEqual(Array(5).fill('total'));
    expect(findReferences(parse(TEXT), TEXT.indexOf('i = 1'))).toHaveLength(3);
  });

  it('are renamed', () => {
    expect(rename('total', 'amount')).toBe(
      TEXT.split('total').join('amount').replace('WHERE amount =', 'WHERE total ='),
    );
    expect(rename('pack', 'wrap_up')).toBe(TEXT.split('pack').join('wrap_up'));
    expect(rename('total', 'result')).toBe('The name result is used already.');
    expect(rename('total', 'step')).toBe('step is a keyword.');
    expect(rename('total', 'round')).toBe('round is a function.');
    expect(rename('total', '1x')).toContain('begins with no digit');
    expect(rename('checker', 'x')).toBe('Only a variable, a SUB or a label can be renamed.');
  });
});

describe('the other services', () => {
  it('tell diagnostics with lines and columns', () => {
    const [first] = readDiagnostics({ file: 'a.bas', text: 'x = 1\nIF x\nEND IF\n' });
    expect(first).toMatchObject({ code: 'BASIC_MISSING_THEN', from: { line: 2, column: 5 } });
  });

  it('outline a program', () => {
    const names = (symbols: readonly EditorSymbol[]): readonly unknown[] =>
      symbols.map(({ name, children }) => (children.length === 0 ? name : [name, names(children)]));
    expect(names(readSymbols(parse(TEXT)))).toEqual([
      '"orders"',
      'PARAM total',
      'STEP 1: BOT "checker" "check ${total}"',
      ['PARALLEL', ['BRANCH A']],
      'HUMAN APPROVAL FROM "boss"',
      'SUB pack',
    ]);
  });

  it('fold blocks and comments', () => {
    expect(readFolding(parse(TEXT))).toEqual([
      { kind: 'comment', startLine: 1, endLine: 2 },
      { kind: 'block', startLine: 6, endLine: 8 },
      { kind: 'block', startLine: 9, endLine: 11 },
      { kind: 'block', startLine: 15, endLine: 18 },
    ]);
  });

  it('colour every word, in order and without overlaps', () => {
    const kinds = (at: string): readonly string[] =>
      readSemanticTokens(parse(TEXT))
        .filter(({ start }) => TEXT.startsWith(at, start))
        .map(({ kind }) => kind);
    expect(kinds('"checker"')).toEqual(['botName']);
    expect(kinds('"done"')).toEqual(['eventName']);
    expect(kinds('result')).toEqual(['variable', 'variable']);
    expect(kinds("' Orders")).toEqual(['comment']);
    expect(kinds('ROUND')).toEqual(['function']);
    expect(kinds('"check ')).toEqual(['string']);
    expect(kinds('total')).toContain('parameter');
    for (const text of SAMPLES) {
      const tokens = readSemanticTokens(parse(text));
      const isInOrder = tokens.every(
        ({ start, end }, index) => end > start && start >= (tokens[index - 1]?.end ?? 0),
      );
      expect(isInOrder).toBe(true);
    }
  });

  it('answer at every place of every sample', () => {
    for (const text of SAMPLES) {
      const program = parse(text);
      readSymbols(program);
      readFolding(program);
      for (let offset = 0; offset <= text.length; offset += 37) {
        expect(() => readCompletions(program, offset)).not.toThrow();
        expect(() => readHover(program, offset)).not.toThrow();
        expect(() => findDefinition(program, offset)).not.toThrow();
      }
    }
  });
});
