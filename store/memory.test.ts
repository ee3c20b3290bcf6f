import { randomUUID } from 'node:crypto';
import type { MemoryPlace } from '../plan/effects';
import type { Value } from '../plan/value';
import { forgetExpired, forgetMemory, keepMemory, listMemory, readMemory } from './memory';
import { createTestDatabase, type TestDatabase } from './test-database';
import { runEffect, startRun, WORKSPACE } from './test-run';
import type { StepHead } from '../plan/segments';

let test: TestDatabase;
let head: StepHead;
beforeAll(async () => {
  test = await createTestDatabase();
  ({ head } = await startRun(test.database));
});
afterAll(() => test.drop());

/** Names that no other test uses. */
const aName = (): string => randomUUID();

type Other = Partial<Omit<MemoryPlace, 'bot' | 'key'>> & { readonly forMs?: number };
const get = (bot: string, key: string, other: Other = {}, of = head): Promise<unknown> =>
  runEffect(test.database, of, { effect: 'get_memory', bot, key, ...other });
const set = (place: MemoryPlace, value: Value, other: Other = {}, of = head): Promise<unknown> =>
  runEffect(test.database, of, { effect: 'set_memory', ...place, value, ...other });
const share = (bot: string, key: string, target: string): Promise<unknown> =>
  runEffect(test.database, head, { effect: 'share_memory', bot, key, target });
const sync = (bot: string, from: string): Promise<unknown> =>
  runEffect(test.database, head, { effect: 'sync_memory', bot, from });

/** Lets a value be over, as if its time had passed. */
const expire = (ownerId: string): Promise<unknown> =>
  test.database.query(
    `update memories set expires_at = clock_timestamp() - interval '1 ms' where owner_id = $1`,
    [ownerId],
  );

describe('memory of a bot', () => {
  const value = { z: 1, a: [1, null, 'ü'], date: { $date: '2026-01-01T00:00:00.000Z' } };

  it('gives back what was set, and "" where nothing was', async () => {
    const bot = aName();
    const place = { workspaceId: WORKSPACE, owner: 'bot', ownerId: bot, key: 'k' } as const;
    expect(await get(bot, 'k')).toBe('');
    expect(await readMemory(test.database, place)).toBeUndefined();
    expect(await set({ bot, key: 'k' }, value)).toBeNull();
    expect(JSON.stringify(await get(bot, 'k'))).toBe(JSON.stringify(value));
    await set({ bot, key: 'k' }, null);
    expect(await get(bot, 'k')).toBeNull();
    expect(await readMemory(test.database, place)).toMatchObject({ value: null, sharedBy: null });
    const rows = await test.database.query('select * from bot_memories where bot_id = $1', [bot]);
    expect(rows).toMatchObject([{ key: 'k', value: 'null' }]);
  });

  it('gives every change a higher version, of any bot', async () => {
    const [a, b] = [aName(), aName()];
    for (const bot of [a, b, a]) await set({ bot, key: 'k' }, 1);
    const versions = await test.database.query<{ owner_id: string; version: number }>(
      'select owner_id, version from memories where owner_id = any($1)',
      [[a, b]],
    );
    const of = (bot: string): number => versions.find((row) => row.owner_id === bot)?.version ?? 0;
    expect(of(a)).toBeGreaterThan(of(b));
  });

  it('takes no key above the limit, but changes of those that are there', async () => {
    const bot = aName();
    await test.database.query(
      `insert into memories (workspace_id, owner, owner_id, key, value)
       select $1, 'bot', $2, 'k' || n, '1' from generate_series(1, 10000) n`,
      [WORKSPACE, bot],
    );
    expect(await set({ bot, key: 'one more' }, 1)).toEqual({ full: true });
    expect(await get(bot, 'one more')).toBe('');
    expect(await set({ bot, key: 'k7' }, 2)).toBeNull();
    expect(await get(bot, 'k7')).toBe(2);
    const other = aName();
    await set({ bot: other, key: 'new' }, 1);
    await share(other, 'new', bot);
    expect(await sync(bot, other)).toEqual({ full: true });
    expect(await get(bot, 'k7')).toBe(2);
  });
});

