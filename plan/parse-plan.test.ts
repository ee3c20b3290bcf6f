import { PLAN_LIMITS } from './check-plan';
import { parsePlan } from './parse-plan';

const FLOWS = { main: { parameters: [], block: 'main', scope: 'own' } };
const RETURN = { id: 'main.0', kind: 'return' };
const GOOD = {
  planVersion: 1,
  name: 'w',
  flows: FLOWS,
  blocks: { main: [RETURN] },
  bots: {},
  awaitedEvents: [],
};

/** The first problem as `CODE pointer`. */
function firstProblem(json: string): string | undefined {
  const [problem] = parsePlan(json).problems ?? [];
  return problem && `${problem.code} ${problem.pointer}`;
}

function withPlan(change: object): string {
  return JSON.stringify({ ...GOOD, ...change });
}

function withSteps(...steps: readonly unknown[]): string {
  return withPlan({ blocks: { main: steps } });
}

/** An expression with so many levels. */
function deep(levels: number): string {
  return `${'{"op":"not","operand":'.repeat(levels)}{"op":"literal","value":1}${'}'.repeat(levels)}`;
}

function returning(expression: string): string {
  return withSteps(RETURN).replace('"return"', `"return","value":${expression}`);
}

const SHAPES: readonly (readonly [string, string, string])[] = [
  ['null', 'null', 'PLAN_INVALID '],
  ['a list', '[]', 'PLAN_INVALID '],
  ['a text', '"x"', 'PLAN_INVALID '],
  ['nothing', '{}', 'PLAN_INVALID /planVersion'],
  ['no JSON', '{', 'PLAN_INVALID '],
  ['NUL in a text', withPlan({ name: 'a\u0000' }), 'PLAN_INVALID /name'],
  ['half a character', withPlan({ name: '\ud800' }), 'PLAN_INVALID /name'],
  ['NUL in a name', withPlan({ bots: { '\u0000': {} } }), 'PLAN_INVALID /bots'],
  ['two documents', '{}{}', 'PLAN_INVALID '],
  ['NaN', withSteps(RETURN).replace('1', 'NaN'), 'PLAN_INVALID '],
  ['an unknown key', withPlan({ extra: 1 }), 'PLAN_INVALID '],
  ['an unknown kind', withSteps({ id: 'a', kind: 'explode' }), 'PLAN_INVALID /blocks/main/0/kind'],
  ['a step without id', withSteps({ kind: 'return' }), 'PLAN_INVALID /blocks/main/0/id'],
  ['an id twice', withSteps(RETURN, RETURN), 'PLAN_STEP_TWICE /blocks/main/1/id'],
  ['an endless id', withSteps({ ...RETURN, id: 'x'.repeat(501) }), 'PLAN_INVALID /blocks/main/0/id'],
  ['steps as an object', withPlan({ blocks: { main: {} } }), 'PLAN_INVALID /blocks/main'],
  ['a key too many', withSteps({ ...RETURN, extra: 1 }), 'PLAN_INVALID /blocks/main/0'],
  ['another version', withPlan({ planVersion: 99 }), 'PLAN_VERSION /planVersion'],
  ['a version as a text', withPlan({ planVersion: '1' }), 'PLAN_INVALID /planVersion'],
  ['null among the steps', withSteps(null), 'PLAN_INVALID /blocks/main/0'],
  ['an infinite number', returning('{"op":"literal","value":1e400}'), 'PLAN_INVALID /blocks/main/0/value/value'],
  ['a truth value as a text', withPlan({ flows: { main: { ...FLOWS.main, scope: true } } }), 'PLAN_INVALID /flows/main/scope'],
]; // prettier-ignore

/** A graph of tasks, each with an empty block of its name. */
function withTasks(after: Readonly<Record<string, readonly string[]>>): string {
  const names = Object.keys(after);
  const tasks = names.map((name) => ({ name, after: after[name], block: `b${name}` }));
  const blocks = Object.fromEntries(names.map((name) => [`b${name}`, []]));
  return withPlan({ blocks: { main: [{ id: 'main.0', kind: 'graph', tasks }], ...blocks } });
}

