import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpCall } from '../../interpreter/long-call';
import type { ObjectValue } from '../../plan/value';
import type { OutboundPolicy } from '../outbound/guard';
import { createHttpCaller } from './call-http';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const SECRET = 'k-3f9 "quoted" & more';
const relaxed: OutboundPolicy = { allowPrivate: true };

let servers: readonly Server[];
let handler: Handler;
/** Two hosts: the same handler under two names. */
let address: string;
let other: string;

beforeAll(async () => {
  const start = async (host: string): Promise<[Server, string]> => {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        handler(request, response, body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return [server, `http://${host}:${(server.address() as AddressInfo).port}`];
  };
  const [one, two] = await Promise.all([start('127.0.0.1'), start('localhost')]);
  servers = [one[0], two[0]];
  [address, other] = [one[1], two[1]];
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const ask = async (
  changes: Partial<HttpCall> = {},
  policy: OutboundPolicy = relaxed,
): Promise<ObjectValue> => {
  const call: HttpCall = {
    kind: 'http',
    method: 'GET',
    url: [`${address}/items`],
    headers: [],
    timeoutMs: 2000,
    attempts: 3,
    ...changes,
  };
  const request = { runId: 'r', stepId: 's', idempotencyKey: 'r|key', failedAttempts: 0, call };
  const secrets = (name: string): string | undefined => (name === 'shop-key' ? SECRET : undefined);
  const { value } = await createHttpCaller(policy, secrets)(request, new AbortController().signal);
  return value as ObjectValue;
};
const answer = (status: number, body: string, headers: Record<string, string> = {}): void => {
  handler = (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
};
const seen = (): Promise<{ request: IncomingMessage; body: string }> =>
  new Promise((resolve) => {
    handler = (request, response, body) => {
      resolve({ request, body });
      response.end('ok');
    };
  });

describe('what is sent', () => {
  it('sends an object as JSON, with the key of the step', async () => {
    const got = seen();
    await ask({ method: 'POST', body: { value: { a: 1, b: ['x'] }, holes: [] } });
    const { request, body } = await got;
    expect(request.method).toBe('POST');
    expect(request.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': 'r|key',
    });
    expect(JSON.parse(body)).toEqual({ a: 1, b: ['x'] });
  });

  it('sends a text as it is, announced as what it is', async () => {
    let got = seen();
    await ask({ method: 'PUT', body: { value: 'plain words', holes: [] } });
    expect((await got).request.headers['content-type']).toBe('text/plain; charset=utf-8');
    got = seen();
    await ask({ method: 'PUT', body: { value: '{"a": 1}', holes: [] } });
    expect((await got).request.headers['content-type']).toBe('application/json');
    expect((await got).body).toBe('{"a": 1}');
  });

  it('sends an object as a form where the header says so', async () => {
    const got = seen();
    const headers = [
      { name: 'Content-Type', value: ['application/x-www-form-urlencoded'] },
    ] as const;
    await ask({ method: 'POST', headers, body: { value: { a: 'x y', b: 2 }, holes: [] } });
    expect((await got).body).toBe('a=x+y&b=2');
  });

  it('adds members to the address and sends no key with GET', async () => {
    const got = seen();
    await ask({
      url: [`${address}/find?a=1`],
      query: { value: { q: 'x & y', n: null }, holes: [] },
    });
    const { request } = await got;
    expect(request.url).toBe('/find?a=1&q=x+%26+y');
    expect(request.headers['idempotency-key']).toBeUndefined();
  });

  it('puts secrets into header, address and body', async () => {
    const got = seen();
    await ask({
      method: 'POST',
      url: [`${address}/x?k=`, 'v'],
      headers: [{ name: 'Authorization', value: ['Bearer ', { secret: 'shop-key' }] }],
      body: {
        value: { a: { list: [1, null] } },
        holes: [{ path: ['a', 'list', 1], text: [{ secret: 'shop-key' }] }],
      },
    });
    const { request, body } = await got;
    expect(request.headers.authorization).toBe(`Bearer ${SECRET}`);
    expect(JSON.parse(body)).toEqual({ a: { list: [1, SECRET] } });
  });

  it('does nothing without a secret that it needs', async () => {
    const headers = [{ name: 'A', value: [{ secret: 'other' }] }] as const;
    await expect(ask({ headers })).rejects.toMatchObject({ code: 'SECRET_UNKNOWN' });
  });

  it('refuses a header that would become two', async () => {
    const headers = [{ name: 'A', value: ['x\r\nB: y'] }] as const;
    await expect(ask({ headers })).rejects.toMatchObject({ code: 'HTTP_REQUEST_INVALID' });
  });
});

describe('what is read', () => {
  it.each([
    ['application/json', '{"a":[1]}', { a: [1] }],
    ['application/problem+json; charset=utf-8', '{"a":1}', { a: 1 }],
    ['text/csv', 'a,b\n1,2', 'a,b\n1,2'],
    ['application/xml', '<a/>', '<a/>'],
    ['application/rss+xml', '<a/>', '<a/>'],
    ['text/plain', '{"a":1}', '{"a":1}'],
    ['', '{"a":1}', { a: 1 }],
    ['', 'words', 'words'],
  ])('reads %s by its type', async (type, body, value) => {
    answer(200, body, type === '' ? {} : { 'content-type': type });
    expect((await ask())['body']).toEqual(value);
  });

  it('reads other character sets, and no NUL', async () => {
    handler = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain; charset=iso-8859-1' });
      response.end(Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x00]));
    };
    expect((await ask())['body']).toBe('café');
  });

  it('gives status, headers and address, but no cookies', async () => {
    answer(201, '', { 'x-total': '7', 'set-cookie': 'a=b' });
    expect(await ask()).toMatchObject({ status: 201, body: null, url: `${address}/items` });
    expect((await ask())['headers']).toMatchObject({ 'x-total': '7' });
    expect((await ask())['headers']).not.toHaveProperty('set-cookie');
  });

  it('hides a secret that the other side shows, in every form', async () => {
    handler = (request, response) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'x-echo': String(request.headers['a']),
      });
      response.end(JSON.stringify({ got: request.headers['a'], url: encodeURIComponent(SECRET) }));
    };
    const headers = [{ name: 'A', value: [{ secret: 'shop-key' }] }] as const;
    const text = JSON.stringify(await ask({ headers }));
    expect(text).toContain('[secret shop-key]');
    expect(text).not.toContain('k-3f9');
  });

  it.each([
    [503, 'HTTP_FAILED'],
    [429, 'HTTP_FAILED'],
    [408, 'HTTP_FAILED'],
    [404, 'HTTP_REFUSED'],
    [401, 'HTTP_REFUSED'],
  ])('maps status %d to %s', async (status, code) => {
    answer(status, 'private words of the other side');
    const refused = ask();
    await expect(refused).rejects.toMatchObject({ code, details: { status } });
    await expect(refused).rejects.not.toThrow('private words');
  });

  it('heeds how long the other side wants us to wait', async () => {
    answer(429, '', { 'retry-after': '7' });
    await expect(ask()).rejects.toMatchObject({ details: { retryAfterMs: 7000 } });
  });

  it.each([
    ['a picture', 'image/png', 'x'],
    ['JSON that is none', 'application/json', '{'],
    ['an unknown character set', 'text/plain; charset=klingon', 'x'],
    ['more than 1 MB', 'text/plain', 'x'.repeat(1_100_000)],
  ])('refuses %s', async (_what, type, body) => {
    answer(200, body, { 'content-type': type });
    await expect(ask()).rejects.toMatchObject({ code: 'HTTP_ANSWER_INVALID' });
  });

  it('gives up when no answer comes in time', async () => {
    handler = () => undefined;
    await expect(ask({ timeoutMs: 50 })).rejects.toMatchObject({ code: 'HTTP_TIMEOUT' });
  });

  it('gives up when the answer never ends', async () => {
    handler = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' }).write('a');
    };
    await expect(ask({ timeoutMs: 100 })).rejects.toMatchObject({ code: 'HTTP_TIMEOUT' });
  });

  it('says that it failed when the connection is cut', async () => {
    handler = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('a');
      response.destroy();
    };
    await expect(ask()).rejects.toMatchObject({ code: 'HTTP_FAILED' });
  });
});

