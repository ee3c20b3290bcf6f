import { WireEventSchema } from '../plan/messages';
import { CHANNELS } from '../store/notify';
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

/** A run with its first three events: created, planning, plan_ready. */
async function newRun(): Promise<string> {
  return (await launchRun(api.test.database, aRun())).run.id;
}

async function addEvents(runId: string, type: string, count: number, bytes = 0): Promise<void> {
  await api.test.database.query(
    `select append_run_events($1, null, array(
       select run_event($2, json_build_object('text', repeat('x', $4))) from generate_series(1, $3)))`,
    [runId, type, count, bytes],
  );
  await api.test.database.query('select pg_notify($1, $2)', [CHANNELS.events, runId]);
}

/** A client of a stream that reads event by event. */
class Reader {
  #text = '';
  readonly #chunks: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();

  constructor(readonly response: Response) {
    if (response.body === null) throw new Error('there is no stream');
    this.#chunks = response.body.getReader();
  }

  /** The next events; undefined when the stream has ended. */
  async next(): Promise<{ readonly id: string; readonly data: string } | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end < 0) {
        const { done, value } = await this.#chunks.read();
        if (done) return undefined;
        this.#text += this.#decoder.decode(value, { stream: true });
        continue;
      }
      const block = this.#text.slice(0, end);
      this.#text = this.#text.slice(end + 2);
      const field = (name: string): string =>
        new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
      if (block.includes('data: ')) return { id: field('id'), data: field('data') };
    }
  }

  async ids(count: number): Promise<readonly string[]> {
    const ids: string[] = [];
    while (ids.length < count) {
      const event = await this.next();
      if (event === undefined) break;
      ids.push(event.id);
    }
    return ids;
  }

  close(): Promise<void> {
    return this.#chunks.cancel();
  }
}

async function open(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reader> {
  const response = await fetch(`${api.url}/api/workflows/${path}`, {
    headers: { 'X-API-KEY': api.keys.operator, ...headers },
  });
  return new Reader(response);
}

it('brings what was and what comes, in order, and ends with the run', async () => {
  const runId = await newRun();
  const reader = await open(`${runId}/stream`);
  expect(reader.response.status).toBe(200);
  expect(reader.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const first = await reader.next();
  expect(WireEventSchema.parse(JSON.parse(first?.data ?? ''))).toMatchObject({
    ...{ runId, seq: 1, type: 'workflow:created' },
  });
  await addEvents(runId, 'progress', 2);
  expect(await reader.ids(4)).toEqual(['2', '3', '4', '5']);
  await addEvents(runId, 'completed', 1);
  expect((await reader.next())?.id).toBe('6');
  expect(await reader.next()).toBeUndefined();
});

it('goes on behind the last event that a client has', async () => {
  const runId = await newRun();
  await addEvents(runId, 'progress', 7);
  const first = await open(`${runId}/stream?after=2`);
  expect(await first.ids(3)).toEqual(['3', '4', '5']);
  await first.close();
  const again = await open(`${runId}/stream?after=2`, { 'Last-Event-ID': '5' });
  expect(await again.ids(5)).toEqual(['6', '7', '8', '9', '10']);
  await again.close();
});

it('tells a client that has everything of an ended run not to come again', async () => {
  const runId = await newRun();
  await addEvents(runId, 'completed', 1);
  await api.test.database.query(
    `update workflow_executions set status = 'completed' where id = $1`,
    [runId],
  );
  const { response } = await open(`${runId}/stream`, { 'Last-Event-ID': '3' }).then(
    async (reader) => {
      expect(await reader.ids(2)).toEqual(['4']);
      return reader;
    },
  );
  expect(response.status).toBe(200);
  const over = await fetch(`${api.url}/api/workflows/${runId}/stream?after=4`, {
    headers: { 'X-API-KEY': api.keys.operator },
  });
  expect(over.status).toBe(204);
});

it('holds events back as long as a client does not read', async () => {
  const runId = await newRun();
  const reader = await open(`${runId}/stream?after=3`);
  await addEvents(runId, 'progress', 400, 50_000);
  const ids = await reader.ids(400);
  expect(ids).toEqual(Array.from({ length: 400 }, (_, index) => String(index + 4)));
  await reader.close();
});

it.each([
  ['x', '400 API_QUERY_INVALID'],
  ['-1', '400 API_QUERY_INVALID'],
])('refuses the Last-Event-ID %s', async (id, problem) => {
  const path = `/api/workflows/${await newRun()}/stream`;
  const answer = await api.send('GET', path, { headers: { 'Last-Event-ID': id } });
  expect(problemOf(answer)).toBe(problem);
});

it('shows nobody the run of another workspace', async () => {
  const [other] = await api.test.database.query<{ id: string }>(
    `insert into workspaces (id, name) values (gen_random_uuid(), 'other') returning id`,
    [],
  );
  const key = await api.addKey('eve', 'admin', other?.id);
  const answer = await api.send('GET', `/api/workflows/${await newRun()}/stream`, { key });
  expect(problemOf(answer)).toBe('404 RUN_UNKNOWN');
});
