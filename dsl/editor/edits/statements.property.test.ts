import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from '../../../test/property';
import type { Program } from '../../basic/parser';
import type { Span } from '../../source';
import { findStatement } from '../find-statement';
import { countErrors, readProgram } from '../program';
import { placeStatements, type PlacedStatement } from '../statements';
import { indentAt, lineStart, readComments } from '../tokens';
import { deleteStatement } from './delete-statement';
import { insertStatement } from './insert-statement';
import { moveStatement } from './move-statement';
import { replaceStatement } from './replace-statement';
import type { EditOutcome } from './outcome';
import { applyEdits, invertEdits } from './text-edit';

const CORPUS = join(__dirname, '..', '..', '..', 'test', 'corpus');
const TEMPLATES = join(__dirname, '..', '..', '..', 'bottemplates');
const FILES = [
  ...readdirSync(CORPUS).map((name) => join(CORPUS, name)),
  ...readdirSync(TEMPLATES, { recursive: true }).map((name) => join(TEMPLATES, String(name))),
];
const LAYOUT = `' A file with comments everywhere.
' Its second line.

REM about the workflow
ORCHESTRATE WORKFLOW "orders" ' the name

  ' Look at it first.
  STEP 1: BOT "classifier" "look" TIMEOUT 30 ' seconds


  STEP 2: HUMAN APPROVAL FROM "boss@example.com"
    TIMEOUT 1800 ' half an hour
    ON TIMEOUT: ESCALATE TO "owner@example.com"
  IF total > 10 AND _
     state = "new" THEN ' big
    ' nothing before this
    TALK "Hello
  IF you are here"
    x = 1; y = 2
    ' the end of it
  ELSE
    ' only a comment
  END IF
  PARALLEL
    BRANCH A: BOT "a" "b"
      WAIT 1
    BRANCH B:
      BEGIN TALK
  text {total}
END IF
      END TALK
  END PARALLEL

  ' far from all

  FOR EACH item IN items
    SELECT CASE item.kind
      CASE "a", "b"
        CALL pack(item)
      CASE ELSE
        APPEND rest, item
    END SELECT
  NEXT item
END WORKFLOW

SUB pack(thing)
  RETURN thing.name ' its name
END SUB
' the last line`;
const GOOD = [
  ...FILES.filter((name) => name.endsWith('.bas')).map((name) => readFileSync(name, 'utf8')),
  LAYOUT,
].filter((text) => countErrors(parse(text).mistakes) === 0);
const SAMPLES = [...GOOD, ...GOOD.map((text) => text.split('\n').join('\r\n')), `${LAYOUT}\n`];
const SNIPPETS = [
  'TALK "new"',
  'x = 1',
  'IF new THEN\n  TALK "a"\nEND IF',
  'BOT "a" "b" \' why',
  'BEGIN TALK\n raw\nEND TALK',
  'x = "two\nlines"',
];

function parse(text: string): ReturnType<typeof readProgram> {
  return readProgram({ file: 'a.bas', text });
}

interface Found {
  readonly text: string;
  readonly program: Program;
  readonly placed: PlacedStatement;
}

/** A sample and one of its statements, by number: what is shown of a failure stays short. */
const anyStatement = fc.tuple(fc.constantFrom(...SAMPLES), fc.nat());

function find([text, number]: readonly [string, number]): Found | undefined {
  const { program } = parse(text);
  const all = placeStatements(program);
  const placed = all[number % Math.max(1, all.length)];
  return placed === undefined ? undefined : { text, program, placed };
}

/** The text after an operation that was done; undefined where it was refused. */
function after(program: Program, outcome: EditOutcome): string | undefined {
  if (!outcome.ok) return undefined;
  const { text } = program.source;
  const edited = applyEdits(text, outcome.edits);
  const parsed = parse(edited);
  expect(countErrors(parsed.mistakes)).toBe(0);
  expect(applyEdits(edited, invertEdits(text, outcome.edits))).toBe(text);
  if (text.includes('\r\n')) expect(edited.split('\r\n').join('')).not.toContain('\n');
  return edited;
}

function comments(program: Program): readonly string[] {
  return readComments(program).map(({ start, end }) => program.source.text.slice(start, end));
}

const spanOf = ({
  statement: { start, end },
}: PlacedStatement): { start: number; end: number } => ({
  start,
  end,
});

/** How many of the random operations were done: a property that refuses everything says nothing. */
let done = 0;
let tried = 0;
beforeEach(() => {
  done = 0;
  tried = 0;
});

function count(text: string | undefined): text is string {
  tried += 1;
  if (text !== undefined) done += 1;
  return text !== undefined;
}

