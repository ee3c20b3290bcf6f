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

async function scrape(): Promise<string> {
  const response = await fetch(`${api.url}/metrics`, {
    headers: { Authorization: `Bearer ${api.keys.operator}` },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  return response.text();
}

it('counts what is under way', async () => {
  expect(await scrape()).toContain('everstep_runs_open{status="planning"} 0');
  const { run } = await launchRun(api.test.database, aRun());
  await launchRun(api.test.database, aRun());
  await api.test.database.query(
    `insert into approvals (id, run_id, workspace_id, step_id, step_key, path, asked, message, created_at)
     values (gen_random_uuid(), $1, $2, 'main.0', 'k', '', 'ann', '', now() - interval '1 hour')`,
    [run.id, run.workspaceId],
  );
  const text = await scrape();
  expect(text).toContain('everstep_runs_open{status="planning"} 2');
  expect(text).toContain('everstep_approvals_open 1');
  expect(Number(/^everstep_approvals_oldest_seconds (\S+)$/m.exec(text)?.[1])).toBeGreaterThan(
    3_599,
  );
});

it('measures requests by route, not by address', async () => {
  await api.send('GET', '/api/workflows/00000000-0000-4000-8000-000000000000');
  await api.send('GET', '/api/nowhere');
  const text = await scrape();
  const labels = 'method="GET",route="/api/workflows/:id",status="404"';
  expect(text).toContain(`everstep_http_request_duration_seconds_count{${labels}} 1`);
  expect(text).toContain('route="other",status="404"');
  expect(text).not.toContain('00000000-0000-4000');
});

it('needs a key', async () => {
  expect(problemOf(await api.send('GET', '/metrics', { key: null }))).toBe('401 API_KEY_MISSING');
  const author = await api.send('GET', '/metrics', { key: api.keys.author });
  expect(problemOf(author)).toBe('403 API_FORBIDDEN');
});
