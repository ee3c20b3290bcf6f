import { randomUUID } from 'node:crypto';
import { RunSummarySchema } from '../../plan/messages';
import { planOf } from '../../scripts/simulate/plan-of';
import { savePlan } from '../../store/plans';
import { launchRun, markStarted, markTerminated } from '../../store/runs';
import { aRun } from '../../store/test-run';
import { problemOf, startTestApi, type TestApi } from '../test-api';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  const plan = JSON.stringify(planOf('TALK "a"\nTALK "b"'));
  await savePlan(api.test.database, {
    ...{ hash: 'hash', plan, places: '{}', sourceFile: null, sourceText: null },
  });
});
afterAll(async () => {
  await api.stop();
});

const fork = (id: string, body: object, key = api.keys.operator) =>
  api.send('POST', `/api/workflows/${id}/fork`, { key, body });
const restore = (id: string) =>
  api.send('POST', `/api/workflows/${id}/restore`, { key: api.keys.operator });

async function aRunThatWas(started: boolean): Promise<string> {
  const { run } = await launchRun(api.test.database, aRun());
  if (started) await markStarted(api.test.database, run.id, randomUUID());
  return run.id;
}

it('forks only a run that is known, before a step that it has reached', async () => {
  expect(problemOf(await fork(randomUUID(), { step: 'main.0' }))).toBe('404 RUN_UNKNOWN');
  const id = await aRunThatWas(true);
  expect(problemOf(await fork(id, { step: 'main.1' }))).toBe('409 RUN_FORK_UNREACHED');
  expect(problemOf(await fork(id, {}))).toBe('422 API_BODY_INVALID');
  expect(problemOf(await fork(id, { step: 'main.0', visit: 0 }))).toBe('422 API_BODY_INVALID');
});

it('restores only a run that was started, goes on, and that Temporal does not know', async () => {
  expect(problemOf(await restore(randomUUID()))).toBe('404 RUN_UNKNOWN');
  expect(problemOf(await restore(await aRunThatWas(false)))).toBe('409 RUN_UNSTARTED');
  const lost = await aRunThatWas(true);
  const answer = await restore(lost);
  expect(answer.status).toBe(202);
  expect(RunSummarySchema.parse(answer.body)).toMatchObject({ id: lost, status: 'running' });
  expect(problemOf(await restore(lost))).toBe('409 RUN_NOT_LOST');
  await markTerminated(api.test.database, lost, {
    status: 'failed',
    failure: { code: 'RUN_TERMINATED', message: 'by hand' },
  });
  expect(problemOf(await restore(lost))).toBe('409 RUN_CLOSED');
});
