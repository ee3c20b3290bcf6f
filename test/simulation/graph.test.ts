import { compile } from '../../dsl/compile';
import { walkBoth } from './walk-both';

const http = { remote: 'http://example.com/', broken: 'http://example.com/' };
const bots = { remote: { text: 'ok' }, broken: { error: 'out of order' } };
const SEVEN = `
  STEP 1: BOT "one" "go"
  STEP 2: BOT "two" "go" DEPENDS ON 1
  STEP 3: BOT "three" "go" DEPENDS ON 1
  STEP 4: BOT "four" "go" DEPENDS ON NONE
  STEP 5: BOT "five" "go" DEPENDS ON NONE
  STEP 6: BOT "six" "go" DEPENDS ON 2, 3
  STEP 7: BOT "seven" "go" DEPENDS ON 4, 5`;

describe('task graphs', () => {
  const scripts = Object.fromEntries(
    ['one', 'two', 'three', 'four', 'five', 'six', 'seven'].map((name) => [
      name,
      `APPEND seen, "${name}"\nRETURN WITH ${name} AS "${name}", text AS "${name}"`,
    ]),
  );

  it('walks all tasks of the seven-task plan and keeps all results', () => {
    const { variables, end } = walkBoth(SEVEN, {}, { scripts });
    expect(end.status).toBe('completed');
    expect(Object.keys(variables['steps'] ?? {})).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(variables).toMatchObject({ one: 'one', six: 'six', seven: 'seven' });
  });

  it('gives a task the writes and outputs of those before it, and of no others', () => {
    const text = `
      a = 1
      STEP 1: a = a + 1
      STEP 2: BOT "remote" "go" DEPENDS ON NONE
      b = a
      STEP 3: c = a * 10 DEPENDS ON 1
      d = context
      STEP 4: f = context["2"] DEPENDS ON 2, 3
      g = a`;
    const { variables } = walkBoth(text, { bots }, { http });
    expect(variables).toMatchObject({ a: 2, b: 1, c: 20, d: { '1': null }, g: 2 });
    expect(variables['f']).toEqual({ text: 'ok' });
    expect(variables['context']).toBeUndefined();
  });

  it('lets a STEP without the clause follow the one before it', () => {
    const text = 'STEP 1: x = 1 DEPENDS ON NONE\nSTEP 2: y = x\nSTEP 3: z = x DEPENDS ON NONE';
    expect(walkBoth(text).variables).toMatchObject({ y: 1, z: null });
  });

  it('lets the task that comes later win, also where it stands before in the text', () => {
    const text = 'STEP 1: x = "late" DEPENDS ON 2\nSTEP 2: x = "early" DEPENDS ON NONE';
    expect(walkBoth(text).variables).toMatchObject({ x: 'late' });
  });

  it('skips what depends on a failure, lets the others end, and fails', () => {
    const text = `
      STEP 1: BOT "broken" "go" RETRY 0
      STEP 2: TALK "never" DEPENDS ON 1
      STEP 3: TALK "never" DEPENDS ON 2
      STEP 4: TALK "done" DEPENDS ON NONE`;
    const trace = walkBoth(text, { bots }, { http });
    expect(trace.end).toMatchObject({ failure: { message: 'out of order' } });
    expect(trace.effects.map((effect) => 'content' in effect && effect.content)).toEqual(['done']);
    expect(trace.keys.at(-1)).toBe('main|main.0:skip');
  });
});

describe('mistakes of DEPENDS ON', () => {
  const messageOf = (text: string): string | undefined =>
    compile({ file: 'a.bas', text }).diagnostics.find(({ severity }) => severity === 'error')
      ?.message;

  it('names the way of a cycle', () => {
    const text = 'STEP 1: WAIT 1 DEPENDS ON 3\nSTEP 2: WAIT 1 DEPENDS ON 1\nSTEP 3: WAIT 1';
    expect(messageOf(text)).toContain('1 → 3 → 2 → 1');
  });

  it('names a STEP that is inside another block', () => {
    const text = 'IF TRUE THEN\n STEP 1: WAIT 1\nEND IF\nSTEP 2: WAIT 1 DEPENDS ON 1';
    expect(messageOf(text)).toContain('STEP 2 depends on STEP 1');
  });
});
