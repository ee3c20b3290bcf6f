import type { KeyView } from '../../plan/key-messages';
import { startTestApi, type TestApi } from '../test-api';
import { callCli, type CliResult } from '../test-surroundings';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const key: KeyView = {
  id: '00000000-0000-4000-8000-000000000001',
  name: 'manager@company.com',
  role: 'approver',
  createdBy: 'admin',
  createdAt: '2026-01-02T03:04:05.000Z',
  lastUsedAt: null,
  expiresAt: null,
  revokedAt: null,
};

function call(...args: readonly string[]): Promise<CliResult> {
  return callCli(['keys', ...args], { EVERSTEP_URL: api.url, EVERSTEP_API_KEY: 'k' });
}

it('lists keys and how long they are good', async () => {
  const expiresAt = '2027-01-02T03:04:05.000Z';
  const items = [key, { ...key, expiresAt }, { ...key, expiresAt, revokedAt: key.createdAt }];
  api.answers.set('GET /api/keys', { status: 200, body: { items, next: null } });
  const { stdout } = await call();
  const rows = stdout.trimEnd().split('\n');
  expect(rows[0]).toMatch(/^NAME +ROLE +GOOD/);
  expect(rows[1]).toMatch(/^manager@company\.com +approver +until revoked/);
  expect(rows[2]).toMatch(/ until 2027-/);
  expect(rows[3]).toMatch(/ revoked 2026-/);
});

it('makes a key and shows it once, alone on its line', async () => {
  api.answers.set('POST /api/keys', { status: 201, body: { ...key, key: 'ev_new' } });
  const { stdout } = await call('create', key.name, '--role', 'approver', '--expires', '86400');
  expect(stdout.split('\n')[0]).toBe('ev_new');
  expect(api.requests.at(-1)?.body).toEqual({
    name: key.name,
    role: 'approver',
    expiresIn: 86_400,
  });
});

it('takes a key back', async () => {
  const path = `/api/keys/${key.id}`;
  api.answers.set(`DELETE ${path}`, { status: 200, body: { ...key, revokedAt: key.createdAt } });
  expect((await call('revoke', key.id)).stdout).toContain('no longer good');
});

it('refuses a time that is none, before anything is sent', async () => {
  const sent = api.requests.length;
  const { stderr, code } = await call('create', 'x', '--role', 'bot', '--expires', 'soon');
  expect(stderr).toContain('--expires soon');
  expect(code).toBe(2);
  expect(api.requests.length).toBe(sent);
});
