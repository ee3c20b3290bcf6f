import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '../store/database';
import { launchRun } from '../store/runs';
import { aRun } from '../store/test-run';
import { startStallingProxy, type StallingProxy } from '../test/stalling-proxy';
import { createAuthenticator } from './authenticate';
import { createBacklog } from './backlog';
import { problemOf, startTestApi, type TestApi } from './test-api';

describe('a database that hangs', () => {
  let api: TestApi;
  let proxy: StallingProxy;
  let database: Database;
  beforeAll(async () => {
    const url = new URL(process.env['EVERSTEP_TEST_DATABASE_URL'] ?? '');
    proxy = await startStallingProxy({ host: url.hostname, port: Number(url.port) });
    api = await startTestApi({
      changes: (test) => {
        const through = new URL(test.url);
        through.port = String(proxy.port);
        database = openDatabase(through.href, { answerTimeoutMs: 1000, connectTimeoutMs: 1000 });
        return { database, authenticator: createAuthenticator(database) };
      },
    });
  });
  afterAll(async () => {
    await proxy.stop();
    await database.close();
    await api.stop();
  });

  it('is answered with 503 and Retry-After, never by hanging, and work goes on when it is back', async () => {
    expect((await api.send('GET', '/api/workflows')).status).toBe(200);
    proxy.stall();
    const requests = [
      api.send('GET', '/api/workflows'),
      api.send('GET', `/api/workflows/${randomUUID()}`),
      api.send('POST', '/api/events', { body: { name: 'x' } }),
      api.send('POST', `/api/workflows/${randomUUID()}/pause`),
      api.send('GET', '/api/approvals', { key: 'never seen before' }),
    ];
    for (const answer of await Promise.all(requests)) {
      expect(problemOf(answer)).toMatch(/^503 STORE_/);
      expect(answer.headers.get('retry-after')).not.toBeNull();
    }
    proxy.flow();
    expect((await api.send('GET', '/api/workflows')).status).toBe(200);
  });
});

it('takes no more launches and events than may wait for Temporal', async () => {
  const api = await startTestApi({
    changes: ({ database }) => ({ backlog: createBacklog(database, 2) }),
  });
  const publish = () => api.send('POST', '/api/events', { body: { name: 'x' } });
  expect((await publish()).status).toBe(202);
  for (let waiting = 0; waiting < 2; waiting += 1) await launchRun(api.test.database, aRun());
  let answer = await publish();
  while (answer.status === 202) answer = await publish();
  expect(problemOf(answer)).toBe('503 API_BACKLOG');
  expect(answer.headers.get('retry-after')).not.toBeNull();
  const launch = await api.send('POST', '/api/workflows', { body: { package: 'demo' } });
  expect(problemOf(launch)).toBe('503 API_BACKLOG');
  await api.test.database.query(`update workflow_executions set temporal_run_id = 'started'`);
  while ((await publish()).status === 503);
  await api.stop();
});