/** Branches without a step each, joined in some way. */
function withBranches(count: number, more: object): string {
  const names = Array.from({ length: count }, (_, at) => `${at}`);
  const branches = names.map((name) => ({ name, block: `b${name}` }));
  const blocks = Object.fromEntries(names.map((name) => [`b${name}`, []]));
  const step = { id: 'main.0', kind: 'parallel', branches, ...more };
  return withPlan({ blocks: { main: [step], ...blocks } });
}

function circle(count: number): string {
  const names = Array.from({ length: count }, (_, at) => `t${at}`);
  const next = (at: number): string => `t${(at + 1) % count}`;
  return withTasks(Object.fromEntries(names.map((name, at) => [name, [next(at)]])));
}

const GRAPHS: readonly (readonly [string, string, string])[] = [
  [
    'a task after itself',
    withPlan({
      blocks: {
        main: [{ id: 'main.0', kind: 'graph', tasks: [{ name: '1', after: ['1'], block: 'a' }] }],
        a: [],
      },
    }),
    'PLAN_CYCLE /blocks/main/0/tasks',
  ],
  [
    'a task after one that is not there',
    withPlan({
      blocks: {
        main: [{ id: 'main.0', kind: 'graph', tasks: [{ name: '1', after: ['2'], block: 'a' }] }],
        a: [],
      },
    }),
    'PLAN_REFERENCE /blocks/main/0/tasks/0/after',
  ],
  ['a block out of reach', withPlan({ blocks: { main: [], b: [] } }), 'PLAN_UNREACHABLE /blocks/b'],
  [
    'no branches',
    withSteps({ id: 'main.0', kind: 'parallel', branches: [] }),
    'PLAN_INVALID /blocks/main/0/branches',
  ],
  [
    'too many branches',
    withPlan({
      blocks: {
        main: [
          {
            id: 'main.0',
            kind: 'parallel',
            branches: Array.from({ length: 101 }, (_, at) => ({ name: `${at}`, block: `b${at}` })),
          },
        ],
      },
    }),
    'PLAN_INVALID /blocks/main/0/branches',
  ],
  [
    'a call of nothing',
    withSteps({ id: 'main.0', kind: 'call', flow: 'sub:x', args: [] }),
    'PLAN_REFERENCE /blocks/main/0/flow',
  ],
  ['no main', withPlan({ flows: {} }), 'PLAN_REFERENCE /flows'],
  ['two tasks after each other', circle(2), 'PLAN_CYCLE /blocks/main/0/tasks'],
  ['a circle of five hundred tasks', circle(500), 'PLAN_CYCLE /blocks/main/0/tasks'],
  ['too many tasks', circle(1000), 'PLAN_INVALID /blocks/main/0/tasks'],
  [
    'a task after very many',
    withTasks({ a: Array.from({ length: 10_000 }, (_, at) => `x${at}`) }),
    'PLAN_INVALID /blocks/main/0/tasks/0/after',
  ],
  [
    'a task after one of another block',
    withPlan({
      blocks: {
        main: [{ id: 'main.0', kind: 'graph', tasks: [{ name: '1', after: [], block: 'a' }] }],
        a: [{ id: 'a.0', kind: 'graph', tasks: [{ name: '2', after: ['1'], block: 'b' }] }],
        b: [],
      },
    }),
    'PLAN_REFERENCE /blocks/a/0/tasks/0/after',
  ],
  ['a join of none', withBranches(3, { join: 0 }), 'PLAN_INVALID /blocks/main/0/join'],
  [
    'an approval of nobody',
    withSteps({ id: 'main.0', kind: 'approval' }),
    'PLAN_INVALID /blocks/main/0/from',
  ],
  [
    'two spellings of one block',
    withPlan({ blocks: { main: [], Main: [] } }),
    'PLAN_UNREACHABLE /blocks/Main',
  ],
];

