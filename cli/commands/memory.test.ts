import type { MemoryView } from '../../plan/messages';
import { problem, startTestApi, type TestApi } from '../test-api';
import { callCli, type CliResult } from '../test-surroundings';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const memory: MemoryView = {
  owner: 'user',
  id: 'ann',
  key: 'a/b',
  value: { tea: true },
  version: 7,
  sharedBy: null,
  createdAt: '2026-01-02T03:04:05.000Z',
  updatedAt: '2026-01-02T03:04:05.000Z',
  expiresAt: null,
};
const address = '/api/memory/user/ann/a%2Fb';

function call(...args: readonly string[]): Promise<CliResult> {
  return callCli(['memory', ...args], { EVERSTEP_URL: api.url, EVERSTEP_API_KEY: 'k' });
}

describe('everstep memory', () => {
  it('lists and searches values', async () => {
    api.answers.set('GET /api/memory', { status: 200, body: { items: [memory], next: null } });
    const listed = await call('list', 'user', 'ann');
    expect(listed.stdout).toMatch(/^OWNER +KEY +VALUE/);
    expect(listed.stdout).toMatch(/^user ann +a\/b +\{"tea":true\}/m);
    expect(api.requests.at(-1)?.path).toBe('/api/memory?owner=user&id=ann&limit=200');
    const found = await call('search', 'green', 'tea', '--json');
    expect(JSON.parse(found.stdout)).toEqual({ items: [memory] });
    expect(api.requests.at(-1)?.path).toBe('/api/memory?search=green+tea&limit=200');
  });

  it('says that nothing is there', async () => {
    api.answers.set('GET /api/memory', { status: 200, body: { items: [], next: null } });
    expect((await call('list')).stdout.trim()).toBe('Nothing is remembered there.');
  });

  it('shows, keeps and forgets one value', async () => {
    api.answers.set(`GET ${address}`, { status: 200, body: memory });
    expect((await call('get', 'user', 'ann', 'a/b')).stdout).toContain('{"tea":true}');
    api.answers.set(`PUT ${address}`, { status: 201, body: memory });
    const kept = await call(
      'set',
      'user',
      'ann',
      'a/b',
      '{"tea":true}',
      '--as-json',
      '--expires',
      '60',
    );
    expect(kept.code).toBe(0);
    expect(api.requests.at(-1)?.body).toEqual({ value: { tea: true }, expiresIn: 60 });
    await call('set', 'user', 'ann', 'a/b', '5');
    expect(api.requests.at(-1)?.body).toEqual({ value: '5' });
    const forgotten = { owner: 'user', id: 'ann', key: 'a/b', forgotten: true };
    api.answers.set(`DELETE ${address}`, { status: 200, body: forgotten });
    const { stdout } = await call('delete', 'user', 'ann', 'a/b');
    expect(stdout.trim()).toBe('a/b of the user ann is forgotten.');
  });

  it.each([
    [['set', 'user', 'ann', 'k', 'v', '--expires', 'soon'], 2],
    [['set', 'user', 'ann', 'k', '{', '--as-json'], 2],
    [['get', 'user', 'ann'], 2],
    [['get', 'user', 'ann', 'unknown'], 5],
  ])('answers %j with exit code %d', async (args, code) => {
    api.answers.set(
      'GET /api/memory/user/ann/unknown',
      problem(404, 'MEMORY_UNKNOWN', 'Nothing is there.'),
    );
    expect((await call(...args)).code).toBe(code);
  });
});
