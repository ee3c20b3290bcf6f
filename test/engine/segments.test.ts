import { planOf } from '../../scripts/simulate/plan-of';
import { readRunEvents } from '../../store/runs';
import { readRunRecord } from '../../store/run-record';
import { historyOf, startEngine, type Engine } from './engine';
import { templatePlan } from './template-plan';

let whole: Engine;
let apart: Engine;
beforeAll(async () => {
  [whole, apart] = await Promise.all([startEngine(), startEngine({ segments: false })]);
});
afterAll(async () => {
  await Promise.all([whole.stop(), apart.stop()]);
});

const TEXT = `
FOR i = 1 TO 5
  SET BOT MEMORY "k" + i, i
  SAVE "log", "row" + i, { "n": i }
NEXT
news = WAIT FOR EVENT "news" TIMEOUT 600
PARALLEL
  BRANCH A: TALK "a " + event.n
  BRANCH B: TALK "b"
END PARALLEL
TRY
  THROW "no"
CATCH e
  TALK e.message
END TRY
RETURN { news: news, n: event.n, last: GET BOT MEMORY("k5") }`;

/** What a run has come to, without ids and times. */
async function traceOf(engine: Engine, runId: string): Promise<unknown> {
  const record = await readRunRecord(engine.test.database, runId);
  const events = await readRunEvents(engine.test.database, runId, 0, 500);
  return {
    status: record?.run.status,
    result: record?.run.result,
    // Branches side by side commit in any order.
    rows: record?.steps.map(({ key, kind }) => `${key} ${kind}`).sort(),
    messages: [...(record?.messages ?? [])].sort(),
    published: record?.published.map(({ name }) => name),
    events: events.map(({ type, stepId }) => `${type} ${stepId ?? ''}`).sort(),
  };
}

async function play(engine: Engine): Promise<readonly [unknown, number]> {
  const runId = await engine.launch(planOf(TEXT));
  // It is there before, in the middle of, or behind the stretch that it comes to.
  await engine.publish('news', { n: 3 });
  await engine.ended(runId);
  return [await traceOf(engine, runId), (await historyOf(engine, runId)).length];
}

it('gives the same as segments when each short step is an activity of its own', async () => {
  const [[inSegments, few], [each, many]] = await Promise.all([play(whole), play(apart)]);
  expect(inSegments).toMatchObject({ status: 'completed', result: { news: true, n: 3, last: 5 } });
  expect(each).toEqual(inSegments);
  expect(many).toBeGreaterThan(few + 5 * 10);
});

it('gives the same for a template with an approval and branches', async () => {
  const ends = await Promise.all(
    [whole, apart].map(async (engine) => {
      const plan = await templatePlan(engine, 'customer-support');
      const input = { complaint: 'It is broken, I want a refund', order_id: '1001' };
      const runId = await engine.launch(plan, input);
      await engine.decide(await engine.asked(runId), true);
      await engine.ended(runId);
      return traceOf(engine, runId);
    }),
  );
  expect(ends[0]).toMatchObject({ status: 'completed' });
  expect(ends[1]).toEqual(ends[0]);
});
