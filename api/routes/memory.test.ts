import { randomUUID } from 'node:crypto';
import { ForgottenMemorySchema, MemoryPageSchema, MemorySchema } from '../../plan/messages';
import { problemOf, startTestApi, type TestApi, type TestAnswer } from '../test-api';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.stop();
});

const at = (owner: string, id: string, key: string): string =>
  `/api/memory/${[owner, id, key].map(encodeURIComponent).join('/')}`;
const put = (path: string, body: unknown): Promise<TestAnswer> => api.send('PUT', path, { body });

describe('one value', () => {
  it('is set, read, changed and deleted', async () => {
    const path = at('user', 'ann@example.com', 'a/b ü?');
    expect(problemOf(await api.send('GET', path))).toBe('404 MEMORY_UNKNOWN');
    const first = await put(path, { value: { n: 1 } });
    expect(first.status).toBe(201);
    const set = MemorySchema.parse(first.body);
    expect(set).toMatchObject({
      owner: 'user',
      id: 'ann@example.com',
      key: 'a/b ü?',
      value: { n: 1 },
    });
    expect(set).toMatchObject({ sharedBy: null, expiresAt: null });
    const changed = await put(path, { value: null, expiresIn: 60 });
    expect(changed.status).toBe(200);
    const read = MemorySchema.parse((await api.send('GET', path)).body);
    expect(read).toEqual(changed.body);
    expect(read.version).toBeGreaterThan(set.version);
    const left = Date.parse(read.expiresAt ?? '') - Date.parse(read.updatedAt);
    expect(left).toBeGreaterThan(59_000);
    const forgotten = ForgottenMemorySchema.parse((await api.send('DELETE', path)).body);
    expect(forgotten).toEqual({
      owner: 'user',
      id: 'ann@example.com',
      key: 'a/b ü?',
      forgotten: true,
    });
    expect(problemOf(await api.send('DELETE', path))).toBe('404 MEMORY_UNKNOWN');
  });

  it.each([
    [at('nobody', 'a', 'k'), { value: 1 }, '400 API_QUERY_INVALID'],
    [at('user', 'a'.repeat(201), 'k'), { value: 1 }, '400 API_QUERY_INVALID'],
    [at('user', 'a', 'k'.repeat(401)), { value: 1 }, '400 API_QUERY_INVALID'],
    [at('user', 'a', 'k'), {}, '422 API_BODY_INVALID'],
    [at('user', 'a', 'k'), { value: 1, expiresIn: 0 }, '422 API_BODY_INVALID'],
    [at('user', 'a', 'k'), { value: 1, workspace: 'x' }, '422 API_BODY_INVALID'],
    ['/api/memory/user/a/%00', { value: 1 }, '400 API_PATH_INVALID'],
  ])('is refused at %s with %j', async (path, body, problem) => {
    expect(problemOf(await put(path, body))).toBe(problem);
  });

  it('is no larger than the limit', async () => {
    const large = await startTestApi({ changes: () => ({ bodyLimit: 1_000_000 }) });
    const body = { value: 'x'.repeat(262_144) };
    const answer = await large.send('PUT', at('user', 'a', 'k'), { body });
    expect(problemOf(answer)).toBe('422 MEMORY_TOO_LARGE');
    await large.stop();
  });

  it('of another workspace is unknown, to read, list and delete', async () => {
    const id = randomUUID();
    await api.test.database.query(`insert into workspaces (id, name) values ($1::uuid, $1)`, [id]);
    const key = await api.addKey('foreign', 'admin', id);
    const path = at('session', 's', 'secret');
    await put(path, { value: 'canary' });
    expect(problemOf(await api.send('GET', path, { key }))).toBe('404 MEMORY_UNKNOWN');
    expect(problemOf(await api.send('DELETE', path, { key }))).toBe('404 MEMORY_UNKNOWN');
    const { body } = await api.send('GET', '/api/memory?search=canary', { key });
    expect(body).toEqual({ items: [], next: null });
    await api.send('PUT', path, { key, body: { value: 'other' } });
    expect(MemorySchema.parse((await api.send('GET', path)).body).value).toBe('canary');
  });
});

describe('the list', () => {
  it('is filtered by owner and searched by words, by pages', async () => {
    const id = randomUUID();
    for (const key of ['language', 'likes', 'mail']) {
      await put(at('user', id, key), { value: `${key} of ann@example.com, green tea` });
    }
    await put(at('session', id, 'likes'), { value: 'coffee' });
    const keysOf = async (query: string): Promise<readonly string[]> => {
      const answer = await api.send('GET', `/api/memory?id=${id}&${query}`);
      const { items } = MemoryPageSchema.parse(answer.body);
      return items.map(({ owner, key }) => `${owner} ${key}`).sort();
    };
    expect(await keysOf('owner=session')).toEqual(['session likes']);
    expect(await keysOf('search=coffee')).toEqual(['session likes']);
    expect(await keysOf('search=lik')).toEqual(['session likes', 'user likes']);
    expect(await keysOf('search=Example%20mail')).toEqual(['user mail']);
    const first = await api.send('GET', `/api/memory?id=${id}&limit=3`);
    const { items, next } = MemoryPageSchema.parse(first.body);
    expect(items).toHaveLength(3);
    const rest = await api.send('GET', `/api/memory?id=${id}&limit=3&cursor=${next ?? ''}`);
    expect(MemoryPageSchema.parse(rest.body).items).toHaveLength(1);
  });

  it.each(['owner=nobody', 'search=%27%29--', 'cursor=abc', 'limit=0', 'workspace=x'])(
    'refuses %s',
    async (query) => {
      const answer = await api.send('GET', `/api/memory?${query}`);
      expect(problemOf(answer)).toBe('400 API_QUERY_INVALID');
    },
  );
});