describe('a shared value', () => {
  it('is a copy, which the target reads where it has nothing itself', async () => {
    const [bot, target] = [aName(), aName()];
    expect(await share(bot, 'k', target)).toEqual({ shared: true });
    expect(await get(target, 'k')).toBe('');
    await set({ bot, key: 'k' }, 'first');
    await share(bot, 'k', target);
    await set({ bot, key: 'k' }, 'second');
    expect(await get(target, 'k')).toBe('first');
    expect(await get(target.toUpperCase(), 'k')).toBe('first');
    await set({ bot: target, key: 'k' }, 'own');
    expect(await get(target, 'k')).toBe('own');
    expect(await get(aName(), 'k')).toBe('');
  });

  it('of several bots is the one that was set last, not the one that was shared last', async () => {
    const [a, b, target] = [aName(), aName(), aName()];
    await set({ bot: a, key: 'k' }, 'older');
    await set({ bot: b, key: 'k' }, 'newer');
    await share(b, 'k', target);
    await share(a, 'k', target);
    expect(await get(target, 'k')).toBe('newer');
  });

  it('is taken over where it is newer, and again changes nothing', async () => {
    const [bot, target] = [aName(), aName()];
    await set({ bot: target, key: 'old' }, 'of the target');
    for (const key of ['old', 'new', 'alone']) await set({ bot, key }, `${key} of the source`);
    await set({ bot: target, key: 'new' }, 'of the target');
    for (const key of ['old', 'new', 'alone']) await share(bot, key, target);
    expect(await sync(target, bot)).toEqual({ taken: ['alone', 'old'] });
    expect(await get(target, 'old')).toBe('old of the source');
    expect(await get(target, 'new')).toBe('of the target');
    expect(await get(target, 'alone')).toBe('alone of the source');
    expect(await sync(target, bot)).toEqual({ taken: [] });
    await set({ bot: target, key: 'old' }, 'changed here');
    expect(await sync(target, bot)).toEqual({ taken: [] });
    expect(await get(target, 'old')).toBe('changed here');
    expect(await sync(target, aName())).toEqual({ taken: [] });
  });

  it('comes to the same in both bots when each takes over from the other', async () => {
    const [a, b] = [aName(), aName()];
    await set({ bot: a, key: 'k' }, 'of a');
    await set({ bot: b, key: 'k' }, 'of b');
    await Promise.all([share(a, 'k', b), share(b, 'k', a)]);
    await Promise.all([sync(a, b), sync(b, a)]);
    expect([await get(a, 'k'), await get(b, 'k')]).toEqual(['of b', 'of b']);
  });
});

describe('memory of users and sessions', () => {
  it('belongs to the user of the run, for all bots', async () => {
    const ann = { metadata: { user: aName(), session: aName() } };
    const { head: first } = await startRun(test.database, ann);
    const { head: second } = await startRun(test.database, ann);
    for (const owner of ['user', 'session'] as const) {
      await set({ bot: 'a', key: 'k', owner }, owner, {}, first);
      expect(await get('b', 'k', { owner }, second)).toBe(owner);
      expect(await get('b', 'k', { owner })).toBe('');
    }
    expect(await get('b', 'k', {}, second)).toBe('');
  });

  it('ends with the run where nobody is named: no other run reads it', async () => {
    await set({ bot: 'a', key: 'alone', owner: 'user' }, 1);
    expect(await get('a', 'alone', { owner: 'user' })).toBe(1);
    const { head: other } = await startRun(test.database);
    expect(await get('a', 'alone', { owner: 'user' }, other)).toBe('');
  });

  it('reads and writes another session by its name', async () => {
    const session = aName();
    await set({ bot: 'a', key: 'k', owner: 'session', session }, 1);
    expect(await get('b', 'k', { owner: 'session', session })).toBe(1);
    expect(await get('b', 'k', { owner: 'session' })).toBe('');
  });

  it('keeps the cache of a bot apart from what it remembers', async () => {
    const bot = aName();
    await set({ bot, key: 'k', owner: 'cache' }, 1, { forMs: 60_000 });
    expect(await get(bot, 'k', { owner: 'cache' })).toBe(1);
    expect(await get(bot, 'k')).toBe('');
    expect(await get(aName(), 'k', { owner: 'cache' })).toBe('');
  });
});

describe('a value that has expired', () => {
  it('is read by nobody, is no reason to be full, and is removed', async () => {
    const [bot, target] = [aName(), aName()];
    const place = { workspaceId: WORKSPACE, owner: 'bot', ownerId: bot, key: 'k' } as const;
    await set({ bot, key: 'k' }, 1, { forMs: 60_000 });
    await share(bot, 'k', target);
    expect(await get(bot, 'k')).toBe(1);
    expect((await readMemory(test.database, place))?.expiresAt).toMatch(/^\d{4}-.*Z$/);
    await expire(bot);
    await test.database.query(
      `update bot_shared_memory set expires_at = clock_timestamp() where source_bot_id = $1`,
      [bot],
    );
    expect(await get(bot, 'k')).toBe('');
    expect(await get(target, 'k')).toBe('');
    expect(await sync(target, bot)).toEqual({ taken: [] });
    expect(await readMemory(test.database, place)).toBeUndefined();
    const filter = { owner: 'bot', ownerId: bot, limit: 10 } as const;
    expect((await listMemory(test.database, WORKSPACE, filter)).items).toEqual([]);
    expect(await forgetExpired(test.database, 100)).toBe(2);
    expect(await forgetExpired(test.database, 100)).toBe(0);
  });

  it('gives way to one that was shared, though its version is higher', async () => {
    const [bot, target] = [aName(), aName()];
    await set({ bot, key: 'k' }, 'shared');
    await set({ bot: target, key: 'k' }, 'own', { forMs: 60_000 });
    await share(bot, 'k', target);
    expect(await sync(target, bot)).toEqual({ taken: [] });
    await expire(target);
    expect(await get(target, 'k')).toBe('shared');
    expect(await sync(target, bot)).toEqual({ taken: ['k'] });
  });
});

