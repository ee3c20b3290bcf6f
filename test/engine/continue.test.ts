import { planOf } from '../../scripts/simulate/plan-of';
import { historyOf, startEngine, type Engine } from './engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine({ historyLimit: 20 });
});
afterAll(async () => {
  await engine.stop();
});

const CONTINUED_AS_NEW = '28';

/** Types of the events of the first Temporal run of a chain. */
async function firstHistory(runId: string, temporalRunId: string): Promise<readonly string[]> {
  const history = await engine.client.workflow.getHandle(runId, temporalRunId).fetchHistory();
  return (history.events ?? []).map(({ eventType }) => String(eventType));
}

it('continues as new in the middle of a loop, with variables, timers and turns', async () => {
  const text = `
    FOR i = 1 TO 8
      SET BOT MEMORY "turn", i
      WAIT 0.02
      seen = seen + i
    NEXT
    RETURN seen`;
  const runId = await engine.launch(planOf(text));
  const first = (await engine.client.workflow.getHandle(runId).describe()).runId;
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 36 });
  expect((await firstHistory(runId, first)).at(-1)).toBe(CONTINUED_AS_NEW);
  expect((await historyOf(engine, runId)).length).toBeLessThan(40);
});

it('carries an open approval and a waiting branch over', async () => {
  const text = `
    PARALLEL
      BRANCH A:
        HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600
        a = approval.decidedBy
      BRANCH B:
        FOR i = 1 TO 6
          TALK "turn " + i
          WAIT 0.02
        NEXT
        b = i
    END PARALLEL
    RETURN a + b`;
  const runId = await engine.launch(planOf(text));
  const handle = engine.client.workflow.getHandle(runId);
  const first = (await handle.describe()).runId;
  while ((await handle.describe()).runId === first) await new Promise(setImmediate);
  await engine.decide(await engine.asked(runId), true);
  const run = await engine.ended(runId);
  expect(run).toMatchObject({ status: 'completed', result: 'ann@example.com7' });
});

it('does not take an event twice across the boundary', async () => {
  const text = `
    FOR i = 1 TO 6
      WAIT FOR EVENT "tick" TIMEOUT 600
      sum = sum + event.n
      TALK "got " + event.n
    NEXT
    ok = WAIT FOR EVENT "tick" TIMEOUT 0.2
    RETURN sum + "," + ok`;
  const runId = await engine.launch(planOf(text));
  for (let n = 1; n <= 6; n += 1) await engine.publish('tick', { n });
  const run = await engine.ended(runId);
  expect(run).toMatchObject({ status: 'completed' });
  expect(run.result).toMatch(/^21,/);
});

it('carries an open question over continue-as-new', async () => {
  const text = `
    PARALLEL
      BRANCH A: HEAR a AS INTEGER TIMEOUT 600
      BRANCH B:
        FOR i = 1 TO 6
          TALK "turn " + i
          WAIT 0.02
        NEXT
    END PARALLEL
    RETURN a`;
  const runId = await engine.launch(planOf(text));
  const handle = engine.client.workflow.getHandle(runId);
  const first = (await handle.describe()).runId;
  while ((await handle.describe()).runId === first) await new Promise(setImmediate);
  expect(await engine.reply(runId, '7')).toBe('taken');
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 7 });
});