const BOMBS: readonly (readonly [string, string, string])[] = [
  ['an expression of 600 levels', returning(deep(600)), 'PLAN_TOO_DEEP /blocks/main/0'],
  ['an expression of 2,000 levels', returning(deep(2_000)), 'PLAN_TOO_DEEP '],
  ['an expression of 30,000 levels', returning(deep(30_000)), 'PLAN_TOO_DEEP '],
  ['lists in lists', `${'['.repeat(400_000)}${']'.repeat(400_000)}`, 'PLAN_TOO_DEEP '],
  [
    'too many steps',
    withSteps(...Array.from({ length: PLAN_LIMITS.steps + 1 }, (_, at) => ({ id: `${at}`, kind: 'return' }))),
    'PLAN_TOO_LARGE /blocks',
  ],
  ['too many characters', JSON.stringify('x'.repeat(1_048_576)), 'PLAN_TOO_LARGE '],
  ['an endless key', withPlan({ ['k'.repeat(900_000)]: 1 }), 'PLAN_INVALID '],
]; // prettier-ignore

const POISON: readonly (readonly [string, string, string])[] = [
  ['__proto__ at the top', withPlan({}).replace('{', '{"__proto__":{"polluted":1},'), 'PLAN_NAME /__proto__'],
  ['constructor as a flow', withPlan({ flows: { ...FLOWS, constructor: FLOWS.main } }), 'PLAN_NAME /flows/constructor'],
  ['__proto__ as a block', withPlan({}).replace('"main":[', '"__proto__":[],"main":['), 'PLAN_NAME /blocks/__proto__'],
  [
    'prototype as a clause',
    withSteps({ id: 'a', kind: 'keyword', name: 'PLAY', args: [], clauses: { prototype: { op: 'literal', value: 1 } } }),
    'PLAN_NAME /blocks/main/0/clauses/prototype',
  ],
  ['__proto__ as a variable', withSteps({ id: 'a', kind: 'append', name: '__proto__', value: { op: 'literal', value: 1 } }), 'PLAN_INVALID /blocks/main/0/name'],
  ['constructor as a member', returning('{"op":"member","object":{"op":"list","items":[]},"name":"constructor"}'), 'PLAN_INVALID /blocks/main/0/value/name'],
]; // prettier-ignore

describe.each([
  ['of another shape', SHAPES],
  ['with a broken graph', GRAPHS],
  ['that is made to take long', BOMBS],
  ['with a poisoned name', POISON],
])('a plan %s is refused', (_, cases) => {
  it.each(cases)('%s', (_name, json, problem) => {
    expect(firstProblem(json)).toBe(problem);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('a plan', () => {
  it('that is good is given back', () => {
    expect(parsePlan(JSON.stringify(GOOD))).toEqual({ plan: GOOD });
  });

  it('may have names that only look like those of the machinery', () => {
    const names = ['hasOwnProperty', 'toString', 'valueOf', 'toJSON', 'then', '__defineGetter__', 'length'];
    const steps = names.map((name, at) => ({ id: `${at}`, kind: 'append', name, value: { op: 'variable', name } }));
    expect(parsePlan(withSteps(...steps)).problems).toBeUndefined();
  }); // prettier-ignore

  it.each([
    ['a task after the same one twice', withTasks({ a: [], b: ['a', 'a'] })],
    ['two tasks that begin at once', withTasks({ a: [], b: [] })],
    ['a branch without a step', withBranches(1, {})],
    ['an id that looks like a path', withSteps({ ...RETURN, id: '../../etc/passwd' })],
    ['minus zero', returning('{"op":"literal","value":-0}')],
    ['a number with more digits than count', returning('{"op":"literal","value":12345678901234567890}')],
    ['a turn of the direction of writing', returning(JSON.stringify({ op: 'literal', value: '\u202e' }))],
    ['a list of thirty thousand', returning(JSON.stringify({ op: 'list', items: Array.from({ length: 30_000 }, () => ({ op: 'literal', value: 1 })) }))],
    ['a text of ten thousand parts', returning(JSON.stringify({ op: 'template', parts: Array.from({ length: 10_000 }, () => ({ op: 'literal', value: 'a' })) }))],
    ['four thousand variables', withSteps(...Array.from({ length: 4000 }, (_, at) => ({ id: `${at}`, kind: 'assign', name: `v${at}`, path: [], value: { op: 'literal', value: 1 } })))],
  ])('may have %s', (_, json) => {
    expect(parsePlan(json).problems).toBeUndefined();
  }); // prettier-ignore

  it('with very many mistakes tells the first ones', () => {
    const { problems } = parsePlan(withSteps(...Array.from({ length: 50_000 }, () => 1)));
    expect(problems).toHaveLength(PLAN_LIMITS.problems);
  });
});
