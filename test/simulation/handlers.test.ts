import { planOf } from '../../scripts/simulate/plan-of';
import { simulateRun, visibleState, type SimulatedRun } from '../../simulation/simulate-run';
import type { Incoming, World } from '../../simulation/world';

const SECOND = 1000;

type Told = Incoming & { readonly afterMs: number };
let told = 0;
const event = (name: string, afterMs: number, data: Record<string, number> = {}): Told => {
  told += 1;
  return { kind: 'event', id: `in-${told}`, name, data, afterMs };
};

function worldOf(incoming: readonly Told[]): World {
  return {
    input: {},
    inputNames: [],
    bot: (name) => ({ value: `${name} said`, afterMs: 10 * SECOND }),
    decide: () => undefined,
    incoming,
  };
}

function run(text: string, incoming: readonly Told[], faults = {}): Promise<SimulatedRun> {
  const plan = planOf(text, { http: { far: 'http://far.example/' } });
  return simulateRun({ plan, world: worldOf(incoming), faults, seed: 3 });
}

const talked = ({ rows }: SimulatedRun): readonly string[] =>
  rows.messages.map(({ content }) => content);

const COUNTING = `
  ON EVENT "paid" DO
    sum = sum + event.n
    WAIT 2
    TALK "paid " + event.n
  END ON
  sum = 0
  WAIT 20
  RETURN sum`;

it('handles one event after the other, in the order of arrival, and shares the variables', async () => {
  const one = await run(COUNTING, [
    event('paid', SECOND, { n: 1 }),
    event('paid', SECOND + 9, { n: 2 }),
  ]);
  expect(talked(one)).toEqual(['paid 1', 'paid 2']);
  expect(one.outcome).toMatchObject({ status: 'completed', result: 3 });
});

it('a write of a handler during a long step is seen right behind it', async () => {
  const text = `
    ON EVENT "cancel" DO
      cancelled = TRUE
    END ON
    cancelled = FALSE
    BOT "far" "work"
    IF cancelled THEN RETURN "stopped"
    RETURN "done"`;
  expect((await run(text, [event('cancel', SECOND)])).outcome?.result).toBe('stopped');
  expect((await run(text, [event('cancel', 60 * SECOND)])).outcome?.result).toBe('done');
});

it('END waits for a handler that has begun, and queued events are shown as discarded', async () => {
  const text = `
    ON EVENT "paid" DO
      BOT "far" "book"
      TALK "booked " + event.n
    END ON
    WAIT 5
    RETURN "end"`;
  const both = [event('paid', SECOND, { n: 1 }), event('paid', 2 * SECOND, { n: 2 })];
  const ended = await run(text, both);
  expect(talked(ended)).toEqual(['booked 1']);
  expect(ended.outcome?.result).toBe('end');
  expect(ended.rows.verdicts.size).toBeGreaterThan(0);
  expect([...ended.rows.verdicts.values()].some(({ stepKey }) => stepKey.includes('on:paid'))).toBe(
    true,
  );
});

it('an event goes to its handler and to one WAIT', async () => {
  const text = `
    ON EVENT "paid" DO
      TALK "handled " + event.n
    END ON
    WAIT FOR EVENT "paid"
    RETURN event.n`;
  const both = await run(text, [event('paid', SECOND, { n: 7 })]);
  expect(talked(both)).toEqual(['handled 7']);
  expect(both.outcome?.result).toBe(7);
});

it('a handler that fails fails the run, which takes back what it has done', async () => {
  const text = `
    ON EVENT "paid" DO
      TALK "book"
      ON FAILURE DO
        TALK "unbook"
      END ON
      THROW "no money"
    END ON
    TALK "begin"
    ON FAILURE DO
      TALK "unbegin"
    END ON
    WAIT 600`;
  const failed = await run(text, [event('paid', SECOND)]);
  expect(failed.outcome).toMatchObject({ status: 'failed', failure: { message: 'no money' } });
  expect(talked(failed)).toEqual(['begin', 'book', 'unbook', 'unbegin']);
});

it('a cancelled run takes back what its handler has done', async () => {
  const text = `
    ON EVENT "paid" DO
      TALK "book"
      ON FAILURE DO
        TALK "unbook"
      END ON
      WAIT 600
    END ON
    WAIT 600`;
  const cancel = { kind: 'control', command: 'cancel', afterMs: 5 * SECOND } as const;
  const cancelled = await run(text, [event('paid', SECOND), cancel]);
  expect(cancelled.outcome?.status).toBe('cancelled');
  expect(talked(cancelled)).toEqual(['book', 'unbook']);
});

it('handlers that begin each other for ever fail the run', async () => {
  const text = `
    ON EVENT "ping" DO
      PUBLISH EVENT "pong"
    END ON
    ON EVENT "pong" DO
      PUBLISH EVENT "ping"
    END ON
    PUBLISH EVENT "ping"
    WAIT 600`;
  const ended = await run(text, []);
  expect(ended.outcome).toMatchObject({ status: 'failed', failure: { code: 'RUN_HANDLER_DEPTH' } });
});

it('writes of a handler while branches are under way count, and those of the join are later', async () => {
  const text = `
    ON EVENT "paid" DO
      a = "handler"
      b = "handler"
    END ON
    PARALLEL
      BRANCH x:
        WAIT 5
        a = "branch"
        seen = b
      BRANCH y: WAIT 6
    END PARALLEL
    RETURN a + "," + b + "," + seen`;
  expect((await run(text, [event('paid', SECOND)])).outcome?.result).toBe('branch,handler,');
});

it('comes to the same with every crash, freeze and continuation, a handler half done', async () => {
  const text = `
    ON EVENT "paid" DO
      sum = sum + event.n
      BOT "far" "book"
      PARALLEL
        BRANCH x:
          WAIT 3
          TALK "x " + sum
        BRANCH y:
          WAIT 4
          APPEND log, event.n
      END PARALLEL
      PUBLISH EVENT "booked" WITH n = event.n
    END ON
    ON EVENT "booked" DO
      SET BOT MEMORY "booked", event.n
      count = count + 1
    END ON
    sum = 0
    count = 0
    WHILE count < 2
      WAIT 3
    WEND
    RETURN { sum: sum, log: log, count: count }`;
  const incoming = [event('paid', SECOND, { n: 1 }), event('paid', 2 * SECOND, { n: 2 })];
  const whole = await run(text, incoming);
  expect(whole.outcome?.result).toEqual({ sum: 3, log: [1, 2], count: 2 });
  for (let place = 1; place <= whole.places.crashPoints; place += 1) {
    expect(visibleState(await run(text, incoming, { crashAt: place }))).toEqual(
      visibleState(whole),
    );
  }
  for (let place = 1; place <= whole.places.storeCalls; place += 1) {
    expect(visibleState(await run(text, incoming, { freezeAt: place }))).toEqual(
      visibleState(whole),
    );
  }
  for (let place = 1; place <= whole.places.rests; place += 1) {
    const faults = { continueAt: new Set([place]), doubled: true };
    expect(visibleState(await run(text, incoming, faults))).toEqual(visibleState(whole));
  }
});
