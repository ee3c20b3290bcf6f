import { shortened } from './shortened';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { signWebhook } from '../../store/webhook-signature';
import { Everstep, type Answer } from '../../scripts/chaos/everstep';
import { startHttpServer, type HttpServer } from '../engine/http-server';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const WORKSPACE = '00000000-0000-0000-0000-000000000001';

let everstep: Everstep;
let outside: HttpServer;
beforeAll(async () => {
  [everstep, outside] = await Promise.all([
    Everstep.start({ EVERSTEP_SECRET_SHOP_HOOK: SECRET }),
    startHttpServer(),
  ]);
}, 120_000);
afterAll(async () => {
  await everstep.stop();
  await outside.stop();
});

type Item = Readonly<Record<string, unknown>>;

async function itemsOf(path: string): Promise<readonly Item[]> {
  const { body } = await everstep.request('GET', path);
  return (body['items'] ?? []) as readonly Item[];
}

/** Waits until something is there. */
async function eventually<T>(find: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    await sleep(100);
  }
}

async function triggerOf(packageName: string): Promise<Item> {
  return eventually(async () =>
    (await itemsOf('/api/triggers')).find((trigger) => trigger['package'] === packageName),
  );
}

async function rowsOf(table: string): Promise<readonly Item[]> {
  const rows = await everstep.database.query<{ data: Item }>(
    'select data from table_rows where table_name = $1 order by number',
    [table],
  );
  return rows.map(({ data }) => data);
}

async function endOf(runId: string): Promise<Answer['body']> {
  return everstep.decideUntilEnded(runId, 'approve');
}

describe('ON EVENT of a package', () => {
  const publish = (id: string, name: string): Promise<Answer> =>
    everstep.request('POST', '/api/events', { id, name, data: { order: id } });

  beforeAll(async () => {
    everstep.addPackage('billing', {
      'billing.bas':
        'ON EVENT "order_placed" DO\n  SAVE "bills" WITH order AS event.order\n  WAIT 0.1\n  PUBLISH EVENT "billed" WITH order = event.order\nEND ON\nON EVENT "billed" DO\n  SAVE "thanks" WITH order AS event.order\nEND ON',
    });
    await triggerOf('billing');
  });

  it('begins a run for each event, once for its id; what that publishes begins the next', async () => {
    await publish('o-1', 'order_placed');
    await publish('o-1', 'order_placed');
    await publish('o-2', 'order_placed');
    await eventually(async () => ((await rowsOf('thanks')).length >= 2 ? true : undefined));
    expect((await rowsOf('bills')).map(({ order }) => order).sort()).toEqual(['o-1', 'o-2']);
    expect((await rowsOf('thanks')).map(({ order }) => order).sort()).toEqual(['o-1', 'o-2']);
    const runs = (await itemsOf('/api/workflows?workflow=billing')).map((run) => run['createdBy']);
    expect(runs.sort()).toEqual([
      'event:billed',
      'event:billed',
      'event:order_placed',
      'event:order_placed',
    ]);
  });

  it.each(
    shortened(['outbox.begun', 'segment.step_committed'], ['outbox.claimed', 'outbox.started']),
  )('the run of an event is there once when the worker dies at %s', async (point) => {
    await everstep.worker.kill();
    await everstep.worker.start({ EVERSTEP_CRASH_AT: point });
    await publish(point, 'order_placed');
    await eventually(async () => {
      await everstep.revive();
      const orders = (await rowsOf('thanks')).map(({ order }) => order);
      return orders.includes(point) ? true : undefined;
    });
    await everstep.settled();
    expect(everstep.worker.deaths).toBeGreaterThan(0);
    expect((await rowsOf('bills')).filter(({ order }) => order === point)).toHaveLength(1);
    expect((await rowsOf('thanks')).filter(({ order }) => order === point)).toHaveLength(1);
  });

  it('loses no start while Temporal is down', async () => {
    await everstep.revive();
    await everstep.infrastructure.temporal.child.kill('SIGKILL');
    await publish('while-down', 'order_placed');
    await eventually(async () => {
      await everstep.revive();
      const orders = (await rowsOf('thanks')).map(({ order }) => order);
      return orders.includes('while-down') ? true : undefined;
    });
  });

  it('is gone when its package is', async () => {
    rmSync(join(everstep.packages, 'billing.gbai'), { recursive: true });
    await eventually(async () => {
      const names = (await itemsOf('/api/triggers')).map((trigger) => trigger['package']);
      return names.includes('billing') ? undefined : true;
    });
  });
});

