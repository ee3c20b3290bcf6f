import { compile } from './compile';
import type { Step } from '../plan/schema';

/** The steps of a block of a program that has to compile. */
function stepsOf(text: string, block = 'main'): readonly Step[] {
  const { plan, diagnostics } = compile({ file: 'test.bas', text });
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  return plan.blocks[block] ?? [];
}

/** `kind` of each step, which is enough to see the order. */
function kindsOf(text: string, block = 'main'): readonly string[] {
  return stepsOf(text, block).map((step) => step.kind);
}

const variable = (name: string): object => ({ op: 'variable', name });
const literal = (value: unknown): object => ({ op: 'literal', value });

describe('ids', () => {
  it('are made of the block and the position', () => {
    const text =
      'a = 1\nIF a THEN\n  b = 2\n  c = 3\nELSE IF b THEN\n  d = 4\nELSE\n  e = 5\nEND IF';
    expect(stepsOf(text, 'main.1.then').map((step) => step.id)).toEqual([
      'main.1.then.0',
      'main.1.then.1',
    ]);
    expect(stepsOf(text, 'main.1.elseif1')).toHaveLength(1);
    expect(stepsOf(text, 'main.1.else')).toHaveLength(1);
  });

  it('have the name of the branch', () => {
    const text = 'PARALLEL\n  BRANCH A: BOT "a" "b"\n  BRANCH B: BOT "c" "d"\nEND PARALLEL';
    expect(stepsOf(text, 'main.0.A').map((step) => step.id)).toEqual(['main.0.A.0']);
  });

  it('are the same whatever the layout', () => {
    const one = compile({ file: 'a.bas', text: 'x = 1\nTALK x' });
    const other = compile({ file: 'a.bas', text: "' comment\n\n   x   =   1\n\n\tTALK x ' end" });
    expect(other.plan).toEqual(one.plan);
    expect(other.places).not.toEqual(one.places);
  });

  it('have a place each', () => {
    const { places } = compile({ file: 'a.bas', text: 'x = 1\n  TALK x' });
    expect(places['main.1']).toEqual({ file: 'a.bas', line: 2, column: 3, start: 8, end: 14 });
  });
});

describe('AS after FORMAT', () => {
  const format = (...args: unknown[]): object => ({ op: 'call', name: 'format', args });

  it('is its pattern where it has no brackets', () => {
    expect(stepsOf('ADD SUGGESTION FORMAT x AS "0" AS "label"')).toMatchObject([
      { subject: format(variable('x'), literal('0')), text: literal('label') },
    ]);
  });

  it('belongs to the keyword where the brackets are closed', () => {
    expect(stepsOf('ADD SUGGESTION FORMAT(x) AS "label"')).toMatchObject([
      { subject: format(variable('x')), text: literal('label') },
    ]);
  });
});

describe('what has an effect inside an expression', () => {
  it('becomes a step before the statement', () => {
    const steps = stepsOf('TALK "a" + GET BOT MEMORY("k")');
    expect(steps).toMatchObject([
      { kind: 'getMemory', into: '_1' },
      { kind: 'talk', message: { right: variable('_1') } },
    ]);
  });

  it('writes into the variable itself where that is all', () => {
    expect(stepsOf('x = FIND "t"')).toMatchObject([{ kind: 'find', into: 'x' }]);
    expect(stepsOf('x = BOT "a" "b"')).toMatchObject([{ kind: 'bot', into: 'x' }]);
  });

  it('avoids names that the text has', () => {
    expect(stepsOf('_1 = 5\nTALK GET BOT MEMORY("k")')).toMatchObject([
      { name: '_1' },
      { into: '_2' },
      { message: variable('_2') },
    ]);
  });

  it('is asked in each turn of a loop', () => {
    const text = 'WHILE GET BOT MEMORY("k") = ""\n  x = 1\nWEND';
    expect(stepsOf(text)).toMatchObject([{ kind: 'while', when: literal(true), test: 'before' }]);
    expect(kindsOf(text, 'main.0.body')).toEqual(['getMemory', 'if', 'assign']);
    expect(stepsOf(text, 'main.0.body.1.then')).toMatchObject([{ kind: 'exit', from: 'loop' }]);
  });

  it('is asked after each turn by LOOP UNTIL', () => {
    const text = 'DO\n  x = 1\nLOOP UNTIL WAIT FOR EVENT "e" TIMEOUT 5';
    expect(kindsOf(text, 'main.0.body')).toEqual(['assign', 'waitEvent', 'if']);
  });

  it('is only done when AND asks for it', () => {
    const text = 'x = a AND FIND("t", "id = 1")';
    expect(kindsOf(text)).toEqual(['assign', 'if', 'assign']);
    expect(kindsOf(text, 'main.1.then')).toEqual(['find', 'assign']);
  });

  it('is only done when the arms before do not hold', () => {
    const text =
      'IF a THEN\n  x = 1\nELSE IF GET BOT MEMORY("k") = 1 THEN\n  x = 2\nELSE\n  x = 3\nEND IF';
    expect(kindsOf(text)).toEqual(['if']);
    expect(kindsOf(text, 'main.0.else')).toEqual(['getMemory', 'if']);
    expect(kindsOf(text, 'main.0.else.1.else')).toEqual(['assign']);
  });
});

describe('SELECT', () => {
  it('becomes IF, its value taken once', () => {
    const text =
      'SELECT CASE UCASE(x)\n  CASE "A", "B"\n    y = 1\n  CASE ELSE\n    y = 2\nEND SELECT';
    expect(stepsOf(text)).toMatchObject([
      { kind: 'assign', name: '_1' },
      {
        kind: 'if',
        arms: [{ when: { op: 'lazy', operator: 'or' }, block: 'main.1.case0' }],
        otherwise: 'main.1.else',
      },
    ]);
  });
});

