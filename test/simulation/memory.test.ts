import { planOf } from '../../scripts/simulate/plan-of';
import { simulateRun, visibleState } from '../../simulation/simulate-run';
import type { World } from '../../simulation/world';
import { walkBoth } from './walk-both';

const world: World = {
  input: {},
  inputNames: [],
  bot: () => ({ value: null, afterMs: 1 }),
  decide: () => undefined,
  incoming: [],
};

/** What a program returns when it is run over rows that follow the rules of the database. */
async function resultOf(text: string): Promise<unknown> {
  const run = await simulateRun({ plan: planOf(text), world, faults: {}, seed: 1 });
  return run.outcome?.failure ?? run.outcome?.result;
}

describe('statements of memory', () => {
  it('say whose value it is and how long it is kept', () => {
    const { effects } = walkBoth(`
      SET USER MEMORY "k", 1
      SET SESSION "k", 2
      SET SESSION "s1", "k", 3
      SET "user.k" = 4
      REMEMBER "k", 5, "2 weeks"
      REMEMBER "k", 6, 30
      REMEMBER "k", 7, "forever"
      CACHE SET "k", 8
      CACHE SET "k", 9, 60
      CACHE SET "k", 10, "1 day"`);
    const day = 86_400_000;
    expect(effects).toMatchObject([
      { owner: 'user', key: 'k', value: 1 },
      { owner: 'session', key: 'k', value: 2 },
      { owner: 'session', session: 's1', key: 'k', value: 3 },
      { owner: 'user', value: 4 },
      { owner: 'user', value: 5, forMs: 14 * day },
      { owner: 'user', value: 6, forMs: 30 * day },
      { owner: 'user', value: 7 },
      { owner: 'cache', value: 8, forMs: 3_600_000 },
      { owner: 'cache', value: 9, forMs: 60_000 },
      { owner: 'cache', value: 10, forMs: day },
    ]);
    for (const index of [0, 6]) expect(effects[index]).not.toHaveProperty('forMs');
  });

  it('mean the session of the run where the session has no name', () => {
    const [effect] = walkBoth('x = GET SESSION nobody, "k"').effects;
    expect(effect).toEqual({ effect: 'get_memory', bot: 'main', owner: 'session', key: 'k' });
  });

  it.each([
    ['REMEMBER "k", 1, "soon"', 'VALUE_TYPE'],
    ['REMEMBER "k", 1, "3 constructor"', 'VALUE_TYPE'],
    ['REMEMBER "k", 1, [1]', 'VALUE_TYPE'],
    ['REMEMBER "k", 1, 0', 'VALUE_RANGE'],
    ['CACHE SET "k", 1, "-1 days"', 'VALUE_RANGE'],
    ['k = "k"\nFOR i = 1 TO 9\n k = k + k\nNEXT\nSET SESSION k, 1', 'MEMORY_KEY'],
    ['v = "v"\nFOR i = 1 TO 19\n v = v + v\nNEXT\nSET USER MEMORY "k", v', 'MEMORY_TOO_LARGE'],
  ])('fail with the code of the mistake: %j is %s', (text, code) => {
    expect(walkBoth(text).end).toMatchObject({ status: 'failed', failure: { code } });
  });
});

