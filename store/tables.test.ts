import { randomUUID } from 'node:crypto';
import type { ObjectValue, Value } from '../plan/value';
import type { BoundFilter, Effect } from '../plan/effects';
import { listMessages } from './messages';
import { importRows, listRows } from './tables';
import { createTestDatabase, type TestDatabase } from './test-database';
import { runEffect, startRun, WORKSPACE } from './test-run';
import type { StepHead } from '../plan/segments';

let test: TestDatabase;
let head: StepHead;
beforeAll(async () => {
  test = await createTestDatabase();
  head = (await startRun(test.database)).head;
});
afterAll(() => test.drop());

type OrderBy = Extract<Effect, { effect: 'find_rows' }>['orderBy'];
type Row = Readonly<Record<string, Value>>;

async function aTable(rows: readonly Row[]): Promise<string> {
  const table = randomUUID();
  await save(
    table,
    rows.map((data, index) => ({ id: `r${index + 1}`, data })),
  );
  return table;
}

function save(table: string, rows: readonly { id: string; data: Row }[]): Promise<unknown> {
  return runEffect(test.database, head, { effect: 'save_rows', table, rows, replace: true });
}

async function find(
  table: string,
  where: BoundFilter | null = null,
  more: { orderBy?: OrderBy; limit?: number | null } = {},
): Promise<readonly ObjectValue[]> {
  const result = await runEffect(test.database, head, {
    effect: 'find_rows',
    table,
    where,
    orderBy: more.orderBy ?? [],
    limit: more.limit ?? null,
  });
  return (result as { rows: readonly ObjectValue[] }).rows;
}

/** The ids of rows in their order. */
function readIds(rows: readonly ObjectValue[]): string {
  return rows.map((row) => row['id'] as string).join(' ');
}

/** Ids of the rows of `table` for which a filter is true. */
async function idsOf(table: string, where: BoundFilter): Promise<string> {
  return readIds(await find(table, where));
}

function is(
  column: string,
  operator: Extract<BoundFilter, { op: 'compare' }>['operator'],
  value: Value,
): BoundFilter {
  return { op: 'compare', column, operator, value };
}