describe('an operation on a random statement', () => {
  it('inserts, and deleting gives the text before', () => {
    const place = fc.constantFrom('after', 'before');
    fc.assert(
      fc.property(anyStatement, place, fc.constantFrom(...SNIPPETS), (sample, where, snippet) => {
        const found = find(sample);
        if (found === undefined) return;
        const { program, placed, text } = found;
        const anchor = where === 'after' ? { after: spanOf(placed) } : { before: spanOf(placed) };
        const outcome = insertStatement(program, anchor, snippet);
        const edited = after(program, outcome);
        if (!count(edited)) return;
        const [edit] = outcome.ok ? outcome.edits : [];
        expect(outcome.ok && outcome.edits).toHaveLength(1);
        expect(edit?.start).toBe(edit?.end);
        if (edit === undefined || snippet.includes("'") || isInline(placed, program)) return;
        const next = parse(edited).program;
        const at = edit.start + edit.text.search(/[A-Za-z]/u);
        const added = findStatement(next, at);
        const back = added && after(next, deleteStatement(next, spanOf(added)));
        expect(back).toBe(text);
      }),
      { numRuns: 300 },
    );
    expect(done / tried).toBeGreaterThan(0.8);
  });

  it('deletes it and nothing else', () => {
    fc.assert(
      fc.property(anyStatement, (sample) => {
        const found = find(sample);
        if (found === undefined) return;
        const { program, placed, text } = found;
        const outcome = deleteStatement(program, spanOf(placed));
        const edited = after(program, outcome);
        if (!count(edited)) return;
        const { start, end } = placed.statement;
        const [edit] = outcome.ok ? outcome.edits : [];
        const from = edit?.start ?? 0;
        const to = edit?.end ?? 0;
        const around = text.slice(from, start) + text.slice(end, to);
        expect(around.replace(';', '').trim()).toBe('');
        const outside = comments(program).length - commentsInside(program, placed);
        expect(comments(parse(edited).program)).toHaveLength(outside);
      }),
      { numRuns: 300 },
    );
    expect(done / tried).toBeGreaterThan(0.8);
  });

  // A comment behind a comment would be one.
  const plainSnippet = fc.constantFrom(...SNIPPETS.filter((snippet) => !snippet.includes("'")));

  it('is replaced, and what was there comes back', () => {
    fc.assert(
      fc.property(anyStatement, plainSnippet, (sample, snippet) => {
        const found = find(sample);
        if (found === undefined) return;
        const { program, placed, text } = found;
        const { start, end } = placed.statement;
        const outcome = replaceStatement(program, spanOf(placed), snippet);
        const edited = after(program, outcome);
        if (!count(edited)) return;
        const outside = comments(program).length - commentsInside(program, placed);
        const next = parse(edited).program;
        expect(comments(next)).toHaveLength(outside);
        const words = text.slice(start, end);
        if (/[\r\n]/u.test(words)) return;
        const there = findStatement(next, start);
        expect(there && after(next, replaceStatement(next, spanOf(there), words))).toBe(text);
      }),
      { numRuns: 300 },
    );
    expect(done / tried).toBeGreaterThan(0.7);
  });

  it('moves past the neighbour and back', () => {
    fc.assert(
      fc.property(anyStatement, (sample) => {
        const found = find(sample);
        if (found === undefined) return;
        const { program, placed, text } = found;
        const edited = after(program, moveStatement(program, spanOf(placed), 'down'));
        if (!count(edited)) return;
        const next = parse(edited).program;
        expect([...comments(next)].sort()).toEqual([...comments(program)].sort());
        expect(Array.from(edited).sort()).toEqual(Array.from(text).sort());
        const moved = sameWords(next, program, placed);
        const backs = moved.map((other) => {
          const outcome = moveStatement(next, spanOf(other), 'up');
          return outcome.ok ? applyEdits(edited, outcome.edits) : '';
        });
        expect(backs).toContain(text);
      }),
      { numRuns: 200 },
    );
    expect(done / tried).toBeGreaterThan(0.3);
  });

  it('moves to another block and back', () => {
    fc.assert(
      fc.property(anyStatement, fc.nat(), (sample, number) => {
        const found = find(sample);
        if (found === undefined) return;
        const { program, placed, text } = found;
        const all = placeStatements(program);
        const target = all[number % all.length] ?? placed;
        // A place has the indentation of its neighbour.
        const indent = indentAt(text, placed.statement.start);
        const neighbours = ([-1, 1] as const).flatMap((step) => {
          const statement = placed.siblings[placed.index + step];
          const isAlike =
            statement !== undefined &&
            indentAt(text, statement.start) === indent &&
            !hasLooseComment(text, statement, placed.statement);
          return isAlike ? [{ statement, to: step === 1 ? 'before' : 'after' }] : [];
        });
        const outcome = moveStatement(program, spanOf(placed), { after: spanOf(target) });
        const edited = after(program, outcome);
        if (!count(edited)) return;
        const there = parse(edited).program;
        expect([...comments(there)].sort()).toEqual([...comments(program)].sort());
        const backs = neighbours.flatMap(({ statement, to }) =>
          sameWords(there, program, { ...placed, statement }).flatMap((other) =>
            sameWords(there, program, placed).map((moved) => {
              const place = to === 'before' ? { before: spanOf(other) } : { after: spanOf(other) };
              const back = moveStatement(there, spanOf(moved), place);
              return back.ok ? applyEdits(edited, back.edits) : '';
            }),
          ),
        );
        // Without a neighbour, or inside of one, there is no such way back.
        expect(backs.length === 0 || backs.includes(text)).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(done / tried).toBeGreaterThan(0.3);
  });
});

/** True where a comment stands between two statements and belongs to neither. */
function hasLooseComment(text: string, one: Span, other: Span): boolean {
  const between = text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start));
  const lines = between.split('\n').slice(1);
  return lines.some(
    (line, index) =>
      line.trim() !== '' && lines[index + 1]?.trim() === '' && index < lines.length - 2,
  );
}

/** True for what stands behind `BRANCH A:`: a line is broken there. */
function isInline({ statement }: PlacedStatement, { source }: Program): boolean {
  return source.text.slice(lineStart(source.text, statement.start), statement.start).trim() !== '';
}

function words(program: Program, { statement }: PlacedStatement): string {
  const { text } = program.source;
  return text.slice(statement.start, statement.end).split(/\s+/u).join(' ');
}

/** Statements of another text that have the words of this one. */
function sameWords(
  there: Program,
  program: Program,
  placed: PlacedStatement,
): readonly PlacedStatement[] {
  return placeStatements(there).filter((other) => words(there, other) === words(program, placed));
}

function commentsInside(program: Program, { statement }: PlacedStatement): number {
  return readComments(program).filter(
    ({ start }) => statement.start <= start && start < statement.end,
  ).length;
}
