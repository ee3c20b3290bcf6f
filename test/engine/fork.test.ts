import { randomUUID } from 'node:crypto';
import { planOf, type PlanSources } from '../../scripts/simulate/plan-of';
import type { ForkOrigin } from '../../plan/record';
import { launchFork, listTasks, markStarted, readRun, readRunEvents } from '../../store/runs';
import { startableRun } from '../../temporal/startable';
import { startEngine, WORKSPACE, type Engine } from './engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(async () => {
  await engine.stop();
});

const launch = (text: string, sources: PlanSources = {}): Promise<string> =>
  engine.launch(planOf(text, sources));

/** Forks a run as the API does. Gives the id of the fork. */
async function fork(runId: string, from: Partial<ForkOrigin>): Promise<string> {
  const { database } = engine.test;
  const source = await readRun(database, WORKSPACE, runId);
  if (!source) throw new Error('the source is there');
  const origin = { runId, stepId: 'main.0', visit: 1, variables: {}, ...from };
  const tasks = await listTasks(database, runId);
  const next = {
    ...source,
    id: randomUUID(),
    idempotencyKey: null,
    tasks: tasks.map((task) => ({ ...task })),
    awaitedEvents: [],
  };
  const { run } = await launchFork(database, next, origin);
  const { temporalRunId } = await engine.gateway.startRun(startableRun(run));
  await markStarted(database, run.id, temporalRunId);
  return run.id;
}

async function said(runId: string): Promise<readonly unknown[]> {
  const events = await readRunEvents(engine.test.database, runId, 0, 1000);
  return events.filter(({ type }) => type === 'message_sent').map(({ data }) => data['content']);
}

it('goes on before a step of a run that has ended, with other variables', async () => {
  const runId = await launch('n = 2\nTALK "first"\nTALK "second " + n\nRETURN n * 10');
  expect(await engine.ended(runId)).toMatchObject({ result: 20 });
  const other = await fork(runId, { stepId: 'main.2', variables: { n: 7 } });
  expect(await engine.ended(other)).toMatchObject({ status: 'completed', result: 70 });
  expect(await said(runId)).toEqual(['first', 'second 2']);
  expect(await said(other)).toEqual(['second 7']);
});

it('keeps what the source had ended, and says where it comes from', async () => {
  const scripts = { clerk: 'RETURN "booked"', payer: 'RETURN "paid"' };
  const text = 'STEP 1: a = BOT "clerk" "x"\nSTEP 2: b = BOT "payer" "y"\nRETURN a + " " + b';
  const runId = await launch(text, { scripts });
  expect(await engine.ended(runId)).toMatchObject({ result: 'booked paid' });
  const other = await fork(runId, { stepId: 'main.1', variables: { a: 'asked' } });
  expect(await engine.ended(other)).toMatchObject({ result: 'asked paid' });
  const events = await readRunEvents(engine.test.database, other, 0, 100);
  const started = events.filter(({ type }) => type === 'task_started');
  expect(started.map(({ stepId }) => stepId)).toEqual(['main.1']);
  expect(await listTasks(engine.test.database, other)).toMatchObject([
    { taskId: 'main.0', status: 'completed', output: '"booked"' },
    { taskId: 'main.1', status: 'completed' },
  ]);
  expect(events.find(({ type }) => type === 'forked')).toMatchObject({
    stepId: 'main.1',
    data: { from: runId, step: 'main.1', visit: 1, variables: { a: 'asked' } },
  });
});

it('goes on before a visit of a step in a loop', async () => {
  const text = 'FOR i = 1 TO 4\nTALK "turn " + i\nseen = seen + i\nNEXT\nRETURN seen';
  const runId = await launch(text);
  expect(await engine.ended(runId)).toMatchObject({ result: 10 });
  const other = await fork(runId, { stepId: 'main.0.body.0', visit: 3 });
  expect(await engine.ended(other)).toMatchObject({ result: 10 });
  expect(await said(other)).toEqual(['turn 3', 'turn 4']);
});

it('asks anew for what was asked, and lets branches beside the step go on as they stood', async () => {
  const text = `
    PARALLEL
      BRANCH A:
        TALK "a1"
        HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600
        TALK "a2"
      BRANCH B:
        WAIT 0.2
        TALK "b1"
    END PARALLEL
    RETURN "done"`;
  const runId = await launch(text);
  const first = await engine.asked(runId);
  while ((await said(runId)).length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  const other = await fork(runId, { stepId: 'main.0.B.1' });
  const second = await engine.asked(other);
  expect(second.id).not.toBe(first.id);
  expect(await engine.decide(second, true)).toBe('accepted');
  expect(await engine.ended(other)).toMatchObject({ status: 'completed', result: 'done' });
  expect([...(await said(other))].sort()).toEqual(['a2', 'b1']);
  expect(await readRun(engine.test.database, WORKSPACE, runId)).toMatchObject({
    status: 'running',
  });
  expect(await engine.decide(first, true)).toBe('accepted');
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed' });
});

it('is forked again', async () => {
  const runId = await launch('TALK "one"\nTALK "two"\nTALK "three"\nRETURN n');
  await engine.ended(runId);
  const child = await fork(runId, { stepId: 'main.1', variables: { n: 1 } });
  await engine.ended(child);
  const grandchild = await fork(child, { stepId: 'main.2' });
  expect(await engine.ended(grandchild)).toMatchObject({ result: 1 });
  expect(await said(grandchild)).toEqual(['three']);
});

it('fails with the reason where the source did not come to the step, or its rows do not tell', async () => {
  const runId = await launch('TALK "one"\nIF n > 1 THEN TALK "never"\nRETURN 1');
  await engine.ended(runId);
  const other = await fork(runId, { stepId: 'main.1.then.0' });
  expect(await engine.ended(other)).toMatchObject({
    status: 'failed',
    failure: { code: 'RUN_FORK_UNREACHED' },
  });
  const handled = await launch(
    'ON EVENT "e" DO\nx = 1\nEND ON\nPUBLISH EVENT "e"\nWAIT 1\nTALK "a"',
  );
  await engine.ended(handled);
  const fails = await fork(handled, { stepId: 'main.3' });
  expect(await engine.ended(fails)).toMatchObject({ failure: { code: 'RUN_UNREADABLE' } });
});