describe('filters', () => {
  let table: string;
  beforeAll(async () => {
    table = await aTable([
      { name: 'Ann', age: 9, paid: true, due: { $date: '2026-01-01T00:00:00.000Z' } },
      { name: 'bob', age: '10', paid: false, note: null },
      { Name: '50%_off\\', age: 'x', due: { $date: '2026-06-01T00:00:00.000Z' } },
      { name: 'Änne', age: -1.5e2, note: 'x' },
    ]);
  });

  it('compare as numbers when both sides look like numbers, else as text', async () => {
    expect(await idsOf(table, is('age', '=', '9.0'))).toBe('r1');
    expect(await idsOf(table, is('age', '>', 9))).toBe('r2 r3');
    expect(await idsOf(table, is('age', '<', 0))).toBe('r4');
    expect(await idsOf(table, is('age', '>=', 'x'))).toBe('r3');
    expect(await idsOf(table, is('age', '<>', 10))).toBe('r1 r3 r4');
    expect(await idsOf(table, is('age', '<=', 9))).toBe('r1 r4');
    expect(await idsOf(table, is('paid', '=', true))).toBe('r1');
    expect(await idsOf(table, is('paid', '=', 'false'))).toBe('r2');
  });

  it('compare dates with dates and with their text', async () => {
    const date = { $date: '2026-03-01T00:00:00.000Z' };
    expect(await idsOf(table, is('due', '<', date))).toBe('r1');
    expect(await idsOf(table, is('due', '>', '2026-03-01'))).toBe('r3');
  });

  it('find a column by its exact name first, then by another case', async () => {
    expect(await idsOf(table, is('NAME', '=', '50%_off\\'))).toBe('r3');
    const twice = await aTable([{ a: 1, A: 2 }]);
    expect(await idsOf(twice, is('A', '=', 2))).toBe('r1');
    expect(await idsOf(twice, is('a', '=', 1))).toBe('r1');
    expect(await idsOf(table, is('id', '=', 'r2'))).toBe('r2');
    expect(await idsOf(table, is('ID', 'in', ['r2', 'r4']))).toBe('r2 r4');
  });

  it('take null for no match, whatever the operator', async () => {
    expect(await idsOf(table, is('note', '=', null))).toBe('');
    expect(await idsOf(table, is('note', '<>', 'y'))).toBe('r4');
    expect(await idsOf(table, is('missing', '<>', 1))).toBe('');
    expect(await idsOf(table, is('missing', 'notIn', [1]))).toBe('');
    expect(await idsOf(table, is('note', 'like', null))).toBe('');
    expect(await idsOf(table, { op: 'isNull', column: 'note' })).toBe('r1 r2 r3');
    expect(await idsOf(table, { op: 'isNull', column: 'note', negated: true })).toBe('r4');
  });

  it('know % and _ in patterns and nothing else', async () => {
    expect(await idsOf(table, is('name', 'like', '%nn%'))).toBe('r1 r4');
    expect(await idsOf(table, is('name', 'like', 'A__'))).toBe('r1');
    expect(await idsOf(table, is('name', 'like', 'BOB'))).toBe('');
    expect(await idsOf(table, is('name', 'ilike', 'BOB'))).toBe('r2');
    expect(await idsOf(table, is('name', 'like', '%\\'))).toBe('r3');
    expect(await idsOf(table, is('age', 'like', '1%'))).toBe('r2');
  });

  it('look into lists', async () => {
    expect(await idsOf(table, is('age', 'in', [9, '10', null]))).toBe('r1 r2');
    expect(await idsOf(table, is('age', 'notIn', [9, 10]))).toBe('r3 r4');
    expect(await idsOf(table, is('age', 'in', []))).toBe('');
    expect(await idsOf(table, is('age', 'notIn', []))).toBe('r1 r2 r3 r4');
  });

  it('nest and, or and not', async () => {
    const young = is('age', '<', 10);
    const named = is('name', 'like', '%n%');
    expect(await idsOf(table, { op: 'and', items: [young, named] })).toBe('r1 r4');
    expect(await idsOf(table, { op: 'or', items: [is('age', '=', 'x'), young] })).toBe('r1 r3 r4');
    const neither: BoundFilter = { op: 'not', item: { op: 'or', items: [young, named] } };
    expect(await idsOf(table, neither)).toBe('r2 r3');
    expect(await idsOf(table, { op: 'and', items: [neither, { op: 'not', item: neither }] })).toBe(
      '',
    );
  });

  it('never take text of a user for SQL', async () => {
    const evil = `'; drop table table_rows; --`;
    expect(await find(evil)).toEqual([]);
    expect(await idsOf(table, is(evil, '=', evil))).toBe('');
    await save(evil, [{ id: evil, data: { [evil]: evil } }]);
    expect(await find(evil, is(evil, '=', evil))).toEqual([{ id: evil, [evil]: evil }]);
  });
});

describe('FIND', () => {
  it('gives rows in order of insertion, with their columns in theirs', async () => {
    const table = await aTable([{ z: 1, a: { y: 1, b: 2 } }, {}, { id: 'own', c: '10' }]);
    const rows = await find(table);
    expect(JSON.stringify(rows)).toBe(
      '[{"id":"r1","z":1,"a":{"y":1,"b":2}},{"id":"r2"},{"id":"own","c":"10"}]',
    );
    expect((await find(table, null, { limit: 2 })).map((row) => row['id'])).toEqual(['r1', 'r2']);
    for (const limit of [0, -1]) expect(await find(table, null, { limit })).toEqual([]);
    expect(await find(table, null, { limit: 1e12 })).toHaveLength(3);
  });

  it('sorts by several columns, numbers before text, nothing last, ties as they were', async () => {
    const table = await aTable([
      { a: 'b' },
      { a: 10, b: 1 },
      {},
      { a: '9', b: 2 },
      { a: 10, b: 3 },
    ]);
    const ids = async (orderBy: OrderBy, limit: number | null = null): Promise<string> =>
      readIds(await find(table, null, { orderBy, limit }));
    expect(await ids([{ column: 'a', descending: false }])).toBe('r4 r2 r5 r1 r3');
    expect(await ids([{ column: 'a', descending: true }])).toBe('r2 r5 r4 r1 r3');
    expect(
      await ids([
        { column: 'a', descending: false },
        { column: 'b', descending: true },
      ]),
    ).toBe('r4 r5 r2 r1 r3');
    expect(await ids([{ column: 'A', descending: false }], 2)).toBe('r4 r2');
  });
});

