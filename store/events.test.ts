import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from './database';
import { listEvents, publishEvent } from './events';
import { deliverEvent, deliverToInbox, readInbox } from './inbox';
import { claimOutbox, completeOutbox, failOutbox, listOutbox, type OutboxItem } from './outbox';
import { launchRun, readRunEvents } from './runs';
import { createTestDatabase, type TestDatabase } from './test-database';
import { aRun, begin, runEffect, startRun, WORKSPACE } from './test-run';

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

/** What the dispatcher does: gives runs the events that wait for them. */
async function deliverAll(database: Database): Promise<void> {
  const items = await claimOutbox(database, {
    limit: 1000,
    leaseMs: 60_000,
    kinds: ['deliver_event'],
  });
  for (const item of items) {
    const { eventId, name, data } = item.payload as Record<string, string>;
    await deliverEvent(database, {
      runId: item.runId ?? '',
      eventId: eventId ?? '',
      name: name ?? '',
      data: data ?? null,
    });
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
    expect(await deliveriesTo(runId)).toMatchObject([
      { payload: { eventId: 'e1', name: 'paid', data: { value: 5 } } },
    ]);
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

  it('does not reach runs that were launched later', async () => {
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

  it('when two runs publish to and subscribe to each other, without a deadlock', async () => {
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
    await deliverEvent(db(), { runId, eventId: id, name: 'own', data: { n: 1 } });
    expect(await readInbox(db(), runId, 0)).toHaveLength(1);
  });
});

describe('rule 12: the limit of a wait for an event', () => {
  it('finds an event that came in first, else the wait has timed out', async () => {
    const { runId, head } = await startRun(db(), { awaitedEvents: ['paid', 'sent'] });
    const expire = { effect: 'expire_event' as const, event: 'paid', inboxTaken: 0 };
    await deliverEvent(db(), { runId, eventId: 'a', name: 'sent', data: {} });
    expect(await runEffect(db(), head, expire)).toEqual({ expired: true });
    await deliverEvent(db(), { runId, eventId: 'b', name: 'paid', data: { amount: 1 } });
    await deliverEvent(db(), { runId, eventId: 'c', name: 'paid', data: { amount: 2 } });
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
