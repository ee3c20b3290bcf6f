import { COSTS, type CostName } from '../../dsl/reference/costs';
import type { Plan } from '../../plan/schema';
import type { Variables } from '../../plan/value';
import { planOf, type PlanSources } from '../../scripts/simulate/plan-of';
import { templatePlan } from './template-plan';
import { historyOf, startEngine, type Engine } from './engine';
import { startRemoteBot, type RemoteBot } from './remote-bot';

let engine: Engine;
let remote: RemoteBot;
beforeAll(async () => {
  [engine, remote] = await Promise.all([startEngine(), startRemoteBot()]);
});
afterAll(async () => {
  await engine.stop();
  await remote.stop();
});

const plan = (text: string, sources: PlanSources = {}): Plan =>
  planOf(text, {
    files: { 'child.bas': 'RETURN 1' },
    ...sources,
    http: { remote: remote.url },
  });

/** Runs a plan to its end, approving what it asks, and counts the events of its history. */
async function countEvents(text: string, approvals = 0, input: Variables = {}): Promise<number> {
  const runId = await engine.launch(plan(text), input);
  for (let count = 0; count < approvals; count += 1) {
    await engine.decide(await engine.asked(runId), true);
  }
  expect((await engine.ended(runId)).status).toBe('completed');
  return (await historyOf(engine, runId)).length;
}

/** The run itself: started, one workflow task, completed. */
const ENVELOPE = COSTS.run.events;
/** An activity and the workflow task that takes its result. */
const ACTIVITY = COSTS.call.events;
const APPROVAL = COSTS.approval.withTimeout;

/** A statement between two short ones, what answers it, and what it may cost. */
interface Measured {
  readonly text: string;
  readonly answer?: (runId: string) => Promise<unknown>;
  readonly events: number;
  /** What reaches the run while it is busy is taken along: never more, sometimes less. */
  readonly atMost?: boolean;
}

const approve = async (runId: string): Promise<unknown> =>
  engine.decide(await engine.asked(runId), true);
const reply = async (runId: string): Promise<unknown> => {
  await engine.heard(runId);
  return engine.reply(runId, 'hello');
};
const publish = (): Promise<void> => engine.publish('paid');

/** Every kind of statement that the reference knows, so that its table tells the truth. */
const MEASURED: Readonly<Record<CostName, readonly Measured[]>> = {
  run: [],
  nothing: [{ text: 'x = 1', events: COSTS.nothing.events - ACTIVITY }],
  short: [{ text: 'SET BOT MEMORY "a", 1', events: COSTS.short.events - 2 * ACTIVITY }],
  // The short statement behind the call is done with it.
  call: [{ text: 'BOT "remote" "go"', events: COSTS.call.events - ACTIVITY }],
  approval: [
    {
      text: 'HUMAN APPROVAL FROM "ann@example.com"',
      answer: approve,
      events: COSTS.approval.events,
    },
    {
      text: 'HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600',
      answer: approve,
      events: COSTS.approval.withTimeout,
    },
  ],
  reply: [
    { text: 'HEAR name', answer: reply, events: COSTS.reply.events },
    { text: 'HEAR name TIMEOUT 600', answer: reply, events: COSTS.reply.withTimeout },
  ],
  wait: [{ text: 'WAIT 0.05', events: COSTS.wait.events }],
  event: [
    { text: 'WAIT FOR EVENT "paid"', answer: publish, events: COSTS.event.events, atMost: true },
    {
      text: 'WAIT FOR ANY "paid", "sent" TIMEOUT 600',
      answer: publish,
      events: COSTS.event.withTimeout,
      atMost: true,
    },
  ],
  child: [
    {
      // The call itself is a short step of the stretch before it.
      text: 'CALL "child.bas" AS CHILD',
      events: COSTS.child.events,
      atMost: true,
    },
  ],
  events: [
    {
      text: 'WAIT FOR ALL "paid", "sent"',
      answer: async () => {
        await publish();
        await engine.publish('sent');
      },
      events: 2 * COSTS.events.events,
      atMost: true,
    },
  ],
  limit: [
    { text: 'ON FAILURE HOLD', events: COSTS.limit.events - ACTIVITY },
    { text: 'TRY\nTALK "b"\nFINALLY\nEND TRY', events: COSTS.limit.events - ACTIVITY },
    {
      text: 'TRY TIMEOUT 600\nBOT "remote" "go"\nFINALLY\nEND TRY',
      events: COSTS.limit.withTimeout + ACTIVITY,
      atMost: true,
    },
  ],
  branches: [
    {
      text: 'PARALLEL\nBRANCH a: WAIT 0.05\nBRANCH b: WAIT 0.05\nEND PARALLEL',
      events: COSTS.branches.events + 2 * COSTS.wait.events,
      atMost: true,
    },
  ],
};