describe('redirects', () => {
  const redirecting =
    (status: number, to: string): Handler =>
    (request, response, body) => {
      if (request.url !== '/items') {
        const { method, headers } = request;
        response.end(JSON.stringify({ method, headers, body }));
        return;
      }
      response.writeHead(status, { location: to }).end();
    };

  it('follows one and tells where the answer came from', async () => {
    handler = redirecting(302, '/moved');
    expect((await ask())['url']).toBe(`${address}/moved`);
  });

  it('takes what was for the first host to no other', async () => {
    handler = redirecting(302, `${other}/moved`);
    const headers = [
      { name: 'Authorization', value: ['Bearer x'] },
      { name: 'X-Shop-Token', value: ['y'] },
      { name: 'Accept', value: ['text/csv'] },
    ] as const;
    const body = (await ask({ headers }))['body'] as ObjectValue;
    expect(body['headers']).toMatchObject({ accept: 'text/csv' });
    expect(body['headers']).not.toHaveProperty('authorization');
    expect(body['headers']).not.toHaveProperty('x-shop-token');
  });

  it('keeps them on the same host', async () => {
    handler = redirecting(307, '/moved');
    const headers = [{ name: 'Authorization', value: ['Bearer x'] }] as const;
    const body = (await ask({ headers, method: 'POST', body: { value: 'b', holes: [] } }))['body'];
    expect(body).toMatchObject({
      method: 'POST',
      body: 'b',
      headers: { authorization: 'Bearer x' },
    });
  });

  it('turns a POST into a GET where browsers do', async () => {
    handler = redirecting(303, '/moved');
    const body = (await ask({ method: 'POST', body: { value: 'b', holes: [] } }))['body'];
    expect(body).toMatchObject({ method: 'GET', body: '' });
  });

  it('sends a body to no other host', async () => {
    handler = redirecting(307, `${other}/moved`);
    await expect(ask({ method: 'POST', body: { value: 'b', holes: [] } })).rejects.toMatchObject({
      code: 'HTTP_ANSWER_INVALID',
    });
  });

  it('gives up after five', async () => {
    handler = redirecting(302, '/items');
    await expect(ask()).rejects.toMatchObject({ code: 'HTTP_ANSWER_INVALID' });
  });

  it.each(['http://169.254.169.254/latest/meta-data', 'file:///etc/passwd', 'http://224.0.0.1/'])(
    'does not follow one to %s',
    async (to) => {
      handler = redirecting(302, to);
      await expect(ask()).rejects.toMatchObject({ code: 'HTTP_ADDRESS_FORBIDDEN' });
    },
  );
});

