import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import { CLOSE_CODES, ServerMessageSchema, type ServerMessage } from '../plan/messages';
import { CHANNELS } from '../store/notify';
import { launchRun, markStarted } from '../store/runs';
import { aRun } from '../store/test-run';
import { startTestApi, type TestApi } from './test-api';

let api: TestApi;
const clients: Client[] = [];
beforeAll(async () => {
  api = await startTestApi();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.socket.terminate();
});
afterAll(async () => {
  await api.stop();
});

/** A client that keeps everything it hears. */
class Client {
  readonly heard: ServerMessage[] = [];
  closed: { code: number; reason: string } | undefined;
  refused: number | undefined;
  readonly socket: WebSocket;

  constructor(path = '/ws', options: WebSocket.ClientOptions = {}) {
    this.socket = new WebSocket(`ws://127.0.0.1:${api.port}${path}`, options);
    this.socket.on('message', (data: Buffer) => {
      this.heard.push(ServerMessageSchema.parse(JSON.parse(data.toString())));
    });
    this.socket.on('close', (code, reason) => (this.closed = { code, reason: reason.toString() }));
    this.socket.on('unexpected-response', (_request, response) => {
      this.refused = response.statusCode;
      response.destroy();
    });
    this.socket.on('error', () => undefined);
    clients.push(this);
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The event numbers it has heard of a run. */
  seqs(runId: string): number[] {
    return this.heard.flatMap((message) =>
      message.type === 'event' && message.event.runId === runId ? [message.event.seq] : [],
    );
  }
}

async function until<T>(read: () => T | undefined | false, ms = 8_000): Promise<T> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    const value = read();
    if (value !== undefined && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not happen in time');
}

async function open(key = api.keys.operator): Promise<Client> {
  const client = new Client('/ws', { headers: { 'X-API-KEY': key } });
  await until(() => client.socket.readyState === WebSocket.OPEN);
  return client;
}

/** A run with its first three events: created, planning, plan_ready. */
async function newRun(changes: Parameters<typeof aRun>[0] = {}): Promise<string> {
  return (await launchRun(api.test.database, aRun(changes))).run.id;
}

/** Adds events to a run as steps do, and tells listeners unless the message gets lost. */
async function addEvents(runId: string, count: number, options = { notify: true, bytes: 0 }) {
  await api.test.database.query(
    `select append_run_events($1, null, array(
       select run_event('progress', json_build_object('text', repeat('x', $3)))
       from generate_series(1, $2)))`,
    [runId, count, options.bytes],
  );
  if (!options.notify) return;
  await api.test.database.query('select pg_notify($1, $2)', [CHANNELS.events, runId]);
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('the handshake', () => {
  it.each<[string, string, WebSocket.ClientOptions, number]>([
    ['a page of another site', '/ws', { origin: 'https://evil.example' }, 403],
    ['a page without a site', '/ws', { origin: 'null' }, 403],
    ['another host', '/ws', { headers: { host: 'evil.example' } }, 421],
    ['a wrong key', '/ws', { headers: { 'X-API-KEY': 'wrong' } }, 401],
    ['a key in the address', '/ws?key=abc', {}, 400],
    ['another path', '/socket', {}, 404],
  ])('refuses %s', async (_name, path, options, status) => {
    const client = new Client(path, options);
    expect(await until(() => client.refused)).toBe(status);
  });

  it('takes a page of this machine', async () => {
    const client = new Client('/ws', { origin: 'http://localhost:5173' });
    expect(await until(() => client.socket.readyState === WebSocket.OPEN)).toBe(true);
  });

  it('takes the key in the first message', async () => {
    const client = new Client();
    await until(() => client.socket.readyState === WebSocket.OPEN);
    client.say({ type: 'authenticate', key: api.keys.operator });
    expect(await until(() => client.heard[0])).toEqual({
      type: 'authenticated',
      name: 'operator',
      role: 'operator',
    });
  });

  it.each<[string, unknown, string]>([
    ['a wrong key', { type: 'authenticate', key: 'wrong' }, 'API_KEY_WRONG'],
    ['another message', { type: 'subscribe', runId: randomUUID() }, 'API_KEY_MISSING'],
    ['nonsense', 'nonsense', 'API_BODY_MALFORMED'],
  ])('closes when the first message is %s', async (_name, message, code) => {
    const client = new Client();
    await until(() => client.socket.readyState === WebSocket.OPEN);
    client.say(message);
    const { code: closed } = await until(() => client.closed);
    expect(closed).toBe(CLOSE_CODES.notAuthenticated);
    expect(client.heard[0]).toMatchObject({ type: 'error', code });
  });

  it('closes after 5 s without a key', async () => {
    const client = new Client();
    const { code } = await until(() => client.closed);
    expect(code).toBe(CLOSE_CODES.notAuthenticated);
  });
});

describe('messages', () => {
  it.each<[string, string, string]>([
    ['no JSON', '{bad', 'API_BODY_MALFORMED'],
    ['a list', '[]', 'API_BODY_INVALID'],
    ['an unknown type', '{"type":"decide"}', 'API_BODY_INVALID'],
    ['no run', '{"type":"subscribe"}', 'API_BODY_INVALID'],
    ['1,000 levels', '['.repeat(1_000) + ']'.repeat(1_000), 'API_BODY_MALFORMED'],
    ['__proto__', '{"type":"subscribe","runId":"x","__proto__":{}}', 'API_BODY_INVALID'],
    ['a negative number', '{"type":"subscribe","runId":"x","after":-1}', 'API_BODY_INVALID'],
    [
      'a run of 10 KB',
      JSON.stringify({ type: 'subscribe', runId: 'x'.repeat(10_000) }),
      'API_BODY_INVALID',
    ],
    ['an unknown run', JSON.stringify({ type: 'subscribe', runId: randomUUID() }), 'RUN_UNKNOWN'],
    ['a run that is no id', '{"type":"subscribe","runId":"*"}', 'RUN_UNKNOWN'],
  ])('answers %s with an error and stays open', async (_name, message, code) => {
    const client = await open();
    client.say(message);
    expect(await until(() => client.heard[0])).toMatchObject({ type: 'error', code });
    expect(client.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('answers for a run of another workspace as for an unknown one', async () => {
    const workspaceId = randomUUID();
    await api.test.database.query('insert into workspaces (id, name) values ($1, $2)', [
      workspaceId,
      workspaceId,
    ]);
    const runId = await newRun({ workspaceId });
    const client = await open();
    client.say({ type: 'subscribe', runId });
    expect(await until(() => client.heard[0])).toMatchObject({ code: 'RUN_UNKNOWN' });
  });

  it('does not let a bot watch runs', async () => {
    const client = await open(api.keys.bot);
    client.say({ type: 'subscribe', runId: await newRun() });
    expect(await until(() => client.heard[0])).toMatchObject({ code: 'API_FORBIDDEN' });
  });

  it('closes on a message that is too large, not text, or of a binary kind', async () => {
    const large = await open();
    large.say('x'.repeat(70_000));
    expect((await until(() => large.closed)).code).toBe(1009);
    const binary = await open();
    binary.socket.send(Buffer.from('{}'));
    expect((await until(() => binary.closed)).code).toBe(CLOSE_CODES.notText);
  });

  it('takes 100 subscriptions and no more; the same one again does not count', async () => {
    const client = await open();
    const runs = await Promise.all(range(1, 101).map(() => newRun()));
    for (const runId of runs.slice(0, 100)) client.say({ type: 'subscribe', runId, after: 3 });
    client.say({ type: 'subscribe', runId: runs[0], after: 3 });
    client.say({ type: 'subscribe', runId: runs[100], after: 3 });
    await until(() => client.heard.length >= 102);
    expect(client.heard.filter(({ type }) => type === 'subscribed')).toHaveLength(101);
    expect(client.heard.filter(({ type }) => type === 'error')).toHaveLength(1);
    client.say({ type: 'unsubscribe', runId: runs[0] });
    client.say({ type: 'subscribe', runId: runs[100], after: 3 });
    await until(() => client.heard.length >= 104);
    expect(client.heard.at(-1)).toMatchObject({ type: 'subscribed', runId: runs[100] });
  });

  it('cuts a client that floods it', async () => {
    const client = await open();
    range(1, 5_000).forEach(() => {
      client.say('{}');
    });
    expect((await until(() => client.closed)).code).toBe(CLOSE_CODES.tooManyMessages);
  });
});

describe('events', () => {
  it('come under their names on the wire, from the beginning', async () => {
    const client = await open();
    const runId = await newRun();
    await markStarted(api.test.database, runId, 'temporal-1');
    client.say({ type: 'subscribe', runId });
    await until(() => client.seqs(runId).length === 4);
    expect(client.heard[0]).toEqual({ type: 'subscribed', runId, after: 0 });
    const types = client.heard.flatMap((message) =>
      message.type === 'event' ? [message.event.type] : [],
    );
    expect(types).toEqual([
      'workflow:created',
      'workflow:planning',
      'workflow:plan_ready',
      'workflow:started',
    ]);
  });

  it('come as they happen, without gap or repeat, to everyone who follows', async () => {
    const runId = await newRun();
    const late = await open();
    const all = await Promise.all(range(1, 5).map(() => open()));
    for (const client of all) client.say({ type: 'subscribe', runId });
    for (let count = 0; count < 60; count += 1) await addEvents(runId, 5);
    late.say({ type: 'subscribe', runId, after: 100 });
    await Promise.all(range(1, 20).map(() => addEvents(runId, 5)));
    await until(() => [...all, late].every((client) => client.seqs(runId).at(-1) === 403));
    for (const client of all) expect(client.seqs(runId)).toEqual(range(1, 403));
    expect(late.seqs(runId)).toEqual(range(101, 403));
  });

  it('come in spite of a lost notification', async () => {
    const runId = await newRun();
    const client = await open();
    client.say({ type: 'subscribe', runId });
    await until(() => client.seqs(runId).length === 3);
    await addEvents(runId, 2, { notify: false, bytes: 0 });
    await until(() => client.seqs(runId).length === 5);
    expect(client.seqs(runId)).toEqual(range(1, 5));
  });

  it('come no more after unsubscribing, and go on from where a client was', async () => {
    const runId = await newRun();
    const first = await open();
    first.say({ type: 'subscribe', runId });
    await until(() => first.seqs(runId).length === 3);
    first.say({ type: 'unsubscribe', runId });
    await until(() => first.heard.at(-1)?.type === 'unsubscribed');
    await addEvents(runId, 3);
    const second = await open();
    second.say({ type: 'subscribe', runId, after: 3 });
    await until(() => second.seqs(runId).length === 3);
    expect(second.seqs(runId)).toEqual(range(4, 6));
    expect(first.seqs(runId)).toEqual(range(1, 3));
  });

  it('come in any number to a client that reads', async () => {
    const runId = await newRun();
    await addEvents(runId, 3_000, { notify: true, bytes: 2_000 });
    const client = await open();
    client.say({ type: 'subscribe', runId });
    await until(() => client.seqs(runId).length === 3_003, 20_000);
    expect(client.seqs(runId)).toEqual(range(1, 3_003));
  });

  it('are held back for a client that does not read, which is cut in the end', async () => {
    const runId = await newRun();
    await addEvents(runId, 8_000, { notify: true, bytes: 5_000 });
    const client = await open();
    client.socket.pause();
    const before = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
    client.say({ type: 'subscribe', runId });
    await new Promise((resolve) => setTimeout(resolve, 11_500));
    const after = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
    expect(after - before).toBeLessThan(20_000_000);
    client.socket.resume();
    const { code } = await until(() => client.closed);
    expect([CLOSE_CODES.tooSlow, 1006]).toContain(code);
    expect(client.seqs(runId).length).toBeLessThan(8_000);
  });
});

it('says goodbye when the server stops', async () => {
  const other = await startTestApi();
  const socket = new WebSocket(`ws://127.0.0.1:${other.port}/ws`, {
    headers: { 'X-API-KEY': other.keys.admin },
  });
  let code: number | undefined;
  socket.on('close', (given) => (code = given));
  await until(() => socket.readyState === WebSocket.OPEN);
  await other.stop();
  expect(await until(() => code)).toBe(1001);
});
