import { listPlanTasks } from '../../plan/list-plan-tasks';
import type { Plan } from '../../plan/schema';
import type { RunEvent } from '../../plan/events';
import { listTasks, readRunEvents } from '../../store/runs';
import { planOf } from '../../scripts/simulate/plan-of';
import { historyOf, startEngine, type Engine } from './engine';
import { startRemoteBot, type RemoteBot } from './remote-bot';

let engine: Engine;
let short: Engine;
let remote: RemoteBot;
beforeAll(async () => {
  [engine, short, remote] = await Promise.all([
    startEngine(),
    startEngine({ historyLimit: 5 }),
    startRemoteBot(),
  ]);
});
afterAll(async () => {
  await engine.stop();
  await short.stop();
  await remote.stop();
});

const SEVEN = `
  STEP 1: BOT "remote" "1"
  STEP 2: BOT "remote" "2" DEPENDS ON 1
  STEP 3: BOT "remote" "3" DEPENDS ON 1
  STEP 4: BOT "remote" "4" DEPENDS ON NONE
  STEP 5: BOT "remote" "5" DEPENDS ON NONE
  STEP 6: BOT "remote" "6" DEPENDS ON 2, 3
  STEP 7: BOT "remote" "7" DEPENDS ON 4, 5
  RETURN steps`;
const plan = (text: string): Plan => planOf(text, { http: { remote: remote.url } });

it('starts each of seven tasks when its last dependency has ended, never in waves', async () => {
  for (const [action, ms] of Object.entries({ 1: 200, 2: 2500, 3: 100, 4: 100, 5: 800 })) {
    remote.durations.set(action, ms);
  }
  const runId = await engine.launch(plan(SEVEN));
  const run = await engine.ended(runId);
  remote.durations.clear();
  expect(run.status).toBe('completed');
  expect(Object.keys(run.result ?? {})).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  const events = await readRunEvents(engine.test.database, runId, 0, 200);
  const at = (type: string, label: string): number =>
    events.findIndex((event) => event.type === type && labelOf(event) === label);
  const dependencies = { 2: ['1'], 3: ['1'], 6: ['2', '3'], 7: ['4', '5'] };
  for (const [label, before] of Object.entries(dependencies)) {
    for (const other of before) {
      expect(at('task_started', label)).toBeGreaterThan(at('task_completed', other));
    }
  }
  // The slow second task keeps nobody waiting but the sixth.
  for (const label of ['3', '4', '5', '7']) {
    expect(at('task_completed', label)).toBeLessThan(at('task_completed', '2'));
  }
  const progress = events.filter(({ type }) => type === 'progress');
  expect(progress.at(-1)?.data).toMatchObject({ percent: 100, completed: 7, total: 7 });
});

it('costs its activities and nothing else', async () => {
  const runId = await engine.launch(plan(SEVEN));
  await engine.ended(runId);
  const types = await historyOf(engine, runId);
  const scheduled = types.filter((type) => type === '10').length;
  // One for each bot, and one that closes the run behind the join.
  expect(scheduled).toBe(8);
});

it('goes on from any rest in a new history', async () => {
  const text = `
    STEP 1: WAIT 0.1 DEPENDS ON NONE
    x = 1
    STEP 2: WAIT 0.1
    x = x + 1
    STEP 3: WAIT 0.05 DEPENDS ON NONE
    APPEND l, 3
    STEP 4: TALK "x" DEPENDS ON 2, 3
    APPEND l, x
    RETURN l`;
  const source = text.replace('RETURN l', 'STEP 5: WAIT 0.05 DEPENDS ON 4\n RETURN l');
  const runId = await short.launch(plan(source));
  const first = (await short.client.workflow.getHandle(runId).describe()).runId;
  expect(await short.ended(runId)).toMatchObject({ status: 'completed', result: [3, 2] });
  expect((await short.client.workflow.getHandle(runId).describe()).runId).not.toBe(first);
});

it('skips what depends on a failed task, lets the others end, then fails', async () => {
  remote.answers.push({ status: 400, body: {} });
  const text = `
    STEP 1: BOT "remote" "1" DEPENDS ON NONE
    STEP 2: BOT "remote" "2" DEPENDS ON 1
    STEP 3: WAIT 0.5 DEPENDS ON NONE
    TALK "three"`;
  const source = `${text}\nSTEP 4: WAIT 0.01 DEPENDS ON 3`;
  const runId = await engine.launch(plan(source));
  expect(await engine.ended(runId)).toMatchObject({
    status: 'failed',
    failure: { code: 'BOT_REFUSED' },
  });
  const events = await readRunEvents(engine.test.database, runId, 0, 200);
  expect(events.filter(({ type }) => type === 'message_sent')).toHaveLength(1);
  const skipped = events.filter(({ type }) => type === 'task_skipped');
  expect(skipped.map(({ data }) => data['label'])).toEqual(['2']);
  const tasks = await listTasks(engine.test.database, runId);
  expect(tasks.map(({ status }) => status)).toEqual(['failed', 'skipped']);
});

it('tells which task depends on which', () => {
  const byLabel = listPlanTasks(plan(SEVEN)).map(({ dependsOn }) => dependsOn.length);
  expect(byLabel).toEqual([0, 1, 1, 0, 0, 2, 2]);
});

function labelOf({ data, stepId }: RunEvent): string | undefined {
  const label = data['label'];
  return typeof label === 'string' ? label : stepId?.split('.').at(-2);
}
