import type { Plan, Step } from './schema';
import { listPlanTasks } from './list-plan-tasks';

const literal = (value: string) => ({ op: 'literal', value }) as const;
const bot = (id: string): Step => ({ kind: 'bot', id, bot: literal(id), action: literal('act') });

function planOf(blocks: Record<string, Step[]>, flows: readonly string[] = []): Plan {
  const flow = (block: string) => ({ parameters: [], block, scope: 'own' as const });
  return {
    planVersion: 1,
    name: 'p',
    flows: Object.fromEntries(['main', ...flows].map((name) => [name, flow(name)])),
    blocks,
    bots: {},
    awaitedEvents: [],
  };
}

const dependencies = (plan: Plan): Record<string, readonly string[]> =>
  Object.fromEntries(listPlanTasks(plan).map(({ taskId, dependsOn }) => [taskId, dependsOn]));

it('chains what follows', () => {
  expect(dependencies(planOf({ main: [bot('a'), bot('b')] }))).toEqual({ a: [], b: ['a'] });
});

it('forks and joins at a PARALLEL', () => {
  const branches = ['x', 'y'].map((block) => ({ name: block, block }));
  const plan = planOf({
    main: [bot('a'), { kind: 'parallel', id: 'p', branches }, bot('d')],
    x: [bot('b'), bot('c')],
    y: [],
  });
  expect(dependencies(plan)).toEqual({ a: [], b: ['a'], c: ['b'], d: ['c', 'a'] });
});

it('lets an IF without ELSE be passed by', () => {
  const arms = [{ when: literal('x'), block: 'yes' }];
  const plan = planOf({
    main: [bot('a'), { kind: 'if', id: 'i', arms }, bot('c')],
    yes: [bot('b')],
  });
  expect(dependencies(plan)).toEqual({ a: [], b: ['a'], c: ['b', 'a'] });
  const both = planOf({
    main: [bot('a'), { kind: 'if', id: 'i', arms, otherwise: 'no' }, bot('d')],
    yes: [bot('b')],
    no: [bot('c')],
  });
  expect(dependencies(both)).toEqual({ a: [], b: ['a'], c: ['a'], d: ['b', 'c'] });
});

it('looks into SUBs once, and not into the scripts of bots', () => {
  const call: Step = { kind: 'call', id: 'call', flow: 'sub', args: [] };
  const plan = planOf(
    { main: [call, call, bot('z')], sub: [bot('s'), call], 'bot:z': [bot('inner')] },
    ['sub', 'bot:z'],
  );
  expect(dependencies(plan)).toEqual({ s: [], z: ['s'] });
});

it('names bots that are only known later', () => {
  const step: Step = {
    kind: 'bot',
    id: 'a',
    label: '2',
    bot: { op: 'variable', name: 'who' },
    action: { op: 'template', parts: [literal('ask '), { op: 'variable', name: 'x' }] },
  };
  expect(listPlanTasks(planOf({ main: [step] }))).toEqual([
    {
      taskId: 'a',
      description: 'STEP 2: a bot: ask …',
      agentId: null,
      orderIndex: 0,
      dependsOn: [],
    },
  ]);
});
