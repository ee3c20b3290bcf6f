import { checkPlan, PLAN_LIMITS } from './check-plan';
import type { Plan, Step } from './schema';

const exit = (id: string): Step => ({ id, kind: 'exit', from: 'program' });
const loop = (id: string, block: string): Step => ({
  id,
  kind: 'while',
  when: { op: 'literal', value: true },
  test: 'before',
  block,
});

function planOf(blocks: Plan['blocks'], more: Partial<Plan> = {}): Plan {
  return {
    planVersion: 1,
    name: 'test',
    flows: { main: { parameters: [], block: 'main', scope: 'own' } },
    blocks,
    bots: {},
    awaitedEvents: [],
    ...more,
  };
}

const problemsOf = (plan: Plan): readonly string[] =>
  checkPlan(plan).map(({ code, pointer }) => `${code} ${pointer}`);

describe('checking a plan', () => {
  it('finds nothing in a good one', () => {
    const plan = planOf({ main: [loop('main.0', 'main.0.body')], 'main.0.body': [exit('x')] });
    expect(checkPlan(plan)).toEqual([]);
  });

  it('finds an EXIT with no loop around it', () => {
    const leave = (id: string): Step => ({ id, kind: 'exit', from: 'loop' });
    const arm = { when: { op: 'literal', value: true }, block: 'arm' } as const;
    const choice: Step = { id: 'i', kind: 'if', arms: [arm] };
    expect(problemsOf(planOf({ main: [leave('a'), choice], arm: [leave('b')] }))).toEqual([
      'PLAN_INVALID /blocks/main/0/from',
      'PLAN_INVALID /blocks/arm/0/from',
    ]);
    const inLoop = { main: [loop('l', 'body')], body: [leave('a'), choice], arm: [leave('b')] };
    expect(problemsOf(planOf(inLoop))).toEqual([]);
  });

  it('finds references that lead nowhere', () => {
    const call: Step = { id: 'b', kind: 'call', flow: 'sub:x', args: [] };
    expect(problemsOf(planOf({ main: [loop('a', 'gone'), call] }))).toEqual([
      'PLAN_REFERENCE /blocks/main/0/block',
      'PLAN_REFERENCE /blocks/main/1/flow',
    ]);
    expect(problemsOf(planOf({ other: [] }, { flows: {} }))).toEqual([
      'PLAN_REFERENCE /flows',
      'PLAN_UNREACHABLE /blocks/other',
    ]);
  });

  it('finds a bot that a linked plan does not have', () => {
    const bot: Step = {
      id: 'a',
      kind: 'bot',
      bot: { op: 'literal', value: 'Sorter' },
      action: { op: 'literal', value: 'x' },
    };
    const bots = { other: { kind: 'missing' as const } };
    expect(problemsOf(planOf({ main: [bot] }, { bots }))).toEqual([
      'PLAN_REFERENCE /blocks/main/0/bot',
    ]);
    expect(problemsOf(planOf({ main: [bot] }))).toEqual([]);
  });

  it('finds ids that are used twice', () => {
    expect(problemsOf(planOf({ main: [exit('a'), exit('a')] }))).toEqual([
      'PLAN_STEP_TWICE /blocks/main/1/id',
    ]);
  });

  it('finds blocks that contain themselves', () => {
    expect(problemsOf(planOf({ main: [loop('a', 'main')] }))).toEqual([
      'PLAN_CYCLE /blocks/main/0/block',
    ]);
    const circle = planOf({ main: [], a: [loop('x', 'b')], b: [loop('y', 'a')] });
    expect(problemsOf(circle)).toEqual(['PLAN_CYCLE /blocks/a', 'PLAN_CYCLE /blocks/b']);
  });

  it('finds blocks with two owners and blocks with none', () => {
    const plan = planOf({ main: [loop('a', 'b'), loop('c', 'b')], b: [], 'd/e': [] });
    expect(problemsOf(plan)).toEqual([
      'PLAN_CYCLE /blocks/main/1/block',
      'PLAN_UNREACHABLE /blocks/d~1e',
    ]);
  });

  it('finds what is too deep or too large', () => {
    const depth = PLAN_LIMITS.depth + 1;
    const blocks = Object.fromEntries(
      Array.from({ length: depth }, (_, n) => [
        n === 0 ? 'main' : `b${n}`,
        n === depth - 1 ? [] : [loop(`s${n}`, `b${n + 1}`)],
      ]),
    );
    expect(checkPlan(planOf(blocks)).map((problem) => problem.code)).toEqual(['PLAN_TOO_DEEP']);
    const many = Array.from({ length: PLAN_LIMITS.steps + 1 }, (_, n) => exit(`s${n}`));
    expect(problemsOf(planOf({ main: many }))).toEqual(['PLAN_TOO_LARGE /blocks']);
  });

  it('tells at most a hundred problems', () => {
    const many = Array.from({ length: 500 }, () => exit('same'));
    expect(checkPlan(planOf({ main: many }))).toHaveLength(PLAN_LIMITS.problems);
  });
});
