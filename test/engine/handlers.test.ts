import { planOf } from '../../scripts/simulate/plan-of';
import { readRunEvents } from '../../store/runs';
import { startEngine, type Engine } from './engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine({ historyLimit: 12 });
});
afterAll(() => engine.stop());

it('handles each event of many, also across continue-as-new, and shares the variables', async () => {
  const text = `
    ON EVENT "counted" DO
      SET BOT MEMORY "last", event.n
      WAIT 0.02
      sum = sum + event.n
      count = count + 1
    END ON
    sum = 0
    count = 0
    WHILE count < 12
      WAIT 0.1
    WEND
    RETURN sum`;
  const runId = await engine.launch(planOf(text));
  for (let n = 1; n <= 12; n += 1) await engine.publish('counted', { n });
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 78 });
});

it('shows the events that came too late for their handler', async () => {
  const text = `
    ON EVENT "late" DO
      TALK "late " + event.n
      WAIT 4
    END ON
    WAIT FOR EVENT "go"
    RETURN "end"`;
  const runId = await engine.launch(planOf(text));
  await engine.publish('late', { n: 1 });
  await engine.publish('late', { n: 2 });
  await engine.publish('go');
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 'end' });
  const events = await readRunEvents(engine.test.database, runId, 0, 100);
  expect(events.filter(({ type }) => type === 'event_discarded')).toMatchObject([
    { data: { name: 'late' } },
  ]);
});

it('a handler that fails fails the run', async () => {
  const text = 'ON EVENT "bad" DO\n TALK "a"\n THROW "no"\nEND ON\nWAIT 600';
  const runId = await engine.launch(planOf(text));
  await engine.publish('bad');
  expect(await engine.ended(runId)).toMatchObject({ status: 'failed', failure: { message: 'no' } });
});
