import { readProgram } from '../program';
import { addBranch, removeBranch, renameBranch } from './branches';
import { deleteStatement } from './delete-statement';
import { insertStatement } from './insert-statement';
import { moveStatement } from './move-statement';
import type { EditOutcome } from './outcome';
import { replaceExpression } from './replace-expression';
import { replaceStatement } from './replace-statement';
import { setClause } from './set-clause';
import { applyEdits, invertEdits } from './text-edit';
import { unwrap, wrapIn } from './wrap';

type Program = ReturnType<typeof readProgram>['program'];

/** The text after an operation, or the message of its refusal. */
function run(text: string, operation: (program: Program) => EditOutcome): string {
  const outcome = operation(readProgram({ file: 'a.bas', text }).program);
  if (!outcome.ok) return outcome.message;
  const edited = applyEdits(text, outcome.edits);
  expect(applyEdits(edited, invertEdits(text, outcome.edits))).toBe(text);
  return edited;
}

const BOT = 'STEP 1: BOT "a" "b" \' who\nTALK "x"\n';

describe('setClause', () => {
  it.each([
    ['TIMEOUT', '30', 'STEP 1: BOT "a" "b" TIMEOUT 30 \' who\nTALK "x"\n'],
    [
      'WITH',
      'total = 1, state = "new"',
      'STEP 1: BOT "a" "b" WITH total = 1, state = "new" \' who\nTALK "x"\n',
    ],
    ['INTO', 'answer', 'STEP 1: BOT "a" "b" INTO answer \' who\nTALK "x"\n'],
    ['MESSAGE', '"x"', 'MESSAGE is no clause of this statement.'],
    ['TIMEOUT', '1 RETRY 2', 'The text would be read as more than one clause.'],
    ['TIMEOUT', undefined, 'There is no TIMEOUT here.'],
  ])('adds %s %s', (clause, value, expected) => {
    expect(run(BOT, (program) => setClause(program, 'main.0', clause, value))).toBe(expected);
  });

  it('changes and removes what is there', () => {
    const text = 'x = BOT "a" "b" TIMEOUT timeout RETRY (2) INTO y\n';
    const set = (clause: string, value?: string) => (program: Program) =>
      setClause(program, 0, clause, value);
    expect(run(text, set('TIMEOUT', '5'))).toBe('x = BOT "a" "b" TIMEOUT 5 RETRY (2) INTO y\n');
    expect(run(text, set('RETRY', 'n'))).toBe('x = BOT "a" "b" TIMEOUT timeout RETRY n INTO y\n');
    expect(run(text, set('TIMEOUT'))).toBe('x = BOT "a" "b" RETRY (2) INTO y\n');
    expect(run(text, set('INTO'))).toBe('x = BOT "a" "b" TIMEOUT timeout RETRY (2)\n');
    expect(run(text, set('FALLBACK', '"c"'))).toBe(
      'x = BOT "a" "b" TIMEOUT timeout RETRY (2) FALLBACK "c" INTO y\n',
    );
  });

  const APPROVAL =
    'HUMAN APPROVAL FROM boss\r\n  TIMEOUT 1800 \' half an hour\r\n  ON TIMEOUT: ESCALATE TO "owner"\r\nTALK "x"\r\n';

  it('keeps the lines of an approval', () => {
    const set = (clause: string, value?: string) => (program: Program) =>
      setClause(program, 0, clause, value);
    expect(run(APPROVAL, set('ON TIMEOUT', 'FAIL'))).toBe(
      APPROVAL.replace('ESCALATE TO "owner"', 'FAIL'),
    );
    expect(run(APPROVAL, set('ON REJECT', 'CONTINUE'))).toBe(
      APPROVAL.replace('"owner"', '"owner"\r\n  ON REJECT: CONTINUE'),
    );
    expect(run(APPROVAL, set('MESSAGE', '"Go?"'))).toBe(
      APPROVAL.replace('boss', 'boss\r\n  MESSAGE "Go?"'),
    );
    expect(run(APPROVAL, set('TIMEOUT'))).toBe(APPROVAL.replace('TIMEOUT 1800 ', ''));
    expect(run(APPROVAL, set('ON TIMEOUT'))).toBe(
      APPROVAL.replace('  ON TIMEOUT: ESCALATE TO "owner"\r\n', ''),
    );
  });

  it('adds to events and to a DELAY of a step', () => {
    expect(run('PUBLISH EVENT "e"\n', (p) => setClause(p, 0, 'WITH', 'a = 1'))).toBe(
      'PUBLISH EVENT "e" WITH a = 1\n',
    );
    expect(run('WAIT FOR EVENT "e" TIMEOUT 5\n', (p) => setClause(p, 0, 'TIMEOUT'))).toBe(
      'WAIT FOR EVENT "e"\n',
    );
    expect(run('STEP 1: PUBLISH EVENT "e"\n', (p) => setClause(p, 0, 'DELAY', '60'))).toBe(
      'STEP 1: PUBLISH EVENT "e"\n  DELAY 60\n',
    );
  });
});

