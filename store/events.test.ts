import { randomUUID } from 'node:crypto';
import type { BoundFilter, Effect } from '../plan/effects';
import type { ObjectValue } from '../plan/value';
import { openDatabase, type Database } from './database';
import { fanOutPage, listEvents, publishEvent } from './events';
import { deliverEvent, deliverToInbox, readInbox } from './inbox';
import { claimOutbox, completeOutbox, failOutbox, listOutbox, type OutboxItem } from './outbox';
import { launchRun, readRunEvents } from './runs';
import { createTestDatabase, type TestDatabase } from './test-database';
import { aRun, begin, commit, runEffect, startRun, WORKSPACE } from './test-run';

let test: TestDatabase;
let other: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  other = openDatabase(test.url, { max: 4 });
});
afterAll(async () => {
  await other.close();
  await test.drop();
});

const db = (): Database => test.database;

function publish(database: Database, name: string, id: string = randomUUID()): Promise<unknown> {
  return publishEvent(database, { workspaceId: WORKSPACE, id, name, data: { id }, runId: null });
}

function give(runId: string, eventId: string): Promise<unknown> {
  return deliverEvent(db(), { workspaceId: WORKSPACE, runId, eventId });
}

/** What the dispatcher does: gives runs the events that wait for them. */
async function deliverAll(database: Database): Promise<void> {
  const items = await claimOutbox(database, {
    limit: 1000,
    leaseMs: 60_000,
    kinds: ['deliver_event'],
  });
  for (const item of items) {
    const { eventId } = item.payload as Record<string, string>;
    await give(item.runId ?? '', eventId ?? '');
    await completeOutbox(database, item.id);
  }
}

async function deliveriesTo(runId: string): Promise<readonly OutboxItem[]> {
  const items = await listOutbox(db(), { kind: 'deliver_event', limit: 10_000 });
  return items.filter((item) => item.runId === runId);
}

describe('the inbox', () => {
  it('numbers rows without gaps when several clients deliver, each source once', async () => {
    const { runId } = await startRun(db());
    const sources = [...Array(30).keys()].flatMap((n) => [`s${n}`, `s${n}`]);
    const rows = await Promise.all(
      sources.map((sourceId, n) =>
        deliverToInbox(n % 2 === 0 ? db() : other, {
          runId,
          kind: 'event',
          subject: 'paid',
          sourceId,
          payload: { sourceId },
        }),
      ),
    );
    const stored = await readInbox(db(), runId, 0);
    expect(stored.map((row) => row.number)).toEqual([...Array(30).keys()].map((n) => n + 1));
    const bySource = new Map(stored.map((row) => [row.payload['sourceId'], row]));
    expect(rows).toEqual(sources.map((sourceId) => bySource.get(sourceId)));
  });

  it('keeps the order of keys and the form of values', async () => {
    const { runId } = await startRun(db());
    const payload = { z: [1, { y: null, b: 'ü' }], a: 1.5, '10': true };
    await deliverToInbox(db(), { runId, kind: 'event', subject: 'x', sourceId: 's', payload });
    const [row] = await readInbox(db(), runId, 0);
    expect(JSON.stringify(row?.payload)).toBe(JSON.stringify(payload));
  });

  it('is not there for a run that does not exist', async () => {
    const row = { kind: 'event' as const, subject: 'x', sourceId: 's', payload: {} };
    await expect(deliverToInbox(db(), { runId: randomUUID(), ...row })).resolves.toBeUndefined();
  });
});

