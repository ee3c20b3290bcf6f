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
  planOf(text, { ...sources, http: { remote: remote.url } });

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
const ENVELOPE = 5;
/** An activity and the workflow task that takes its result. */
const ACTIVITY = 6;

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
    expect(await countEvents(text, 1)).toBe(ENVELOPE + ACTIVITY + 7 + ACTIVITY);
  });

  it('a wait costs a timer', async () => {
    const text = 'TALK "a"\nWAIT 0.05\nTALK "b"';
    expect(await countEvents(text)).toBe(ENVELOPE + ACTIVITY + 5 + ACTIVITY);
  });

  it('a wait for a date costs a timer, and nothing when the date has passed', async () => {
    const text = 'TALK "a"\nWAIT UNTIL DATEADD(NOW(), 1, "second")\nTALK "b"';
    expect(await countEvents(text)).toBe(ENVELOPE + ACTIVITY + 5 + ACTIVITY);
    const past = 'TALK "a"\nWAIT UNTIL "2020-01-31"\nTALK "b"';
    expect(await countEvents(past)).toBe(ENVELOPE + ACTIVITY + ACTIVITY);
  });

  it('an event that is waited for costs a signal', async () => {
    const runId = await engine.launch(plan('TALK "a"\nWAIT FOR EVENT "paid"\nTALK "b"'));
    await engine.publish('paid');
    expect((await engine.ended(runId)).status).toBe('completed');
    const events = (await historyOf(engine, runId)).length;
    expect(events).toBeLessThanOrEqual(ENVELOPE + ACTIVITY + 4 + ACTIVITY);
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
    expect(types.length).toBeLessThanOrEqual(ENVELOPE + ACTIVITY + 7 + parallel + ACTIVITY);
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
