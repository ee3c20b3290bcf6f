import { planOf } from '../scripts/simulate/plan-of';
import { simulateRun, visibleState, type SimulatedRun } from './simulate-run';
import { firstDifference } from './walk-again';
import type { World } from './world';

const world: World = {
  input: {},
  inputNames: [],
  bot: (name) => ({ value: `answer of ${name}`, afterMs: 20 }),
  decide: ({ asked }) => ({ approved: true, by: asked, comment: null, afterMs: 1000 }),
  incoming: [],
};

const text = `
ORCHESTRATE WORKFLOW "all"
  STEP 1: BOT "far" "look"
  STEP 2: HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 60
  FOR i = 1 TO 3
    SET BOT MEMORY "k" + i, i
  NEXT
  STEP 3: PARALLEL
    BRANCH A: BOT "far" "a"
    BRANCH B: BOT "near" "b"
  END PARALLEL
  WAIT 5
  ok = WAIT FOR EVENT "paid" TIMEOUT 100
  PUBLISH EVENT "done"
  RETURN ok
END WORKFLOW`;
const plan = planOf(text, {
  scripts: { near: 'SAVE "log", "1", { "a": action }\nTALK "near"\nRETURN "near done"' },
  http: { far: 'http://example.com/' },
});
const paid = { kind: 'event', id: 'e1', name: 'paid', data: { n: 1 }, afterMs: 50 } as const;

const run = (faults = {}): Promise<SimulatedRun> =>
  simulateRun({ plan, world: { ...world, incoming: [paid] }, faults, seed: 3 });

describe('simulateRun', () => {
  it('runs a plan to its end', async () => {
    const { outcome, rows } = await run();
    expect(outcome).toEqual({ status: 'completed', result: true, failure: null });
    expect(rows.messages).toHaveLength(1);
    expect([...rows.memory.values()].map(({ value }) => value)).toEqual([1, 2, 3]);
  });

  it('comes to the same when the worker is killed or frozen anywhere', async () => {
    const whole = await run();
    for (let place = 1; place <= whole.places.crashPoints; place += 1) {
      expect(visibleState(await run({ crashAt: place }))).toEqual(visibleState(whole));
    }
    for (let place = 1; place <= whole.places.storeCalls; place += 1) {
      expect(visibleState(await run({ freezeAt: place }))).toEqual(visibleState(whole));
    }
  });

  it('comes to the same when it continues as new at any rest, with every message twice', async () => {
    const whole = await run();
    for (let place = 1; place <= whole.places.rests; place += 1) {
      const faults = { continueAt: new Set([place]), doubled: true };
      expect(visibleState(await run(faults))).toEqual(visibleState(whole));
    }
  });

  it('asks for the same again when its histories are walked again', async () => {
    const { histories } = await run({ continueAt: new Set([2, 4]) });
    expect(histories.length).toBeGreaterThan(1);
    for (const history of histories) {
      expect(await firstDifference(plan, history)).toBeUndefined();
    }
  });
});