describe('publishEvent', () => {
  it('leaves one delivery for each subscribed run, and none for a duplicate', async () => {
    const { runId } = await startRun(db(), { awaitedEvents: ['paid', 'paid'] });
    const { runId: second } = await startRun(db(), { awaitedEvents: ['paid'] });
    const event = { workspaceId: WORKSPACE, id: 'e1', name: 'paid', data: 5, runId: null };
    await expect(publishEvent(db(), event)).resolves.toEqual({
      id: 'e1',
      duplicate: false,
      deliveries: 2,
    });
    await expect(publishEvent(db(), event)).resolves.toMatchObject({
      duplicate: true,
      deliveries: 0,
    });
    expect(await deliveriesTo(runId)).toMatchObject([{ payload: { eventId: 'e1', name: 'paid' } }]);
    await deliverAll(db());
    expect(await readInbox(db(), second, 0)).toEqual([
      { number: 1, kind: 'event', subject: 'paid', payload: { value: 5 } },
    ]);
    expect(await deliveriesTo(runId)).toEqual([]);
  });

  it('reaches only the run that it is addressed to, also when that run subscribes later', async () => {
    const { runId, head } = await startRun(db());
    const { runId: stranger, head: strangerHead } = await startRun(db(), {
      awaitedEvents: ['private'],
    });
    const event = { workspaceId: WORKSPACE, id: randomUUID(), name: 'private', data: {}, runId };
    await expect(publishEvent(db(), event)).resolves.toMatchObject({ deliveries: 0 });
    await runEffect(db(), head, { effect: 'subscribe', event: 'private' });
    await runEffect(db(), strangerHead, { effect: 'subscribe', event: 'private' });
    expect(await readInbox(db(), runId, 0)).toHaveLength(1);
    expect(await readInbox(db(), stranger, 0)).toHaveLength(0);
  });

  it('rule 13: does not reach runs that were launched later', async () => {
    await publish(db(), 'early');
    const { runId, head } = await startRun(db(), { awaitedEvents: ['early'] });
    await db().query(
      `update workflow_events set created_at = created_at - interval '1 second'
       where event_name = 'early'`,
    );
    await runEffect(db(), head, { effect: 'subscribe', event: 'early' });
    expect(await readInbox(db(), runId, 0)).toEqual([]);
  });
});

describe('rule 13: publishing and subscribing at the same moment lose nothing', () => {
  it('when a waiting step subscribes', async () => {
    for (let round = 0; round < 25; round += 1) {
      const name = `race-${round}`;
      const { runId, head } = await startRun(db());
      await Promise.all([
        ...[1, 2, 3].map(() => publish(other, name)),
        runEffect(db(), head, { effect: 'subscribe', event: name }),
      ]);
      await deliverAll(db());
      const rows = await readInbox(db(), runId, 0);
      expect(rows.map((row) => row.number)).toEqual([1, 2, 3]);
      expect(new Set(rows.map((row) => row.payload['id'])).size).toBe(3);
    }
  });

  it('when a launch subscribes: an event is either older or delivered', async () => {
    for (let round = 0; round < 25; round += 1) {
      const name = `launch-${round}`;
      const run = aRun({ awaitedEvents: [name] });
      await Promise.all([publish(other, name), launchRun(db(), run), publish(other, name)]);
      const late = await publishEvent(other, {
        workspaceId: WORKSPACE,
        id: randomUUID(),
        name,
        data: {},
        runId: null,
      });
      expect(late.deliveries).toBe(1);
      const missed = await db().query(
        `select 1 from workflow_events v join workflow_executions e on e.id = $1
         where v.event_name = $2 and v.created_at > e.created_at
           and not exists (select from outbox o
             where o.run_id = e.id and o.payload->>'eventId' = v.id)`,
        [run.id, name],
      );
      expect(missed).toEqual([]);
    }
  });

  it('rule 08: when two runs publish to and subscribe to each other, without a deadlock', async () => {
    for (let round = 0; round < 10; round += 1) {
      const runs = await Promise.all([startRun(db()), startRun(other)]);
      const [ping, pong] = [`ping-${round}`, `pong-${round}`];
      const work = runs.flatMap(({ head }, index) => [
        async () => {
          const database = index === 0 ? db() : other;
          for (const event of index === 0 ? [ping, pong] : [pong, ping]) {
            await runEffect(database, head, { effect: 'subscribe', event });
            const id = randomUUID();
            await runEffect(database, head, { effect: 'publish_event', id, name: event, data: {} });
          }
        },
      ]);
      await Promise.all(work.map((fn) => fn()));
      await deliverAll(db());
      for (const { runId } of runs) expect(await readInbox(db(), runId, 0)).toHaveLength(4);
    }
  });

  it('rule 08: when one branch of a run publishes what another one subscribes to', async () => {
    const { runId, head } = await startRun(db());
    const heads = ['main/0.A', 'main/0.B'].map((path, index) => ({
      ...head,
      path,
      dispatch: index + 2,
    }));
    for (const each of heads) await begin(db(), each);
    const [first = head, second = head] = heads;
    for (let round = 0; round < 40; round += 1) {
      const event = `own-${round}`;
      const publishes = {
        effect: 'publish_event',
        id: randomUUID(),
        name: event,
        data: {},
      } as const;
      await Promise.all([
        runEffect(db(), first, publishes),
        runEffect(other, second, { effect: 'subscribe', event }),
      ]);
    }
    expect(await readInbox(db(), runId, 0)).toHaveLength(40);
  });
});