describe('SET SCHEDULE', () => {
  const schedules = (): Promise<readonly Item[]> => itemsOf('/api/schedules');
  const countTicks = async (): Promise<number> => (await rowsOf('ticks')).length;

  async function inTemporal(): Promise<readonly string[]> {
    const { temporalAddress: address, temporalNamespace: namespace } = everstep.infrastructure;
    const connection = await Connection.connect({ address });
    const ids: string[] = [];
    for await (const { scheduleId } of new Client({ connection, namespace }).schedule.list()) {
      ids.push(scheduleId);
    }
    await connection.close();
    return ids;
  }

  it('is a schedule of Temporal that begins runs, is paused, begun now, deleted and comes with its text', async () => {
    everstep.addPackage('clock', {
      'clock.bas':
        'SET SCHEDULE "* * * * * *"\nORCHESTRATE WORKFLOW "clock"\n  SAVE "ticks" WITH at AS NOW()\nEND WORKFLOW',
      'clock.gbot/config.csv': 'name,value\ntimezone,Europe/Lisbon\n',
    });
    const { id } = await triggerOf('clock');
    const path = `/api/schedules/${String(id)}`;
    await eventually(async () => ((await countTicks()) >= 2 ? true : undefined));
    const { body } = await everstep.request('GET', path);
    expect(body).toMatchObject({
      cron: '* * * * * *',
      timezone: 'Europe/Lisbon',
      overlap: 'skip',
      package: 'clock',
      paused: false,
    });
    expect(body['next']).toHaveLength(3);

    expect((await everstep.request('POST', `${path}/pause`)).body).toMatchObject({ paused: true });
    const { temporalAddress: address, temporalNamespace: namespace } = everstep.infrastructure;
    const connection = await Connection.connect({ address });
    const handle = new Client({ connection, namespace }).schedule.getHandle(
      `schedule-${String(id)}`,
    );
    await eventually(async () => ((await handle.describe()).state.paused ? true : undefined));
    const begun = await everstep.request('POST', `${path}/trigger`);
    expect(begun.status).toBe(202);
    expect(await endOf(String(begun.body['runId']))).toMatchObject({ status: 'completed' });

    expect((await everstep.request('POST', `${path}/resume`)).body).toMatchObject({
      paused: false,
    });
    const before = await countTicks();
    await eventually(async () => ((await countTicks()) > before + 1 ? true : undefined));

    await everstep.request('DELETE', path);
    expect(await schedules()).toEqual([]);
    await eventually(async () => ((await inTemporal()).length === 0 ? true : undefined));

    everstep.addPackage('clock', {
      'clock.bas':
        'SET SCHEDULE "every day at 9"\nORCHESTRATE WORKFLOW "clock"\n  SAVE "ticks" WITH at AS NOW()\nEND WORKFLOW',
    });
    await eventually(async () => ((await inTemporal()).length === 1 ? true : undefined));
    expect((await schedules())[0]).toMatchObject({ cron: '0 9 * * *', name: 'every day at 9' });
    rmSync(join(everstep.packages, 'clock.gbai'), { recursive: true });
    await eventually(async () => ((await inTemporal()).length === 0 ? true : undefined));
    await connection.close();
  });

  it('begins no second run while one goes on', async () => {
    everstep.addPackage('slow', {
      'slow.bas':
        'SET SCHEDULE "every day at 9"\nORCHESTRATE WORKFLOW "slow"\n  WAIT 600\nEND WORKFLOW',
    });
    const { id } = await triggerOf('slow');
    const first = await everstep.request('POST', `/api/schedules/${String(id)}/trigger`);
    const second = await everstep.request('POST', `/api/schedules/${String(id)}/trigger`);
    expect(second).toMatchObject({ status: 409, body: { code: 'TRIGGER_BUSY' } });
    await everstep.request('POST', `/api/workflows/${String(first.body['runId'])}/cancel`);
    rmSync(join(everstep.packages, 'slow.gbai'), { recursive: true });
  });
});

/** How a call differs from a good one. */
interface Changes {
  /** Seconds that its time is ahead. */
  readonly shift?: number;
  readonly timestamp?: string;
  readonly secret?: string;
  readonly to?: string;
}