describe('names that change', () => {
  it('asks anew for every connection where a name leads to', async () => {
    let asked = 0;
    const policy: OutboundPolicy = {
      allowPrivate: true,
      resolve: (_name, _options, callback) => {
        asked += 1;
        callback(null, [{ address: asked === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]);
      },
    };
    answer(200, 'here', { connection: 'close', 'content-type': 'text/plain' });
    const url = [`http://rebind.example:${new URL(address).port}/`];
    expect((await ask({ url }, policy))['body']).toBe('here');
    await expect(ask({ url }, policy)).rejects.toMatchObject({ code: 'HTTP_ADDRESS_FORBIDDEN' });
    expect(asked).toBe(2);
  });

  it('refuses a public address with a private one beside it', async () => {
    const policy: OutboundPolicy = {
      allowPrivate: false,
      resolve: (_name, _options, callback) => {
        callback(null, [
          { address: '93.184.216.34', family: 4 },
          { address: '::1', family: 6 },
        ]);
      },
    };
    await expect(ask({ url: ['http://both.example/'] }, policy)).rejects.toMatchObject({
      code: 'HTTP_ADDRESS_FORBIDDEN',
    });
  });

  it('uses no proxy of the environment', async () => {
    const before = process.env['http_proxy'];
    process.env['http_proxy'] = other;
    answer(200, 'direct');
    const body = (await ask())['body'];
    if (before === undefined) delete process.env['http_proxy'];
    else process.env['http_proxy'] = before;
    expect(body).toBe('direct');
  });
});
