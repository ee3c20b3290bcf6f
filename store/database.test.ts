import { createHash, randomUUID } from 'node:crypto';
import { listBots, readBot, registerBot } from './bots';
import { readClaim, saveClaim } from './claims';
import { openDatabase, type Database } from './database';
import { findKey, saveKey } from './keys';
import type { StoreNotification } from './listen';
import { listPackages, registerPackage } from './packages';
import { readPlan, savePlan } from './plans';
import { mapError } from './store-error';
import { createTestDatabase, type TestDatabase } from './test-database';
import { WORKSPACE } from './test-run';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const db = (): Database => test.database;

/** Ends connections of this database, as a restart of the server would. */
async function endConnections(applicationName: string): Promise<void> {
  await db().query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = $1 and pid <> pg_backend_pid()`,
    [applicationName],
  );
}

describe('query', () => {
  it('gives times with milliseconds and 64-bit integers as numbers', async () => {
    const rows = await db().query(
      `select timestamptz '2026-01-02 03:04:05.678+01' as at, 9007199254740991::bigint as n,
         null::timestamptz as none, '{"b":1,"a":2}'::json as document`,
    );
    expect(rows).toEqual([
      {
        at: '2026-01-02T02:04:05.678Z',
        n: 9007199254740991,
        none: null,
        document: { b: 1, a: 2 },
      },
    ]);
  });

  it('passes errors of the statement on unchanged', async () => {
    await expect(db().query('select 1/0')).rejects.toMatchObject({ code: '22012' });
  });

  it('says STORE_DOWN when nothing listens there, and when the address does not exist', async () => {
    for (const url of ['postgres://nobody@127.0.0.1:1/x', 'postgres://nobody@nowhere.invalid/x']) {
      const nowhere = openDatabase(url);
      await expect(nowhere.query('select 1')).rejects.toMatchObject({
        code: 'STORE_DOWN',
        retryable: true,
      });
      await expect(nowhere.transaction((tx) => tx.query('select 1'))).rejects.toMatchObject({
        code: 'STORE_DOWN',
      });
      await nowhere.close();
    }
  });

  it('says STORE_DOWN when no connection comes free in time', async () => {
    const small = openDatabase(test.url, { max: 1, connectTimeoutMs: 50 });
    await small.transaction(async (tx) => {
      await tx.query('select 1');
      await expect(small.query('select 1')).rejects.toMatchObject({ code: 'STORE_DOWN' });
    });
    await small.close();
  });

  it('survives connections that the server ends, in use or not', async () => {
    const fragile = openDatabase(test.url, { applicationName: 'fragile', max: 2 });
    await fragile.query('select 1');
    await endConnections('fragile');
    await expect(
      fragile.transaction(async (tx) => {
        await tx.query('select 1');
        await endConnections('fragile');
        await tx.query('select 1');
      }),
    ).rejects.toMatchObject({ code: 'STORE_DOWN' });
    await expect(fragile.query('select 1 as n')).resolves.toEqual([{ n: 1 }]);
    await fragile.close();
  });

  it.each([
    ['55P03', 'STORE_BUSY'],
    ['57014', 'STORE_BUSY'],
    ['40P01', 'STORE_BUSY'],
    ['40001', 'STORE_BUSY'],
    ['53300', 'STORE_BUSY'],
    ['53100', 'STORE_DOWN'],
    ['57P01', 'STORE_DOWN'],
    ['57P02', 'STORE_DOWN'],
    ['57P03', 'STORE_DOWN'],
    ['08006', 'STORE_DOWN'],
    ['ECONNRESET', 'STORE_DOWN'],
  ])('takes the code %s for %s', (code, expected) => {
    expect(mapError(Object.assign(new Error('x'), { code }))).toMatchObject({ code: expected });
  });

  it('looks into the errors of several addresses', () => {
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    expect(mapError(new AggregateError([refused]))).toMatchObject({ code: 'STORE_DOWN' });
  });
});

describe('transaction', () => {
  it('undoes everything when it fails, and the connection works on', async () => {
    const id = randomUUID();
    const failing = db().transaction(async (tx) => {
      await saveClaim(tx, id, Buffer.from('x'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await expect(readClaim(db(), id)).resolves.toBeUndefined();
    await db().transaction((tx) => saveClaim(tx, id, Buffer.from('x')));
    await expect(readClaim(db(), id)).resolves.toEqual(Buffer.from('x'));
  });

  it('says STORE_BUSY when a lock does not come free', async () => {
    await db().transaction(async (tx) => {
      await tx.query('lock table claims');
      const waiting = db().transaction(async (second) => {
        await second.query(`set local lock_timeout = '20ms'`);
        await second.query('lock table claims');
      });
      await expect(waiting).rejects.toMatchObject({ code: 'STORE_BUSY' });
    });
  });
});

describe('listen', () => {
  it('hears messages, and connects again after its connection has ended', async () => {
    const heard: StoreNotification[] = [];
    const waiting = new Set<() => void>();
    const stop = db().listen(['test_channel'], (notification) => {
      heard.push(notification);
      for (const check of waiting) check();
    });
    const until = (condition: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!condition()) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      });
    const connects = (): number => heard.filter(({ kind }) => kind === 'reconnected').length;
    await until(() => connects() === 1);
    await db().query(`select pg_notify('test_channel', 'one')`);
    await until(() => heard.length === 2);
    await endConnections('everstep listen');
    await until(() => connects() === 2);
    await db().query(`select pg_notify('test_channel', 'two')`);
    await until(() => heard.length === 4);
    expect(heard.filter(({ kind }) => kind === 'message')).toEqual([
      { kind: 'message', channel: 'test_channel', payload: 'one' },
      { kind: 'message', channel: 'test_channel', payload: 'two' },
    ]);
    await stop();
  });

  it('can be stopped while the database is away', async () => {
    const nowhere = openDatabase('postgres://nobody@127.0.0.1:1/x');
    nowhere.listen(['test_channel'], () => undefined);
    await expect(nowhere.close()).resolves.toBeUndefined();
  });
});

describe('what a workspace has', () => {
  it('keeps a plan under its hash, byte for byte, and the first one', async () => {
    const plan = {
      hash: 'h1',
      plan: '{ "b":1 }',
      places: '{}',
      sourceFile: 'a.bas',
      sourceText: 'x',
    };
    await savePlan(db(), plan);
    await savePlan(db(), { ...plan, plan: 'other' });
    const { hash, ...stored } = plan;
    await expect(readPlan(db(), hash)).resolves.toEqual(stored);
    await expect(readPlan(db(), 'none')).resolves.toBeUndefined();
  });

  it('keeps large payloads as they are', async () => {
    const bytes = new Uint8Array([0, 255, 10, 13]).subarray(1);
    await saveClaim(db(), 'c1', bytes);
    await saveClaim(db(), 'c1', bytes);
    expect([...((await readClaim(db(), 'c1')) ?? [])]).toEqual([255, 10, 13]);
  });

  it('replaces a bot that registers again', async () => {
    const bot = {
      workspaceId: WORKSPACE,
      id: 'writer',
      name: 'Writer',
      kind: 'http' as const,
      url: 'http://127.0.0.1/bot',
      version: '1',
      package: null,
      skills: ['a', 'b,"c"'],
      status: 'ready',
    };
    await registerBot(db(), bot);
    await registerBot(db(), { ...bot, version: '2' });
    await expect(readBot(db(), WORKSPACE, 'writer')).resolves.toMatchObject({
      ...bot,
      version: '2',
    });
    await expect(listBots(db(), WORKSPACE)).resolves.toHaveLength(1);
    await expect(readBot(db(), WORKSPACE, 'nobody')).resolves.toBeUndefined();
  });

  it('notes a package that is loaded again', async () => {
    const item = {
      workspaceId: WORKSPACE,
      name: 'p',
      contentHash: '1',
      path: '/p',
      details: { b: 1 },
    };
    await registerPackage(db(), item);
    await registerPackage(db(), { ...item, contentHash: '2' });
    await expect(listPackages(db(), WORKSPACE)).resolves.toMatchObject([
      { ...item, contentHash: '2' },
    ]);
  });

  it('finds a key by its hash until it is revoked, and notes its use now and then', async () => {
    const keyHash = createHash('sha256').update('secret').digest();
    const key = { workspaceId: WORKSPACE, name: 'ann', role: 'operator' as const, keyHash };
    const { id } = await saveKey(db(), key);
    const used = async (): Promise<unknown> =>
      (
        await db().query<{ used: string | null }>(
          'select last_used_at as used from api_keys where id = $1',
          [id],
        )
      )[0]?.used;
    await expect(findKey(db(), keyHash)).resolves.toMatchObject({ id, role: 'operator' });
    const first = await used();
    expect(first).not.toBeNull();
    await findKey(db(), keyHash);
    expect(await used()).toBe(first);
    await expect(saveKey(db(), { ...key, role: 'admin' })).resolves.toMatchObject({ id });
    await db().query('update api_keys set revoked_at = now() where id = $1', [id]);
    await expect(findKey(db(), keyHash)).resolves.toBeUndefined();
    await expect(findKey(db(), Buffer.from('other'))).resolves.toBeUndefined();
  });
});