describe('replaceExpression', () => {
  it.each([
    ['x = a * b\n', 'b', 'c + 1', 'x = a * (c + 1)\n'],
    ['x = a * b\n', 'a * b', 'c + 1', 'x = c + 1\n'],
    ['IF a > 1 THEN\nEND IF\n', 'a > 1', 'b = "x" AND c', 'IF b = "x" AND c THEN\nEND IF\n'],
    ['x = a\n', 'a', '1 +', 'The text is no expression that can stand here.'],
    ['x = a\n', 'a', '1\nTALK "x"', 'The text is no expression that can stand here.'],
    ['BOT "a" "b" TIMEOUT n\n', 'n', '5', 'BOT "a" "b" TIMEOUT 5\n'],
  ])('in %j puts another one for %s', (text, found, written, expected) => {
    const start = text.indexOf(found);
    const span = { start, end: start + found.length };
    expect(run(text, (program) => replaceExpression(program, span, written))).toBe(expected);
  });
});

const PARALLEL =
  'PARALLEL\n  BRANCH A: BOT "a" "b" \' first\n  BRANCH B:\n    WAIT 1\nEND PARALLEL\n';

describe('branches', () => {
  it('are renamed, added and removed', () => {
    expect(run(PARALLEL, (p) => renameBranch(p, 'main.0', 'A', 'new name'))).toBe(
      PARALLEL.replace('BRANCH A', 'BRANCH "new name"'),
    );
    expect(run(PARALLEL, (p) => addBranch(p, 'main.0', 'C', 'TALK "c"'))).toBe(
      PARALLEL.replace('END', '  BRANCH C:\n    TALK "c"\nEND'),
    );
    expect(run(PARALLEL, (p) => removeBranch(p, 'main.0', 'B'))).toBe(
      PARALLEL.replace('  BRANCH B:\n    WAIT 1\n', ''),
    );
  });

  it('keep names of their own', () => {
    expect(run(PARALLEL, (p) => renameBranch(p, 'main.0', 'A', 'b'))).toBe(
      'There is a BRANCH b already.',
    );
    expect(run('PARALLEL\nBRANCH A: WAIT 1\nEND PARALLEL\n', (p) => removeBranch(p, 0, 'A'))).toBe(
      'A PARALLEL has at least one BRANCH.',
    );
  });
});

describe('wrapIn', () => {
  const text = 'x = 1\n\' about it\nTALK "a\nb" \' c\ny = 2\n';
  const wrapped = 'x = 1\nIF a THEN\n  \' about it\n  TALK "a\nb" \' c\nEND IF\ny = 2\n';

  it('puts a block around, and unwrap takes it away', () => {
    expect(run(text, (p) => wrapIn(p, 'main.1', { kind: 'IF', condition: 'a' }))).toBe(wrapped);
    expect(run(wrapped, (p) => unwrap(p, 'main.1'))).toBe(text);
    const each = run(text, (p) =>
      wrapIn(p, { from: 'main.0', to: 'main.1' }, { kind: 'FOR EACH', variable: 'i', list: 'all' }),
    );
    expect(each).toBe(
      'FOR EACH i IN all\n  x = 1\n  \' about it\n  TALK "a\nb" \' c\nNEXT\ny = 2\n',
    );
    expect(run(each, (p) => unwrap(p, 'main.0'))).toBe(text);
    const parallel = run(text, (p) => wrapIn(p, 'main.2', { kind: 'PARALLEL', branch: 'A' }));
    expect(parallel).toBe(text.replace('y = 2', 'PARALLEL\n  BRANCH A:\n    y = 2\nEND PARALLEL'));
    expect(run(parallel, (p) => unwrap(p, 'main.2'))).toBe(text);
  });

  it('keeps comments of the lines that go, and refuses what is no block', () => {
    expect(run("IF a THEN ' why\n  x = 1\nEND IF ' so\n", (p) => unwrap(p, 0))).toBe(
      "' why\nx = 1\n' so\n",
    );
    expect(run(text, (p) => unwrap(p, 0))).toBe('It is no block of one part.');
    expect(run(text, (p) => wrapIn(p, 0, { kind: 'IF', condition: 'a THEN\nTALK' }))).toBe(
      'A value is missing; THEN stands here.',
    );
  });

  it('refuses a block without an end of its own, which would take the new one', () => {
    const open = 'ORCHESTRATE WORKFLOW "w"\n  IF a THEN\n    x = 1\nEND WORKFLOW\n';
    const wrapping = { kind: 'IF', condition: 'b' } as const;
    expect(run(open, (p) => wrapIn(p, 'main.0', wrapping))).toBe(
      'A block in it has no end of its own.',
    );
  });
});

