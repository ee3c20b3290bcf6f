import { planOf } from '../../scripts/simulate/plan-of';
import { simulateRun, visibleState, type SimulatedRun } from '../../simulation/simulate-run';
import type { World } from '../../simulation/world';

type Told = readonly (readonly [name: string, afterMs: number, data?: Record<string, number>])[];

function worldOf(events: Told): World {
  return {
    input: {},
    inputNames: [],
    bot: () => ({ value: null, afterMs: 20 }),
    decide: () => undefined,
    incoming: events.map(([name, afterMs, data = {}], number) => ({
      kind: 'event',
      id: `in-${number}`,
      name,
      data,
      afterMs,
    })),
  };
}

async function resultOf(text: string, events: Told, faults = {}): Promise<unknown> {
  const run = await simulateRun({ plan: planOf(text), world: worldOf(events), faults, seed: 3 });
  return run.outcome?.result;
}

const SECOND = 1000;

it('WHERE waits for the event of its own data', async () => {
  const text = 'id = 2\nok = WAIT FOR EVENT "paid" WHERE order = id TIMEOUT 60\nRETURN event.sum';
  const told: Told = [
    ['paid', SECOND, { order: 1, sum: 10 }],
    ['paid', 2 * SECOND, { order: 2, sum: 20 }],
  ];
  expect(await resultOf(text, told)).toBe(20);
});

it('ANY gives the name of the event that came first', async () => {
  const text = 'which = WAIT FOR ANY "a", "b" WHERE n > 1, "c" TIMEOUT 60\nRETURN which + event.n';
  const told: Told = [
    ['b', SECOND, { n: 1 }],
    ['b', 2 * SECOND, { n: 2 }],
    ['a', 3 * SECOND, { n: 3 }],
  ];
  expect(await resultOf(text, told)).toBe('b2');
  const late = 'which = WAIT FOR ANY "a", "b" TIMEOUT 1\nRETURN which';
  expect(await resultOf(late, [])).toBe(false);
});

it('ALL takes each event once, in the order of the text, and what came of them after a time-out', async () => {
  const text = 'ok = WAIT FOR ALL "a", "b", "a" TIMEOUT 60\nRETURN { ok: ok, event: event }';
  const some: Told = [
    ['a', SECOND, { n: 1 }],
    ['b', 3 * SECOND, { n: 2 }],
  ];
  expect(await resultOf(text, [...some, ['a', 2 * SECOND, { n: 3 }]])).toEqual({
    ok: true,
    event: [{ n: 1 }, { n: 2 }, { n: 3 }],
  });
  expect(await resultOf(text, some)).toEqual({ ok: false, event: [{ n: 1 }, { n: 2 }, null] });
});

it('a time-out is told to the run itself', async () => {
  const text =
    'WAIT FOR EVENT "never" TIMEOUT 1\nWAIT FOR EVENT "timeout_occurred"\nRETURN event.event';
  expect(await resultOf(text, [])).toBe('never');
});

it('an event at the very moment of the time-out ends the wait once', async () => {
  for (const wait of ['EVENT "a"', 'ANY "a", "b"', 'ALL "a"', 'EVENT "a" WHERE n = 1']) {
    for (const afterMs of [990, 995, 1000, 1005]) {
      const text = `ok = WAIT FOR ${wait} TIMEOUT 1\nTALK "on"\nRETURN ok`;
      const ok = await resultOf(text, [['a', afterMs, { n: 1 }]]);
      expect([false, true, 'a']).toContain(ok);
    }
  }
});

it('comes to the same with every crash, freeze and continuation', async () => {
  const text = `
    TALK "begin"
    ok = WAIT FOR ALL "a", "b" WHERE n > 1 TIMEOUT 60
    which = WAIT FOR ANY "x", "y" TIMEOUT 2
    BOT "near" "go"
    late = WAIT FOR EVENT "c" WHERE n = 5 TIMEOUT 60
    RETURN { ok: ok, which: which, late: late, event: event }`;
  const plan = planOf(text, { scripts: { near: 'PUBLISH EVENT "c" WITH n = 5' } });
  const world = worldOf([
    ['b', SECOND, { n: 1 }],
    ['b', 2 * SECOND, { n: 2 }],
    ['a', 3 * SECOND, { n: 3 }],
  ]);
  const run = (faults = {}): Promise<SimulatedRun> => simulateRun({ plan, world, faults, seed: 3 });
  const whole = await run();
  expect(whole.outcome?.result).toEqual({ ok: true, which: false, late: true, event: { n: 5 } });
  for (let place = 1; place <= whole.places.crashPoints; place += 1) {
    expect(visibleState(await run({ crashAt: place }))).toEqual(visibleState(whole));
  }
  for (let place = 1; place <= whole.places.storeCalls; place += 1) {
    expect(visibleState(await run({ freezeAt: place }))).toEqual(visibleState(whole));
  }
  for (let place = 1; place <= whole.places.rests; place += 1) {
    const faults = { continueAt: new Set([place]), doubled: true };
    expect(visibleState(await run(faults))).toEqual(visibleState(whole));
  }
});
