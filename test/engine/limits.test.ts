import { planOf } from '../../scripts/simulate/plan-of';
import { historyOf, startEngine, type Engine } from './engine';
import { startRemoteBot, type RemoteBot } from './remote-bot';

/** Temporal takes 4 MB in one workflow task, 50 MB in a history, 100 events that come during a task. */
let engine: Engine;
let remote: RemoteBot;
beforeAll(async () => {
  [engine, remote] = await Promise.all([startEngine(), startRemoteBot()]);
});
afterAll(async () => {
  await engine.stop();
  await remote.stop();
});

const WORKFLOW_TASK_FAILED = '9';
const list = (length: number): string => `FOR i = 1 TO ${length}\n APPEND l, i\nNEXT`;

async function launch(text: string): Promise<string> {
  const files = { 'child.bas': 'PARAM n AS NUMBER\nRETURN n * 2' };
  return engine.launch(planOf(text, { files, http: { remote: remote.url } }));
}

/** The Temporal run that a run began with, and the one that it has now. */
async function chainOf(runId: string): Promise<readonly [string, string]> {
  const { raw, runId: now } = await engine.client.workflow.getHandle(runId).describe();
  return [raw.workflowExecutionInfo?.firstRunId ?? '', now];
}

it('gives 300 bots 48 KB each, 14 MB in all, in tasks of at most 1 MB', async () => {
  remote.durations.set('work', 400);
  const runId = await launch(`${list(300)}
    x = SPACE(48000)
    FOR EACH n IN l IN PARALLEL
      BOT "remote" "work" WITH { x: x, n: n }
      APPEND done, n
    NEXT
    RETURN done = l`);
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: true });
  expect(new Set(remote.calls).size).toBe(300);
});

it('begins a fresh history before one is too long: 700 stretches of 50 KB are 70 MB', async () => {
  const runId = await launch(`${list(700)}
    FOR EACH n IN l IN PARALLEL
      x = SPACE(25000)
      TALK n
      y = x + n
      TALK LEN(y)
      APPEND done, n
    NEXT
    RETURN done = l`);
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: true });
  const [first, last] = await chainOf(runId);
  expect(last).not.toBe(first);
});

it('walks a thousand branches of short steps without a failed task', async () => {
  const runId = await launch(`${list(1000)}
    FOR EACH n IN l IN PARALLEL
      TALK n
      APPEND done, n
    NEXT
    RETURN done = l`);
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: true });
  expect(await historyOf(engine, runId)).not.toContain(WORKFLOW_TASK_FAILED);
});

it('begins 100 children at once and takes the answer of each', async () => {
  const runId = await launch(`${list(100)}
    FOR EACH n IN l IN PARALLEL
      x = CALL "child.bas", n AS CHILD
      APPEND d, x
    NEXT
    RETURN d[99]`);
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 200 });
  expect(await historyOf(engine, runId)).not.toContain(WORKFLOW_TASK_FAILED);
});

it('fails with code and line where there would be more branches than a run can keep', async () => {
  const text = `${list(100)}
FOR EACH a IN l IN PARALLEL
  FOR EACH b IN l IN PARALLEL
    WAIT 1
  NEXT
NEXT`;
  const runId = await launch(text);
  expect(await engine.ended(runId)).toMatchObject({
    status: 'failed',
    failure: { code: 'RUN_BRANCHES', line: 5 },
  });
  expect(await historyOf(engine, runId)).not.toContain(WORKFLOW_TASK_FAILED);
});