describe('workspaces', () => {
  it('share nothing, whatever the names', async () => {
    const other = randomUUID();
    await test.database.query('insert into workspaces (id, name) values ($1::uuid, $1)', [other]);
    const { head: there } = await startRun(test.database, {
      workspaceId: other,
      metadata: { user: 'ann', session: 's' },
    });
    const { head: here } = await startRun(test.database, {
      metadata: { user: 'ann', session: 's' },
    });
    const bot = aName();
    for (const owner of ['user', 'session', 'cache'] as const) {
      await set({ bot, key: 'k', owner }, 'here', {}, here);
      expect(await get(bot, 'k', { owner }, there)).toBe('');
    }
    await set({ bot, key: 'k' }, 'here', {}, here);
    await share(bot, 'k', 'neighbour');
    expect(await get(bot, 'k', {}, there)).toBe('');
    expect(await get('neighbour', 'k', {}, there)).toBe('');
    const taken = { effect: 'sync_memory', bot: 'neighbour', from: bot } as const;
    expect(await runEffect(test.database, there, taken)).toEqual({ taken: [] });
    const key = { owner: 'bot', ownerId: bot, key: 'k' } as const;
    expect(await readMemory(test.database, { workspaceId: other, ...key })).toBeUndefined();
    expect(await forgetMemory(test.database, { workspaceId: other, ...key })).toBe(false);
    expect((await listMemory(test.database, other, { limit: 10 })).items).toEqual([]);
  });
});

describe('the list of values', () => {
  it('has own and shared ones, the newest first, by pages', async () => {
    const [bot, target] = [aName(), aName()];
    for (const key of ['a', 'b', 'c']) await set({ bot: target, key }, key);
    await set({ bot, key: 'd' }, 'd');
    await share(bot, 'd', target);
    const filter = { owner: 'bot', ownerId: target, limit: 3 } as const;
    const first = await listMemory(test.database, WORKSPACE, filter);
    const rest = await listMemory(test.database, WORKSPACE, {
      ...filter,
      cursor: first.next ?? '',
    });
    expect([...first.items, ...rest.items].map(({ key }) => key).sort()).toEqual([
      ...['a', 'b', 'c', 'd'],
    ]);
    expect(rest.next).toBeNull();
    const shared = first.items.find(({ key }) => key === 'd');
    expect(shared).toMatchObject({ value: 'd', sharedBy: bot });
  });

  it('is searched by words of keys and values, and by their beginnings', async () => {
    const ownerId = aName();
    const place = { workspaceId: WORKSPACE, owner: 'user', ownerId } as const;
    const keep = (key: string, value: Value): Promise<boolean> =>
      keepMemory(test.database, { ...place, key }, { value, forMs: null });
    await keep('refund_policy', 'Money back\nwithin 14 days');
    await keep('language', { preferred: 'Português' });
    const search = async (...words: readonly string[]): Promise<readonly string[]> => {
      const filter = { ownerId, words, limit: 10 };
      return (await listMemory(test.database, WORKSPACE, filter)).items.map(({ key }) => key);
    };
    expect(await search('within', 'money')).toEqual(['refund_policy']);
    expect(await search('refu')).toEqual(['refund_policy']);
    expect(await search('português')).toEqual(['language']);
    expect(await search('money', 'português')).toEqual([]);
  });

  it('loses what is forgotten, own and shared', async () => {
    const [bot, target] = [aName(), aName()];
    await set({ bot, key: 'k' }, 1);
    await share(bot, 'k', target);
    await set({ bot: target, key: 'k' }, 2);
    const place = { workspaceId: WORKSPACE, owner: 'bot', ownerId: target, key: 'k' } as const;
    expect(await forgetMemory(test.database, place)).toBe(true);
    expect(await readMemory(test.database, place)).toBeUndefined();
    expect(await forgetMemory(test.database, place)).toBe(false);
  });
});
