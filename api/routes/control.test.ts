import { randomUUID } from 'node:crypto';
import { RunSummarySchema } from '../../plan/messages';
import { launchRun, markStarted, markTerminated } from '../../store/runs';
import { aRun } from '../../store/test-run';
import { problemOf, startTestApi, type TestApi } from '../test-api';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.stop();
});

async function aStartedRun(): Promise<string> {
  const { run } = await launchRun(api.test.database, aRun());
  await markStarted(api.test.database, run.id, randomUUID());
  return run.id;
}

const command = (id: string, name: string, key = api.keys.operator) =>
  api.send('POST', `/api/workflows/${id}/${name}`, { key });

it('refuses commands to runs that are unknown, not started, or over', async () => {
  expect(problemOf(await command(randomUUID(), 'pause'))).toBe('404 RUN_UNKNOWN');
  const { run } = await launchRun(api.test.database, aRun());
  expect(problemOf(await command(run.id, 'pause'))).toBe('409 RUN_UNSTARTED');
  const id = await aStartedRun();
  await markTerminated(api.test.database, id, {
    status: 'failed',
    failure: { code: 'RUN_TERMINATED', message: 'by hand' },
  });
  expect(problemOf(await command(id, 'cancel'))).toBe('409 RUN_CLOSED');
});

it('answers a command that changes nothing with the run as it is', async () => {
  const answer = await command(await aStartedRun(), 'resume');
  expect(answer.status).toBe(200);
  expect(RunSummarySchema.parse(answer.body).status).toBe('running');
});

it('pauses at once, also when Temporal hears of it later', async () => {
  const answer = await command(await aStartedRun(), 'pause');
  expect([200, 202]).toContain(answer.status);
  expect(RunSummarySchema.parse(answer.body).status).toBe('paused');
});

it('takes commands from operators only', async () => {
  const id = await aStartedRun();
  expect(problemOf(await command(id, 'pause', api.keys.approver))).toBe('403 API_FORBIDDEN');
});
