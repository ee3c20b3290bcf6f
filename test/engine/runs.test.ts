import type { Variables } from '../../plan/value';
import { listTasks, readRunEvents, type Run } from '../../store/runs';
import { listRows } from '../../store/tables';
import { planOf, type PlanSources } from '../../scripts/simulate/plan-of';
import { startEngine, WORKSPACE, type Engine } from './engine';
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

const launch = (text: string, sources: PlanSources = {}, input: Variables = {}): Promise<string> =>
  engine.launch(planOf(text, { ...sources, http: { remote: remote.url } }), input);
const runToEnd = async (
  text: string,
  sources: PlanSources = {},
  input: Variables = {},
): Promise<Run> => engine.ended(await launch(text, sources, input));

it('does what a script says to the tables, once', async () => {
  const scripts = {
    clerk: `
      PARAM amount AS NUMBER
      SAVE "ledger", "1", { "amount": amount }
      UPDATE "ledger" SET amount = amount + 1 WHERE id = "1"
      row = FIND "ledger", "id = 1"
      RETURN WITH total AS row.amount`,
  };
  const run = await runToEnd('BOT "clerk" "book"\nRETURN total', { scripts }, { amount: 41 });
  expect(run).toMatchObject({ status: 'completed', result: 42 });
  const rows = await listRows(engine.test.database, WORKSPACE, 'ledger');
  expect(rows).toEqual([{ id: '1', data: { amount: 42 } }]);
});

it('remembers, shares and talks', async () => {
  const run = await runToEnd(`
    SET BOT MEMORY "colour", "blue"
    colour = GET BOT MEMORY("colour")
    none = GET BOT MEMORY("nothing")
    BOT SHARE MEMORY "colour" WITH "other-bot"
    TALK "it is " + colour
    RETURN colour + "," + none`);
  expect(run).toMatchObject({ status: 'completed', result: 'blue,' });
  const events = await readRunEvents(engine.test.database, run.id, 0, 100);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['memory_set', 'memory_shared', 'message_sent', 'completed']),
  );
});

it('rule 15: a run that is started again is the one that is there', async () => {
  const runId = await launch('TALK "once"\nWAIT 600');
  const { runId: first } = await engine.client.workflow.getHandle(runId).describe();
  const started = await engine.gateway.startRun({
    ...{ id: runId, workspaceId: WORKSPACE, planHash: 'another', workflowName: 'another' },
    ...{ input: {}, inputNames: [], package: null },
  });
  expect(started.temporalRunId).toBe(first);
  await engine.client.workflow.getHandle(runId).cancel();
  expect(await engine.ended(runId)).toMatchObject({ status: 'cancelled' });
  const again = engine.gateway.startRun({
    ...{ id: runId, workspaceId: WORKSPACE, planHash: 'another', workflowName: 'another' },
    ...{ input: {}, inputNames: [], package: null },
  });
  expect((await again).temporalRunId).toBe(first);
});

it('ends a failed run with code, step and message, and Temporal shows the same', async () => {
  const runId = await launch('x = 1\nTHROW "the till is empty"');
  expect(await engine.ended(runId)).toMatchObject({
    status: 'failed',
    failure: { code: 'RUN_THROWN', message: 'the till is empty', stepId: 'main.1' },
  });
  const result = engine.client.workflow.getHandle(runId).result();
  await expect(result).rejects.toMatchObject({ cause: { type: 'RUN_THROWN' } });
});

it('rule 05: tries a remote bot again with the same key, and counts its attempts', async () => {
  const before = remote.calls.length;
  remote.answers.push(
    { status: 503, body: {} },
    { status: 200, body: { variables: { price: 7 } } },
  );
  const run = await runToEnd('STEP 1: BOT "remote" "quote" RETRY 3\nRETURN price');
  expect(run).toMatchObject({ status: 'completed', result: 7 });
  const keys = remote.calls.slice(before);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  const [task] = await listTasks(engine.test.database, run.id);
  expect(task).toMatchObject({ status: 'completed' });
});