describe('SAVE and UPDATE', () => {
  it('replaces a row as a whole and leaves it where it was', async () => {
    const table = await aTable([{ a: 1, b: 1 }, { a: 2 }]);
    const rows = [
      { id: 'r1', data: { c: 3 } },
      { id: 'new', data: {} },
    ];
    expect(await save(table, rows)).toEqual({ ids: ['r1', 'new'] });
    expect(await find(table)).toEqual([{ id: 'r1', c: 3 }, { id: 'r2', a: 2 }, { id: 'new' }]);
  });

  it('takes the last of two rows of one id', async () => {
    const table = randomUUID();
    await save(table, [
      { id: 'x', data: { n: 1 } },
      { id: 'x', data: { n: 2 } },
    ]);
    expect(await find(table)).toEqual([{ id: 'x', n: 2 }]);
  });

  it('changes columns in their place, whatever their case, and adds new ones', async () => {
    const table = await aTable([{ Status: 'open', n: 1 }, { status: 'open', n: 2 }, { n: 3 }]);
    const update = {
      effect: 'update_rows' as const,
      table,
      set: { status: 'done', by: { z: 1, a: null } },
      where: is('n', '<', 3),
    };
    expect(await runEffect(test.database, head, update)).toEqual({ count: 2 });
    expect(JSON.stringify(await find(table))).toBe(
      '[{"id":"r1","Status":"done","n":1,"by":{"z":1,"a":null}},' +
        '{"id":"r2","status":"done","n":2,"by":{"z":1,"a":null}},{"id":"r3","n":3}]',
    );
    const all = { effect: 'update_rows' as const, table, set: { n: 0 }, where: null };
    expect(await runEffect(test.database, head, all)).toEqual({ count: 3 });
  });

  it('adds up when two runs change the same rows at the same moment', async () => {
    const table = await aTable([{ n: 1 }, { n: 2 }, { n: 3 }]);
    const runs = await Promise.all([1, 2, 3, 4].map(() => startRun(test.database)));
    const counts = await Promise.all(
      runs.map((run, index) =>
        runEffect(test.database, run.head, {
          effect: 'update_rows',
          table,
          set: { [`by${index}`]: index },
          where: null,
        }),
      ),
    );
    expect(counts).toEqual([1, 2, 3, 4].map(() => ({ count: 3 })));
    expect((await find(table))[2]).toEqual({ id: 'r3', n: 3, by0: 0, by1: 1, by2: 2, by3: 3 });
  });

  it('imports rows that are not there, once', async () => {
    const table = await aTable([{ a: 1 }]);
    const rows = [
      { id: 'r1', data: { a: 'other' } },
      { id: 'seed', data: { z: 1, a: 2 } },
    ];
    await expect(importRows(test.database, WORKSPACE, table, rows)).resolves.toBe(1);
    await expect(importRows(test.database, WORKSPACE, table, rows)).resolves.toBe(0);
    expect(JSON.stringify(await listRows(test.database, WORKSPACE, table))).toBe(
      '[{"id":"r1","data":{"a":1}},{"id":"seed","data":{"z":1,"a":2}}]',
    );
  });
});

it('TALK adds messages to the conversation of the run, in order, each id once', async () => {
  const { runId, head: talking } = await startRun(test.database, { channelId: 'channel-1' });
  const ids = [1, 2, 3].map(() => randomUUID());
  const say = (id: string, content: string): Promise<unknown> =>
    runEffect(test.database, talking, {
      effect: 'send_message',
      id,
      sender: 'main',
      recipient: null,
      content,
      type: 'text',
    });
  for (const [index, id] of ids.entries()) expect(await say(id, `${index}`)).toEqual({ id });
  await say(ids[0] ?? '', 'again');
  const said = await listMessages(test.database, WORKSPACE, { runId, limit: 2 });
  expect(said.map((message) => message.content)).toEqual(['1', '2']);
  await expect(
    listMessages(test.database, WORKSPACE, { conversationId: 'channel-1', limit: 10 }),
  ).resolves.toHaveLength(3);
});