const CASES = Object.values(MEASURED)
  .flat()
  .map((measured) => [measured.text, measured] as const);

describe('the table of costs', () => {
  it.each(CASES)('is right about %s', async (_, { text, answer, events, atMost }) => {
    const runId = await engine.launch(plan(`TALK "a"\n${text}\nTALK "b"`));
    await answer?.(runId);
    expect((await engine.ended(runId)).status).toBe('completed');
    const around = ENVELOPE + 2 * ACTIVITY;
    const count = (await historyOf(engine, runId)).length - around;
    expect(atMost === true ? Math.max(count, events) : count).toBe(events);
  });
});

describe('history events, beside a workflow written by hand', () => {
  it('ten remote bots cost ten activities', async () => {
    const text = 'STEP 1: BOT "remote" "go"\n'.repeat(10);
    expect(await countEvents(text)).toBe(ENVELOPE + 10 * ACTIVITY);
  });

  it('a thousand short steps cost five activities, by hand a thousand', async () => {
    const text = 'FOR i = 1 TO 1000\n SET BOT MEMORY "i", i\nNEXT';
    expect(await countEvents(text)).toBeLessThanOrEqual(ENVELOPE + 6 * ACTIVITY);
  });

  it('pure statements cost nothing but the activity that closes the run', async () => {
    const text = 'FOR i = 1 TO 1000\n x = x + i\nNEXT\nRETURN x';
    expect(await countEvents(text)).toBe(ENVELOPE + ACTIVITY);
  });

  it('short steps behind a remote bot cost nothing', async () => {
    const text = 'BOT "remote" "go"\nSET BOT MEMORY "a", 1\nTALK "hello"\nPUBLISH EVENT "done"';
    expect(await countEvents(text)).toBe(ENVELOPE + ACTIVITY);
  });

  it('an approval costs its update and its timer', async () => {
    const text = 'HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600\nTALK "thanks"';
    expect(await countEvents(text, 1)).toBe(ENVELOPE + ACTIVITY + APPROVAL + ACTIVITY);
  });

  it('a wait costs a timer', async () => {
    const text = 'TALK "a"\nWAIT 0.05\nTALK "b"';
    expect(await countEvents(text)).toBe(ENVELOPE + ACTIVITY + COSTS.wait.events + ACTIVITY);
  });

  it('a wait for a date costs a timer, and nothing when the date has passed', async () => {
    const text = 'TALK "a"\nWAIT UNTIL DATEADD(NOW(), 1, "second")\nTALK "b"';
    expect(await countEvents(text)).toBe(ENVELOPE + ACTIVITY + COSTS.wait.events + ACTIVITY);
    const past = 'TALK "a"\nWAIT UNTIL "2020-01-31"\nTALK "b"';
    expect(await countEvents(past)).toBe(ENVELOPE + ACTIVITY + ACTIVITY);
  });

  it('an event that is waited for costs a signal', async () => {
    const runId = await engine.launch(plan('TALK "a"\nWAIT FOR EVENT "paid"\nTALK "b"'));
    await engine.publish('paid');
    expect((await engine.ended(runId)).status).toBe('completed');
    const events = (await historyOf(engine, runId)).length;
    expect(events).toBeLessThanOrEqual(ENVELOPE + ACTIVITY + COSTS.event.events + ACTIVITY);
  });

  it('the run of the demo costs no more than its constructs, and nothing for bookkeeping', async () => {
    const runId = await engine.launch(await templatePlan(engine, 'customer-support'), {
      order_id: '1001',
      complaint: 'The chair arrived broken, I want a refund.',
    });
    await engine.decide(await engine.asked(runId), true);
    expect((await engine.ended(runId)).status).toBe('completed');
    const types = await historyOf(engine, runId);
    // One stretch up to the approval, the update, two branches, one stretch to the end.
    const parallel = 2 * ACTIVITY;
    expect(types.length).toBeLessThanOrEqual(ENVELOPE + ACTIVITY + APPROVAL + parallel + ACTIVITY);
    const MARKERS_CHILDREN_AND_UPSERTS = ['25', '29', '40'];
    expect(types.filter((type) => MARKERS_CHILDREN_AND_UPSERTS.includes(type))).toEqual([]);
  });

  it('fifty branches cost their activities, never a child workflow', async () => {
    const branches = Array.from({ length: 50 }, (_, n) => `BRANCH b${n}: BOT "remote" "go"`);
    const text = `PARALLEL\n${branches.join('\n')}\nEND PARALLEL\nTALK "joined"`;
    const events = await countEvents(text);
    expect(events).toBeLessThanOrEqual(ENVELOPE + 50 * ACTIVITY + ACTIVITY);
  });
});