describe('replaceStatement', () => {
  const replace = (text: string, id: string, other: string): string =>
    run(text, (program) => replaceStatement(program, id, other));

  it('keeps the comments around it, and the indentation', () => {
    const text = "IF a THEN\n  ' why\n  x = 1 ' so\n  y = 2\nEND IF\n";
    expect(replace(text, 'main.0.then.0', 'FOR EACH i IN l\n  TALK i\nNEXT')).toBe(
      "IF a THEN\n  ' why\n  FOR EACH i IN l\n    TALK i\n  NEXT ' so\n  y = 2\nEND IF\n",
    );
    expect(replace('x = 1; y = 2\n', 'main.0', 'z = 3')).toBe('z = 3; y = 2\n');
  });

  it('refuses what would change a line beside it', () => {
    expect(replace('x = 1; y = 2\n', 'main.0', 'IF a THEN\n  b = 1\nEND IF')).toBe(
      'Statements that share a line have one line each.',
    );
    expect(replace('x = 1\n', 'main.0', 'END IF')).toBe('END IF has no beginning.');
    expect(replace('x = 1; y = 2\n', 'main.0', "z = 3 ' c")).toBe(
      'A line beside it would be read in another way.',
    );
  });
});

describe('a semicolon', () => {
  it('at the end of a line belongs to its statement', () => {
    const text = "x = 1; ' one\ny = 2;\nz = 3;\n";
    const added = (p: Program): EditOutcome => insertStatement(p, { after: 'main.1' }, 'TALK "n"');
    expect(run(text, added)).toBe('x = 1; \' one\ny = 2;\nTALK "n"\nz = 3;\n');
    expect(run(text, (p) => moveStatement(p, 'main.2', { before: 'main.1' }))).toBe(
      "x = 1; ' one\nz = 3;\ny = 2;\n",
    );
    expect(run(text, (p) => deleteStatement(p, 'main.1'))).toBe("x = 1; ' one\nz = 3;\n");
    expect(run(text, (p) => deleteStatement(p, 'main.0'))).toBe("' one\ny = 2;\nz = 3;\n");
  });

  it('between statements of one line lets none of several lines in', () => {
    const insert = (p: Program): EditOutcome =>
      insertStatement(p, { after: 'main.0' }, 'IF a THEN\n  b = 1\nEND IF');
    expect(run('x = 1; y = 2\n', insert)).toBe('Statements that share a line have one line each.');
    const short = (p: Program): EditOutcome => insertStatement(p, { after: 'main.0' }, 'b = 1');
    expect(run('x = 1; y = 2\n', short)).toBe('x = 1; b = 1; y = 2\n');
  });
});

describe('insertStatement', () => {
  const insert = (text: string, id: string, added = 'TALK "n"'): string =>
    run(text, (program) => insertStatement(program, { insideEndOf: id }, added));

  it('finds the end of a block', () => {
    expect(insert("IF a THEN\n  ' none\nELSE\n  x = 1\nEND IF\n", 'main.0.then')).toBe(
      'IF a THEN\n  \' none\n  TALK "n"\nELSE\n  x = 1\nEND IF\n',
    );
    expect(insert('ORCHESTRATE WORKFLOW "w"\n  x = 1\nEND WORKFLOW\n', 'main')).toBe(
      'ORCHESTRATE WORKFLOW "w"\n  x = 1\n  TALK "n"\nEND WORKFLOW\n',
    );
    expect(insert(PARALLEL, 'main.0.A')).toBe(PARALLEL.replace('first\n', 'first\n    TALK "n"\n'));
    expect(insert('', 'main')).toBe('TALK "n"\n');
  });

  it('refuses what would be a part of another statement', () => {
    const run1 = (text: string): string =>
      run(BOT, (program) => insertStatement(program, { after: 'main.0' }, text));
    expect(run1('DELAY 5')).toBe('A line beside it would be read in another way.');
    expect(run1('END IF')).toBe('END IF has no beginning.');
    expect(run1('')).toBe('There is no statement in the text.');
  });
});