describe('publishing from a run', () => {
  it('puts the event into its own inbox at once and leaves others to the outbox', async () => {
    const { runId, head } = await startRun(db(), { awaitedEvents: ['own'] });
    const { runId: second } = await startRun(db(), { awaitedEvents: ['own'] });
    const id = randomUUID();
    const effect = { effect: 'publish_event' as const, id, name: 'own', data: { n: 1 } };
    expect(await runEffect(db(), head, effect)).toEqual({ id });
    expect(await readInbox(db(), runId, 0)).toMatchObject([{ number: 1, payload: { n: 1 } }]);
    expect(await deliveriesTo(runId)).toEqual([]);
    expect(await deliveriesTo(second)).toHaveLength(1);
    expect((await readRunEvents(db(), runId, 4, 10)).map(({ type, data }) => [type, data])).toEqual(
      [['event_published', { eventId: id, name: 'own' }]],
    );
    await give(runId, id);
    expect(await readInbox(db(), runId, 0)).toHaveLength(1);
  });
});

describe('rule 12: the limit of a wait for an event', () => {
  it('finds an event that came in first, else the wait has timed out', async () => {
    const { runId, head } = await startRun(db(), { awaitedEvents: ['paid', 'sent'] });
    const deliver = (id: string, subject: string, payload: ObjectValue): Promise<unknown> =>
      deliverToInbox(db(), { runId, kind: 'event', subject, sourceId: `event:${id}`, payload });
    const expire = { effect: 'expire_event' as const, event: 'paid', inboxTaken: 0 };
    await deliver('a', 'sent', {});
    expect(await runEffect(db(), head, expire)).toEqual({ expired: true });
    await deliver('b', 'paid', { amount: 1 });
    await deliver('c', 'paid', { amount: 2 });
    expect(await runEffect(db(), head, expire)).toEqual({ number: 2, payload: { amount: 1 } });
    expect(await runEffect(db(), head, { ...expire, inboxTaken: 2 })).toEqual({
      number: 3,
      payload: { amount: 2 },
    });
    expect(await runEffect(db(), head, { ...expire, inboxTaken: 3 })).toEqual({ expired: true });
    expect((await readRunEvents(db(), runId, 4, 10)).map((event) => event.type)).toEqual([
      'event_timed_out',
      'event_received',
      'event_received',
      'event_timed_out',
    ]);
  });
});

describe('the outbox', () => {
  beforeEach(() => db().query('delete from outbox'));

  async function fill(count: number): Promise<void> {
    await db().query(
      `insert into outbox (kind, workspace_id, payload)
       select 'mail', $1, json_build_object('n', n) from generate_series(1, $2::int) as n`,
      [WORKSPACE, count],
    );
  }

  it('gives two clients different items', async () => {
    await fill(60);
    const claims = await Promise.all(
      [db(), other, db(), other].map((client) =>
        claimOutbox(client, { limit: 15, leaseMs: 60_000 }),
      ),
    );
    const ids = claims.flat().map((item) => item.id);
    expect(ids).toHaveLength(60);
    expect(new Set(ids).size).toBe(60);
    expect(await claimOutbox(db(), { limit: 15, leaseMs: 1 })).toEqual([]);
  });

  it('gives an item again when its lease has ended, and not once it is done', async () => {
    await fill(1);
    const [first] = await claimOutbox(db(), { limit: 1, leaseMs: 0 });
    const [second] = await claimOutbox(db(), { limit: 1, leaseMs: 0 });
    expect(second).toMatchObject({ id: first?.id, attempts: 2 });
    await completeOutbox(db(), second?.id ?? 0);
    await completeOutbox(db(), second?.id ?? 0);
    expect(await claimOutbox(db(), { limit: 1, leaseMs: 0 })).toEqual([]);
  });

  it('keeps a failed item for later, with the reason', async () => {
    await fill(2);
    const [first] = await claimOutbox(db(), { limit: 1, leaseMs: 60_000 });
    await failOutbox(db(), first?.id ?? 0, 'no answer', 3_600_000);
    const waiting = await listOutbox(db(), { limit: 10 });
    expect(waiting.map((item) => item.lastError)).toEqual([null, 'no answer']);
    expect(await listOutbox(db(), { kind: 'notify_inbox', limit: 10 })).toEqual([]);
    expect(await claimOutbox(db(), { limit: 10, leaseMs: 0, kinds: ['notify_inbox'] })).toEqual([]);
    expect(await claimOutbox(db(), { limit: 10, leaseMs: 0, kinds: ['mail'] })).toHaveLength(1);
  });
});