describe('EXIT FOR', () => {
  it('leaves the loops inside as well', () => {
    const text = 'FOR i = 1 TO 3\n  WHILE a\n    EXIT FOR\n  WEND\n  b = 1\nNEXT';
    expect(kindsOf(text, 'main.0.body')).toEqual(['while', 'if', 'assign']);
    expect(kindsOf(text, 'main.0.body.0.body')).toEqual(['assign', 'exit']);
  });
});

describe('STEP', () => {
  it('gives its number to the step that shows it', () => {
    const text = 'STEP 7: x = BOT "a" "b" WITH { k: GET BOT MEMORY("m") }';
    expect(stepsOf(text)).toMatchObject([{ kind: 'getMemory' }, { kind: 'bot', label: '7' }]);
  });

  it('takes a DELAY below it, and a plain call does not', () => {
    expect(stepsOf('STEP 1: BOT "a" "b"\n  DELAY 60')).toMatchObject([
      { kind: 'bot', delay: literal(60) },
    ]);
    expect(kindsOf('BOT "a" "b"\nDELAY 60')).toEqual(['bot', 'wait']);
  });
});

describe('HUMAN APPROVAL', () => {
  it('takes its clauses from the next lines', () => {
    const text =
      'HUMAN APPROVAL FROM "a"\n  TIMEOUT 60 \' a minute\n  ON TIMEOUT: REJECT ORDER\n  ON REJECT: CONTINUE';
    expect(stepsOf(text)).toMatchObject([
      {
        kind: 'approval',
        timeout: literal(60),
        onTimeout: { action: 'reject', label: 'ORDER' },
        onReject: 'continue',
      },
    ]);
  });
});

describe('WITH', () => {
  it('reads its values outside of the object', () => {
    expect(stepsOf('WITH mail\n  subject = subject\nEND WITH')).toEqual([
      {
        id: 'main.0',
        kind: 'assign',
        name: 'mail',
        path: [],
        value: { op: 'object', fields: [{ name: 'subject', value: variable('subject') }] },
      },
    ]);
  });
});

describe('data', () => {
  it('reads a filter text into a filter with values', () => {
    expect(
      stepsOf('x = FIND "t", "id = ${a.b} AND state != Closed Won ORDER BY at DESC LIMIT 3"'),
    ).toEqual([
      {
        id: 'main.0',
        kind: 'find',
        table: literal('t'),
        where: {
          op: 'and',
          items: [
            {
              op: 'compare',
              column: 'id',
              operator: '=',
              value: { op: 'member', object: variable('a'), name: 'b' },
            },
            { op: 'compare', column: 'state', operator: '<>', value: literal('Closed Won') },
          ],
        },
        orderBy: [{ column: 'at', descending: true }],
        limit: literal(3),
        into: 'x',
      },
    ]);
  });

  it('takes texts joined with + as a filter, the values stay values', () => {
    expect(stepsOf('x = FIND "t", "name = \'" + n + "\'"')).toMatchObject([
      { where: { column: 'name', value: { op: 'template', parts: [variable('n')] } } },
    ]);
  });

  it('tells a key from a column by what follows', () => {
    expect(stepsOf('SAVE "t", "k", { a: 1 }')).toMatchObject([{ key: literal('k') }]);
    const [positional] = stepsOf('SAVE "t", id, name');
    expect(positional).not.toHaveProperty('key');
  });

  it('takes a name left of a comparison as a column and right of it as a variable', () => {
    expect(stepsOf('UPDATE "t" SET a = 1 WHERE id = id')).toMatchObject([
      { where: { op: 'compare', column: 'id', value: variable('id') } },
    ]);
  });
});

describe('a plan', () => {
  it('has the events that are waited for by name', () => {
    const { plan } = compile({
      file: 'a.bas',
      text: 'WAIT FOR EVENT "b" TIMEOUT 5\nx = WAIT FOR EVENT "A"\nWAIT FOR EVENT "b"\nWAIT FOR EVENT n',
    });
    expect(plan?.awaitedEvents).toEqual(['b', 'A']);
  });

  it('takes its name from the header, else from the file', () => {
    expect(compile({ file: 'x/a.bas', text: 'ORCHESTRATE WORKFLOW "w"' }).plan?.name).toBe('w');
    expect(compile({ file: 'x/a.bas', text: '' }).plan?.name).toBe('a');
  });

  it('has a flow for each SUB and each further tool', () => {
    const text = 'PARAM a AS STRING\nRETURN a\nPARAM b AS DATE\nRETURN b\nSUB s(x)\nEND SUB';
    const { plan, parameters } = compile({ file: 'a.bas', text });
    expect(Object.keys(plan?.flows ?? {})).toEqual(['main', 'tool:2', 'sub:s']);
    expect(parameters.map((parameter) => parameter.name)).toEqual(['a']);
  });

  it('is absent when a keyword cannot run and strictness is asked for', () => {
    const text = 'PLAY "song.mp3"';
    expect(compile({ file: 'a.bas', text }).plan).toBeDefined();
    expect(compile({ file: 'a.bas', text }, { strict: true }).plan).toBeUndefined();
  });
});

it('says what to do in place of a query with JOIN', () => {
  const text = 'x = QUERY "SELECT * FROM orders JOIN people ON orders.who = people.id"';
  const [found] = compile({ file: 'a.bas', text }).diagnostics;
  expect([found?.code, found?.hint]).toEqual([
    'BASIC_QUERY',
    expect.stringContaining('rows = JOIN orders, customers, "customer_id"'),
  ]);
});
