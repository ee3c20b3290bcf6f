import { RunSchema } from '../plan/messages';
import { CHANNELS } from '../store/notify';
import { launchRun } from '../store/runs';
import { aRun } from '../store/test-run';
import { problemOf, startTestApi, type TestApi } from './test-api';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.stop();
});

async function newRun(): Promise<string> {
  return (await launchRun(api.test.database, aRun())).run.id;
}

async function view(runId: string, prefer: string): Promise<unknown> {
  const answer = await api.send('GET', `/api/workflows/${runId}`, { headers: { Prefer: prefer } });
  return answer.status === 200 ? RunSchema.parse(answer.body).status : problemOf(answer);
}

async function complete(runId: string): Promise<void> {
  await api.test.database.query(
    `update workflow_executions set status = 'completed' where id = $1`,
    [runId],
  );
  await api.test.database.query(
    `select append_run_events($1, null, array[run_event('completed', '{}')])`,
    [runId],
  );
  await api.test.database.query('select pg_notify($1, $2)', [CHANNELS.events, runId]);
}

it('answers when the run has ended', async () => {
  const runId = await newRun();
  const viewed = view(runId, 'respond-async, wait=30');
  await complete(runId);
  expect(await viewed).toBe('completed');
  expect(await view(runId, 'wait="5"')).toBe('completed');
});

it('answers after so long when it has not', async () => {
  expect(await view(await newRun(), 'wait=1')).toBe('planning');
});

it('does not wait unless it is asked to', async () => {
  expect(await view(await newRun(), 'handling=strict')).toBe('planning');
});

it('refuses to wait for nothing', async () => {
  expect(await view(await newRun(), 'wait=0')).toBe('400 API_QUERY_INVALID');
});