it('records the last failure of a remote bot and takes the fallback', async () => {
  const scripts = { spare: 'RETURN "spare"' };
  remote.answers.push({ status: 500, body: {} }, { status: 500, body: {} });
  const text = 'x = BOT "remote" "quote" RETRY 1 FALLBACK "spare"\nRETURN x';
  expect(await runToEnd(text, { scripts })).toMatchObject({ status: 'completed', result: 'spare' });
});

it('does not try again what a remote bot has refused', async () => {
  const before = remote.calls.length;
  remote.answers.push({ status: 400, body: {} });
  expect(await runToEnd('BOT "remote" "quote"')).toMatchObject({
    status: 'failed',
    failure: { code: 'BOT_REFUSED' },
  });
  expect(remote.calls.length - before).toBe(1);
});

it('joins branches in the order of the text, whichever ends first', async () => {
  const run = await runToEnd(`
    PARALLEL
      BRANCH A:
        WAIT 0.3
        x = "a"
      BRANCH B: x = "b"
    END PARALLEL
    RETURN x`);
  expect(run).toMatchObject({ status: 'completed', result: 'b' });
});

it('cancels the other branches when one fails', async () => {
  const runId = await launch(`
    PARALLEL
      BRANCH A: WAIT 86400
      BRANCH B: THROW "no"
    END PARALLEL`);
  expect(await engine.ended(runId)).toMatchObject({ status: 'failed', failure: { message: 'no' } });
});

it('takes an event that came before the wait, and each event once', async () => {
  const runId = await launch(`
    TALK "ready"
    WAIT 0.5
    WAIT FOR EVENT "early" TIMEOUT 60
    a = event.n
    WAIT FOR EVENT "early" TIMEOUT 60
    RETURN a + "," + event.n`);
  await engine.publish('early', { n: 1 });
  await engine.publish('early', { n: 2 });
  expect(await engine.ended(runId)).toMatchObject({ result: '1,2' });
});

it('brings one event to every run that waits for it', async () => {
  const text = 'WAIT FOR EVENT "all" TIMEOUT 60\nRETURN event.n';
  const runs = await Promise.all([launch(text), launch(text), launch(text)]);
  await engine.publish('all', { n: 5 });
  const ended = await Promise.all(runs.map((runId) => engine.ended(runId)));
  expect(ended.map(({ result }) => result)).toEqual([5, 5, 5]);
});

it('brings the event of one run to another', async () => {
  const waiting = await launch('WAIT FOR EVENT "hand-over" TIMEOUT 60\nRETURN event.word');
  await runToEnd('PUBLISH EVENT "hand-over" WITH { "word": "hello" }');
  expect(await engine.ended(waiting)).toMatchObject({ result: 'hello' });
});

it('goes on with FALSE when an event does not come in time', async () => {
  const text = 'ok = WAIT FOR EVENT "never" TIMEOUT 0.1\nRETURN ok';
  expect(await runToEnd(text)).toMatchObject({ status: 'completed', result: false });
});

it('closes the rows of a run that is cancelled in Temporal', async () => {
  const runId = await launch('TALK "a"\nWAIT 86400');
  await engine.client.workflow.getHandle(runId).cancel();
  expect(await engine.ended(runId)).toMatchObject({ status: 'cancelled' });
});

it('gives a large value to the next step by its hash', async () => {
  const text = 'x = "0123456789"\nFOR i = 1 TO 14\n x = x + x\nNEXT\nWAIT 0.05\nRETURN LEN(x)';
  const run = await runToEnd(text);
  expect(run).toMatchObject({ status: 'completed', result: 163_840 });
  const history = await engine.client.workflow.getHandle(run.id).fetchHistory();
  const sizes = (history.events ?? []).map((event) => JSON.stringify(event).length);
  expect(Math.max(...sizes)).toBeLessThan(20_000);
});