describe('WEBHOOK of a package', () => {
  const path = `/api/webhooks/in/${WORKSPACE}/orders`;
  const now = (shift = 0): string => String(Math.floor(Date.now() / 1000) + shift);

  async function call(
    body: string,
    id: string,
    { shift = 0, timestamp = now(shift), secret = SECRET, to = path }: Changes = {},
  ): Promise<Answer> {
    const response = await fetch(`${everstep.url}${to}?source=shop`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,wrong ${signWebhook({ id, timestamp, body }, secret)}`,
      },
      body,
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }

  beforeAll(async () => {
    everstep.addPackage('shop', {
      'orders.bas':
        'WEBHOOK "orders"\nORCHESTRATE WORKFLOW "orders"\n  SAVE "hooked" WITH order AS body.order, source AS params.source, method AS method\n  RETURN body.order\nEND WORKFLOW',
      'shop.gbot/config.csv': 'name,value\nwebhook-orders-secret,shop-hook\n',
    });
    await triggerOf('shop');
  });

  it('a signed call begins a run, once for its id', async () => {
    const first = await call('{"order":7}', 'msg-1');
    expect(first.status).toBe(202);
    const runId = String(first.body['runId']);
    expect((await call('{"order":7}', 'msg-1')).body['runId']).toBe(runId);
    expect(await endOf(runId)).toMatchObject({ status: 'completed', result: 7 });
    expect((await call('{"order":7}', 'msg-1')).body['runId']).toBe(runId);
    expect(await rowsOf('hooked')).toEqual([{ order: 7, source: 'shop', method: 'POST' }]);
  });

  it.each<[string, Changes]>([
    ['another secret', { secret: 'whsec_AAAA' }],
    ['an old time', { shift: -310 }],
    ['a time ahead', { shift: 310 }],
    ['no time', { timestamp: 'soon' }],
    ['an unknown name', { to: `/api/webhooks/in/${WORKSPACE}/nobody` }],
    ['an unknown workspace', { to: '/api/webhooks/in/nowhere/orders' }],
  ])('%s is refused, always with the same answer', async (_, changes) => {
    const answer = await call('{"order":8}', 'msg-2', changes);
    expect(answer).toMatchObject({ status: 401, body: { code: 'WEBHOOK_SIGNATURE' } });
  });

  it('a body that is too large, or no JSON, is refused', async () => {
    const large = JSON.stringify({ order: 'x'.repeat(1_100_000) });
    expect(await call(large, 'msg-3')).toMatchObject({ status: 413 });
    expect(await call('{"order":', 'msg-4')).toMatchObject({ status: 400 });
    expect(await call('{"__proto__":{"a":1}}', 'msg-5')).toMatchObject({ status: 422 });
  });
});

describe('webhooks that are told', () => {
  const seenOf = (path: string): HttpServer['seen'] =>
    outside.seen.filter((request) => request.path === path);

  it('get signed events, each with one id; a dead one is sent again when somebody says so', async () => {
    await everstep.settled();
    let status = 410;
    outside.reply = () => ({ status });
    const added = await everstep.request('POST', '/api/webhooks', {
      url: `${outside.url}/told`,
      secret: 'shop-hook',
      events: ['workflow:completed', 'message_sent'],
    });
    expect(added).toMatchObject({ status: 201, body: { secret: 'shop-hook' } });
    const path = `/api/webhooks/${String(added.body['id'])}/deliveries`;
    everstep.addPackage('greeter', {
      'greeter.bas': 'ORCHESTRATE WORKFLOW "greeter"\n  TALK "Hello"\nEND WORKFLOW',
    });
    const runId = await everstep.launch('greeter', {});
    const dead = await eventually(async () => {
      const found = await itemsOf(`${path}?status=dead`);
      return found.length === 2 ? found : undefined;
    });
    expect(dead[0]).toMatchObject({ runId, lastStatus: 410, attempts: 1 });

    status = 200;
    for (const { id } of dead) {
      await everstep.request('POST', `${path}/${String(id)}/redeliver`);
    }
    await eventually(async () => {
      const found = await itemsOf(`${path}?status=delivered`);
      return found.length === 2 ? found : undefined;
    });
    const seen = seenOf('/told');
    expect(seen).toHaveLength(4);
    expect(new Set(seen.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
    for (const { headers, body } of seen) {
      const id = String(headers['webhook-id']);
      const timestamp = String(headers['webhook-timestamp']);
      const signature = signWebhook({ id, timestamp, body }, SECRET);
      expect(headers['webhook-signature']).toBe(signature);
    }
    const types = seen.map(({ body }) => (JSON.parse(body) as { type: string }).type);
    expect([...new Set(types)].sort()).toEqual(['message_sent', 'workflow:completed']);
    await everstep.request('DELETE', `/api/webhooks/${String(added.body['id'])}`);
  });

  it('an answer that may change is asked for again, with the same id', async () => {
    outside.reply = (_request, number) => ({ status: number % 2 === 1 ? 503 : 200 });
    const before = outside.seen.length;
    outside.reply = (_request, number) => ({ status: number === before + 1 ? 503 : 200 });
    const added = await everstep.request('POST', '/api/webhooks', {
      url: `${outside.url}/again`,
      secret: 'shop-hook',
      events: ['workflow:completed'],
    });
    await everstep.launch('greeter', {});
    const path = `/api/webhooks/${String(added.body['id'])}/deliveries?status=delivered`;
    const [delivered] = await eventually(async () => {
      const found = await itemsOf(path);
      return found.length > 0 ? found : undefined;
    });
    expect(delivered).toMatchObject({ attempts: 2, lastStatus: 200 });
    const ids = seenOf('/again').map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    await everstep.request('DELETE', `/api/webhooks/${String(added.body['id'])}`);
  });

  it.each([
    [{ url: 'ftp://a.example', secret: 'x' }],
    [{ url: 'https://a.example', secret: 'whsec_not a name' }],
    [{ url: 'https://a.example', secret: 'x', events: ['nonsense'] }],
    [{ url: 'https://a.example' }],
  ])('%j is refused', async (body) => {
    expect((await everstep.request('POST', '/api/webhooks', body)).status).toBe(422);
  });
});
