import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { ProblemSchema } from '../plan/messages';
import { openDatabase } from '../store/database';
import { problemOf, readProblem, startTestApi, type TestApi } from './test-api';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.stop();
});

/** Sends bytes as they are and gives everything that comes back. */
function sendRaw(text: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(api.port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () => {
      resolve(answer);
    });
    setTimeout(() => socket.destroy(), 5_000).unref();
  });
}

function getWithHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { port: api.port, host: '127.0.0.1', path: '/health', headers: { host } },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    request.on('error', reject);
    request.end();
  });
}

describe('health', () => {
  it('is live without a key', async () => {
    for (const path of ['/health', '/health/live']) {
      const answer = await api.send('GET', path, { key: null });
      expect(answer).toMatchObject({ status: 200, body: { status: 'live' } });
    }
  });

  it('is ready when database and Temporal answer', async () => {
    const answer = await api.send('GET', '/health/ready', { key: null });
    expect(answer.body).toEqual({ status: 'ready', parts: { database: 'up', temporal: 'up' } });
    expect(answer.status).toBe(200);
  });

  it('is not ready when Temporal is away or the database is not prepared', async () => {
    const other = await startTestApi({
      temporalAddress: '127.0.0.1:1',
      changes: () => ({ isPrepared: () => false }),
    });
    const answer = await other.send('GET', '/health/ready', { key: null });
    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({
      status: 'unavailable',
      parts: { database: 'down', temporal: 'down' },
    });
    // The client of Temporal goes on asking until its own time is up.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    await other.stop();
  });
});