describe('listEvents', () => {
  it('gives the events of a name by pages, newest first', async () => {
    const name = randomUUID();
    for (const n of [1, 2, 3]) await publish(db(), name, `${name}-${n}`);
    const first = await listEvents(db(), WORKSPACE, { name, limit: 2 });
    const rest = await listEvents(db(), WORKSPACE, { name, limit: 2, cursor: first.next ?? '' });
    expect(rest.next).toBeNull();
    expect([...first.items, ...rest.items].map((event) => event.id).sort()).toEqual(
      [1, 2, 3].map((n) => `${name}-${n}`),
    );
    expect(first.items[0]).toMatchObject({ name, runId: null, addressedTo: null });
  });
});

it('begin is repeated after an outage without another started event', async () => {
  const { runId, head } = await startRun(db());
  await begin(db(), head);
  const types = (await readRunEvents(db(), runId, 0, 10)).map((event) => event.type);
  expect(types.filter((type) => type === 'started')).toHaveLength(1);
});

describe('a wait for an event with data of its own', () => {
  const where = (id: number): BoundFilter => ({
    op: 'compare',
    column: 'order_id',
    operator: '=',
    value: id,
  });
  const wait = (name: string, filter: BoundFilter): Effect => ({
    effect: 'subscribe_events',
    events: [{ event: name, where: filter }],
  });
  const tell = (name: string, data: ObjectValue, id: string = randomUUID()): Promise<unknown> =>
    publishEvent(db(), { workspaceId: WORKSPACE, id, name, data, runId: null });
  const ordersOf = async (runId: string): Promise<readonly unknown[]> => {
    await deliverAll(db());
    return (await readInbox(db(), runId, 0)).map(({ payload }) => payload['order_id']);
  };

  it('takes what comes before it and after it, and nothing else', async () => {
    const name = randomUUID();
    await tell(name, { order_id: '7' });
    await tell(name, { order_id: 8 });
    const { runId, head } = await startRun(db());
    await runEffect(db(), head, wait(name, where(7)));
    await tell(name, { ORDER_ID: 7.0, other: 1 });
    await tell(name, { order_id: 70 });
    await tell(name, { n: 7 });
    await deliverAll(db());
    const payloads = (await readInbox(db(), runId, 0)).map(({ payload }) => payload);
    expect(payloads).toEqual([{ order_id: '7' }, { ORDER_ID: 7, other: 1 }]);
  });

  it('does not take events that are older than a day', async () => {
    const name = randomUUID();
    await tell(name, { order_id: 7 });
    await db().query(
      `update workflow_events set created_at = created_at - interval '25 hours'
       where event_name = $1`,
      [name],
    );
    const { runId, head } = await startRun(db());
    await runEffect(db(), head, wait(name, where(7)));
    expect(await ordersOf(runId)).toEqual([]);
  });

  it('gives each event once, when publishing and subscribing meet', async () => {
    for (let round = 0; round < 15; round += 1) {
      const name = `filtered-${round}`;
      const { runId, head } = await startRun(db());
      await Promise.all([
        ...[1, 2, 1, 2].map((order_id) => tell(name, { order_id })),
        runEffect(other, head, wait(name, where(1))),
      ]);
      expect(await ordersOf(runId)).toEqual([1, 1]);
    }
  });

  it('asks conditions that are no equality of each subscription', async () => {
    const name = randomUUID();
    const { runId, head } = await startRun(db());
    const between: BoundFilter = {
      op: 'or',
      items: [where(3), { op: 'compare', column: 'order_id', operator: '>', value: 5 }],
    };
    await runEffect(db(), head, wait(name, between));
    for (const order_id of [3, 5, 6]) await tell(name, { order_id });
    expect(await ordersOf(runId)).toEqual([3, 6]);
  });

  it('in a loop leaves one subscription, and the run gets its own events', async () => {
    const name = randomUUID();
    const { runId, head } = await startRun(db());
    for (const id of [1, 2, 3]) {
      const step = { stepId: 'main.1', kind: 'waitEvent', result: null } as const;
      await commit(db(), head, `turn-${id}`, { ...step, effect: wait(name, where(id)) });
    }
    const subscriptions = await db().query('select 1 from event_subscriptions where run_id = $1', [
      runId,
    ]);
    expect(subscriptions).toHaveLength(1);
    for (const order_id of [1, 3]) {
      const id = randomUUID();
      const data = { order_id };
      await runEffect(db(), head, { effect: 'publish_event', id, name, data });
    }
    expect(await ordersOf(runId)).toEqual([3]);
  });

  it('that has timed out tells its run and its contact', async () => {
    const { runId, head } = await startRun(db(), { awaitedEvents: ['timeout_occurred'] });
    const expire: Effect = {
      effect: 'expire_events',
      mode: 'all',
      events: [{ event: 'a' }, { event: 'b', where: where(1) }],
      inboxTaken: 0,
      escalateTo: 'ann@example.com',
    };
    expect(await runEffect(db(), head, expire)).toEqual({ expired: true });
    expect(await readInbox(db(), runId, 0)).toMatchObject([
      { subject: 'timeout_occurred', payload: { event: 'a', events: ['a', 'b'] } },
    ]);
    const mails = await listOutbox(db(), { kind: 'mail', limit: 1000 });
    expect(mails.filter((item) => item.runId === runId)).toMatchObject([
      { payload: { to: 'ann@example.com' } },
    ]);
  });

  it('for several events takes the oldest ones when they came in before its limit', async () => {
    const { runId, head } = await startRun(db());
    const deliver = (number: number, subject: string, order_id: number): Promise<unknown> =>
      deliverToInbox(db(), {
        runId,
        kind: 'event',
        subject,
        sourceId: `s${number}`,
        payload: { order_id },
      });
    await deliver(1, 'a', 9);
    await deliver(2, 'b', 2);
    await deliver(3, 'b', 1);
    await deliver(4, 'a', 8);
    const events = [{ event: 'b', where: where(1) }, { event: 'a' }];
    const expire = { effect: 'expire_events' as const, events, inboxTaken: 0 };
    expect(await runEffect(db(), head, { ...expire, mode: 'all' })).toMatchObject({
      rows: [{ number: 1 }, { number: 3 }],
    });
    expect(await runEffect(db(), head, { ...expire, mode: 'any', inboxTaken: 1 })).toMatchObject({
      rows: [{ number: 3, event: 'b' }],
    });
    expect(await runEffect(db(), head, { ...expire, mode: 'all', inboxTaken: 3 })).toEqual({
      expired: true,
    });
  });
});