describe('memory in a run', () => {
  it('keeps apart what bots, users, sessions and caches remember', async () => {
    const text = `
      SET BOT MEMORY "k", 1
      SET USER MEMORY "k", 2
      SET SESSION "k", 3
      SET SESSION "other", "k", 4
      CACHE SET "k", 5, 60
      RETURN [GET BOT MEMORY("k"), RECALL("k"), GET "session.k", GET SESSION("other", "k"), CACHE GET("k")]`;
    expect(await resultOf(text)).toEqual([1, 2, 3, 4, 5]);
  });

  it('forgets when the time is over', async () => {
    const text = `
      REMEMBER "a", 1, "1 hour"
      REMEMBER "b", 2
      WAIT 3599
      early = RECALL "a"
      WAIT 2
      RETURN [early, RECALL("a"), RECALL("b")]`;
    expect(await resultOf(text)).toEqual([1, '', 2]);
  });

  it('gives a bot what it has shared with itself no second time', async () => {
    const text = `
      SET BOT MEMORY "k", 1
      BOT SHARE MEMORY "k" WITH "MAIN"
      SET BOT MEMORY "k", 2
      BOT SYNC MEMORY FROM "Main"
      RETURN GET BOT MEMORY("k")`;
    expect(await resultOf(text)).toBe(2);
  });

  it('fails with MEMORY_FULL at the limit, and the program can catch it', async () => {
    const text = `
      FOR i = 1 TO 10000
        SET SESSION "k" + i, i
      NEXT
      SET SESSION "k5", "changed"
      TRY
        SET SESSION "one more", 1
      CATCH problem
        RETURN problem.code
      END TRY`;
    expect(await resultOf(text)).toBe('MEMORY_FULL');
  });

  it('comes to the same when the worker is killed or frozen anywhere', async () => {
    const plan = planOf(`
      REMEMBER "a", 1, "30 days"
      CACHE SET "b", 2
      BOT SHARE MEMORY "c" WITH "other"
      BOT SYNC MEMORY FROM "other"
      SET "session.d" = RECALL("a") + CACHE GET("b")
      RETURN GET "session.d"`);
    const run = (faults = {}): ReturnType<typeof simulateRun> =>
      simulateRun({ plan, world, faults, seed: 5 });
    const whole = await run();
    expect(whole.outcome?.result).toBe(3);
    for (let place = 1; place <= whole.places.crashPoints; place += 1) {
      expect(visibleState(await run({ crashAt: place }))).toEqual(visibleState(whole));
    }
    for (let place = 1; place <= whole.places.storeCalls; place += 1) {
      expect(visibleState(await run({ freezeAt: place }))).toEqual(visibleState(whole));
    }
  });
});

describe('CACHE of a bot', () => {
  const text = `
    FOR i = 1 TO 3
      BOT "counter" "count" WITH i % 2 CACHE 1 HOUR INTO n
      APPEND seen, n
    NEXT
    WAIT 3601
    BOT "counter" "count" WITH 1 CACHE 1 HOUR INTO n
    APPEND seen, n
    RETURN seen`;
  const script = `
    asked = (GET BOT MEMORY("asked") OR 0) + 1
    SET BOT MEMORY "asked", asked
    RETURN asked`;

  it.each([
    ['a script', { scripts: { counter: script } }, [1, 2, 1, 3]],
    ['a bot over HTTP', { http: { counter: 'http://example.com/' } }, [1, 2, 1, 3]],
  ])('asks %s once for each question, until the time is over', async (_, sources, expected) => {
    let asked = 0;
    const bot: World['bot'] = () => ({ value: (asked += 1), afterMs: 5 });
    const plan = planOf(text, sources);
    const { outcome, rows } = await simulateRun({
      plan,
      world: { ...world, bot },
      faults: {},
      seed: 1,
    });
    expect(outcome).toMatchObject({ status: 'completed', result: expected });
    const reused = rows.events.filter(({ type }) => type === 'answer_reused');
    expect(reused).toMatchObject([{ data: { bot: 'counter' } }]);
  });

  it('keeps no answer of the FALLBACK', async () => {
    const plan = planOf(
      `FOR i = 1 TO 2
        BOT "broken" "go" WITH 1 FALLBACK "other" CACHE 60 INTO n
        APPEND seen, n
      NEXT
      RETURN seen`,
      { scripts: { broken: 'THROW "no"', other: script } },
    );
    const { outcome } = await simulateRun({ plan, world, faults: {}, seed: 1 });
    expect(outcome?.result).toEqual([1, 2]);
  });
});