describe('keys', () => {
  const path = '/api/workflows';

  it('takes a key as X-API-KEY and as bearer token, in any case', async () => {
    const { admin } = api.keys;
    for (const headers of [
      { 'X-API-KEY': admin },
      { Authorization: `Bearer ${admin}` },
      { authorization: `bearer ${admin}` },
    ]) {
      expect((await api.send('GET', path, { key: null, headers })).status).toBe(200);
    }
  });

  it.each<[string, Record<string, string>, string]>([
    ['no key', {}, 'API_KEY_MISSING'],
    [
      'a wrong key',
      { 'X-API-KEY': 'ev_test_00000000-0000-0000-0000-000000000000' },
      'API_KEY_WRONG',
    ],
    ['an empty key', { 'X-API-KEY': '' }, 'API_KEY_WRONG'],
    ['a short key', { 'X-API-KEY': 'x' }, 'API_KEY_WRONG'],
    ['a very long key', { Authorization: `Bearer ${'x'.repeat(10_000)}` }, 'API_KEY_WRONG'],
    ['an empty bearer', { Authorization: 'Bearer ' }, 'API_KEY_WRONG'],
    ['basic credentials', { Authorization: 'Basic YTpi' }, 'API_KEY_WRONG'],
    ['two kinds of credential', { 'X-API-KEY': 'a', Authorization: 'Bearer a' }, 'API_KEY_WRONG'],
  ])('refuses %s', async (_name, headers, code) => {
    const answer = await api.send('GET', path, { key: null, headers });
    expect(problemOf(answer)).toBe(`401 ${code}`);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="everstep"');
  });

  it('refuses a header that is there twice', async () => {
    const { admin } = api.keys;
    const answer = await sendRaw(
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n` +
        `Authorization: Bearer ${admin}\r\nAuthorization: Bearer ${admin}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });

  it.each(['key', 'api_key', 'X-API-KEY', 'access_token', 'token'])(
    'refuses a key in the address as %s',
    async (name) => {
      const answer = await api.send('GET', `${path}?${name}=${api.keys.admin}`, {});
      const problem = readProblem(answer, 400, 'API_QUERY_INVALID');
      expect(JSON.stringify(problem)).not.toContain(api.keys.admin);
    },
  );

  it('does not tell without a key what exists', async () => {
    expect(problemOf(await api.send('GET', '/api/nothing', { key: null }))).toBe(
      '401 API_KEY_MISSING',
    );
    expect(problemOf(await api.send('PUT', path, { key: null }))).toBe('401 API_KEY_MISSING');
  });

  it('refuses a revoked key at the latest 5 s after', async () => {
    const key = await api.addKey('leaver', 'operator');
    expect((await api.send('GET', path, { key })).status).toBe(200);
    await api.test.database.query(`update api_keys set revoked_at = now() where name = 'leaver'`);
    await new Promise((resolve) => setTimeout(resolve, 5_100));
    expect(problemOf(await api.send('GET', path, { key }))).toBe('401 API_KEY_WRONG');
  });
});

describe('addresses', () => {
  it.each<[string, string, string, string]>([
    ['an unknown path', 'GET', '/api/nothing', '404 API_NOT_FOUND'],
    ['a path outside the API', 'GET', '/robots.txt', '404 API_NOT_FOUND'],
    ['an unknown run', 'GET', '/api/workflows/x', '404 RUN_UNKNOWN'],
    ['a broken escape', 'GET', '/api/workflows/%E0%A4%A', '400 API_PATH_INVALID'],
    ['a broken escape at the root', 'GET', '/%', '400 API_PATH_INVALID'],
    ['NUL', 'GET', '/api/workflows/%00', '400 API_PATH_INVALID'],
    ['a way out of the folder', 'GET', '/api/workflows/..%2f..%2fetc', '404 RUN_UNKNOWN'],
    ['PUT', 'PUT', '/api/workflows', '405 API_METHOD_NOT_ALLOWED'],
    ['DELETE', 'DELETE', '/api/bots', '405 API_METHOD_NOT_ALLOWED'],
    ['OPTIONS', 'OPTIONS', '/api/events', '405 API_METHOD_NOT_ALLOWED'],
    ['POST to health', 'POST', '/health', '405 API_METHOD_NOT_ALLOWED'],
  ])('answers %s with a problem', async (_name, method, path, problem) => {
    expect(problemOf(await api.send(method, path))).toBe(problem);
  });

  it('says which methods an address takes', async () => {
    const answer = await api.send('PUT', '/api/workflows');
    expect(answer.headers.get('allow')).toBe('POST, GET, HEAD');
    const trace = await sendRaw(
      `TRACE /api/bots HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n` +
        `X-API-KEY: ${api.keys.admin}\r\n\r\n`,
    );
    expect(trace).toMatch(/^HTTP\/1\.1 405 /);
    expect(trace).toMatch(/\r\nAllow: GET, HEAD\r\n/);
  });

  it('answers for names of this machine only', async () => {
    expect(await getWithHost('evil.example')).toBe(421);
    expect(await getWithHost('127.0.0.1.evil.example')).toBe(421);
    expect(await getWithHost('localhost:1')).toBe(200);
    expect(await getWithHost('[::1]:7400')).toBe(200);
  });

  it('answers a path of 20 KB with a problem', async () => {
    const answer = await sendRaw(
      `GET /api/workflows/${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(ProblemSchema.parse(JSON.parse(answer.split('\r\n\r\n')[1] ?? ''))).toBeDefined();
  });

  it('answers what is not HTTP with a problem', async () => {
    expect(await sendRaw('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [^]*API_PATH_INVALID/);
  });

  it('gives each request an id, and takes a given one', async () => {
    const first = await api.send('GET', '/health');
    expect(first.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const headers = { 'X-Request-Id': 'mine-1' };
    const problem = readProblem(await api.send('GET', '/api/x', { headers }), 404, 'API_NOT_FOUND');
    expect(problem.requestId).toBe('mine-1');
    expect(
      (await api.send('GET', '/health', { headers: { 'X-Request-Id': 'a b' } })).headers.get(
        'x-request-id',
      ),
    ).not.toBe('a b');
  });

  it('sends headers that keep browsers from guessing and caching', async () => {
    const { headers } = await api.send('GET', '/api/workflows');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('has limits of its own for connections and slow clients', () => {
    const { headersTimeout, requestTimeout, maxConnections } = api.server;
    expect({ headersTimeout, requestTimeout, maxConnections }).toEqual({
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      maxConnections: 2_000,
    });
  });
});

describe('queries', () => {
  it.each([
    ...['limit=-1', 'limit=0', 'limit=1e9', 'limit=201', 'limit=abc', 'limit=', 'limit=1&limit=2'],
    ...['cursor=abc', 'cursor=', 'status=done', 'status[]=running', '__proto__[x]=1', 'sort=name'],
    ...['workflow=%00', 'workflow=', 'workflow=a&workflow=b', `workflow=${'x'.repeat(201)}`],
    `cursor=${cursor('2026-01-01T00:00:00.000Z', 'x')}`,
    `cursor=${cursor('9999-99-99T99:99:99.999Z', '00000000-0000-0000-0000-000000000000')}`,
    `cursor=${cursor('2026-01-01', '00000000-0000-0000-0000-000000000000')}`,
  ])('refuses runs?%s', async (query) => {
    expect(problemOf(await api.send('GET', `/api/workflows?${query}`))).toBe(
      '400 API_QUERY_INVALID',
    );
  });

  it.each(['status=maybe', 'run=%00', 'limit=x', 'from='])(
    'refuses approvals?%s',
    async (query) => {
      expect(problemOf(await api.send('GET', `/api/approvals?${query}`))).toBe(
        '400 API_QUERY_INVALID',
      );
    },
  );

  it.each([`cursor=${cursor('2026-01-01T00:00:00.000Z', '\0')}`, 'name=%00', 'limit=0'])(
    'refuses events?%s',
    async (query) => {
      expect(problemOf(await api.send('GET', `/api/events?${query}`))).toBe(
        '400 API_QUERY_INVALID',
      );
    },
  );
});

describe('while the database is away', () => {
  it('requests are answered with a problem that says to come again', async () => {
    const database = openDatabase('postgresql://nobody:nothing@127.0.0.1:1/none');
    const other = await startTestApi({ changes: () => ({ database }) });
    for (const path of ['/api/workflows', '/api/bots', '/api/events']) {
      const answer = await other.send('GET', path);
      expect(problemOf(answer)).toBe('503 STORE_DOWN');
      expect(answer.headers.get('retry-after')).toBe('2');
    }
    const published = await other.send('POST', '/api/events', { body: { name: 'x' } });
    expect(problemOf(published)).toBe('503 STORE_DOWN');
    await database.close();
    await other.stop();
  });

  it('a defect of ours is answered without its reason', async () => {
    const packages = {
      list: () => Promise.reject(new Error('a secret')),
      find: () => Promise.reject(new Error('a secret')),
      prepare: () => Promise.reject(new Error('a secret')),
    };
    const other = await startTestApi({ changes: () => ({ packages }) });
    const answer = await other.send('GET', '/api/packages');
    const problem = readProblem(answer, 500, 'API_INTERNAL');
    expect(JSON.stringify(problem)).not.toContain('secret');
    expect(problem.detail).toContain(problem.requestId);
    await other.stop();
  });
});

function cursor(createdAt: string, id: string): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}