describe('an event for many runs', () => {
  const MANY = 1203;

  async function launchMany(name: string): Promise<void> {
    await db().query(
      `select launch_run(($1::jsonb || jsonb_build_object('id', gen_random_uuid()))::json)
       from generate_series(1, $2::int)`,
      [JSON.stringify(aRun({ awaitedEvents: [name] })), MANY],
    );
  }

  const jobs = async (): Promise<readonly OutboxItem[]> =>
    listOutbox(db(), { kind: 'fan_out', limit: 10 });
  const countDeliveries = async (id: string): Promise<unknown> =>
    db().query(
      `select count(*)::int as all, count(distinct run_id)::int as runs from outbox
       where kind = 'deliver_event' and payload->>'eventId' = $1`,
      [id],
    );

  it('is given out by pages; a process that dies between two loses and doubles nothing', async () => {
    const name = randomUUID();
    await launchMany(name);
    const first = { workspaceId: WORKSPACE, id: `${name}-1`, name, data: {}, runId: null };
    expect(await publishEvent(db(), first)).toMatchObject({ deliveries: MANY });
    expect(await countDeliveries(first.id)).toEqual([{ all: 0, runs: 0 }]);
    const { runId } = await startRun(db(), { awaitedEvents: [name] });
    const second = { ...first, id: `${name}-2` };
    expect(await publishEvent(db(), second)).toMatchObject({ deliveries: MANY + 1 });
    const [one, two] = await jobs();
    const page = (job: OutboxItem | undefined, at: Database): Promise<boolean> =>
      fanOutPage(at, job?.id ?? 0);
    // Whoever asks for the second job does the pages of the first before.
    expect(await page(two, other)).toBe(false);
    expect(await countDeliveries(first.id)).toEqual([{ all: 500, runs: 500 }]);
    while (!(await Promise.all([page(one, db()), page(two, other)])).every(Boolean)) {
      // Two processes at the same jobs.
    }
    expect(await countDeliveries(first.id)).toEqual([{ all: MANY, runs: MANY }]);
    expect(await countDeliveries(second.id)).toEqual([{ all: MANY + 1, runs: MANY + 1 }]);
    expect(await deliveriesTo(runId)).toHaveLength(1);
    expect(await jobs()).toEqual([]);
  });
});
