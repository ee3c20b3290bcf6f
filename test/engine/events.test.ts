import { planOf } from '../../scripts/simulate/plan-of';
import { historyOf, startEngine, type Engine } from './engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const launch = (text: string, input = {}): Promise<string> => engine.launch(planOf(text), input);

it('WHERE gives each of many waiting runs the event of its own order, also an early one', async () => {
  const text =
    'PARAM id AS NUMBER\nWAIT FOR EVENT "order_paid" WHERE order_id = id TIMEOUT 600\nRETURN event.sum';
  await engine.publish('order_paid', { order_id: 0, sum: 100 });
  const runs = await Promise.all([0, 1, 2].map((id) => launch(text, { id })));
  await engine.publish('order_paid', { order_id: 2, sum: 102 });
  await engine.publish('order_paid', { order_id: 1, sum: 101 });
  const ended = await Promise.all(runs.map((runId) => engine.ended(runId)));
  expect(ended.map(({ result }) => result)).toEqual([100, 101, 102]);
});

it('ANY answers with the name of what came, ALL with all of it; a time-out with FALSE', async () => {
  const any = await launch('which = WAIT FOR ANY "sent", "lost" TIMEOUT 600\nRETURN which');
  const all = await launch(
    'WAIT FOR ALL "sent", "lost" TIMEOUT 600\nRETURN event[0].n + event[1].n',
  );
  const none = await launch('ok = WAIT FOR ALL "never", "ever" TIMEOUT 0.1\nRETURN ok');
  await engine.publish('lost', { n: 5 });
  await engine.publish('sent', { n: 7 });
  expect(await engine.ended(any)).toMatchObject({ status: 'completed', result: 'lost' });
  expect(await engine.ended(all)).toMatchObject({ status: 'completed', result: 12 });
  expect(await engine.ended(none)).toMatchObject({ status: 'completed', result: false });
});

it('a wait for two of two events costs two signals and one timer', async () => {
  const runId = await launch('TALK "a"\nWAIT FOR ALL "one", "two" TIMEOUT 600\nTALK "b"');
  await engine.publish('one');
  await engine.publish('two');
  await engine.ended(runId);
  const [ENVELOPE, ACTIVITY, SIGNAL, TIMER] = [5, 6, 4, 2];
  const most = ENVELOPE + ACTIVITY + 2 * SIGNAL + TIMER + ACTIVITY;
  expect((await historyOf(engine, runId)).length).toBeLessThanOrEqual(most);
});

it('an event reaches more runs than one page of its fan-out', async () => {
  const plan = planOf('WAIT FOR EVENT "everyone" TIMEOUT 600\nRETURN event.n');
  const runs = await Promise.all(Array.from({ length: 130 }, () => engine.launch(plan)));
  await engine.publish('everyone', { n: 3 });
  const ended = await Promise.all(runs.map((runId) => engine.ended(runId)));
  expect(ended.filter(({ result }) => result === 3)).toHaveLength(130);
});
