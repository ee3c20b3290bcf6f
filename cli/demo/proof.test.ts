import type { Value } from '../../plan/value';
import type { StepHead } from '../../plan/segments';
import { createTestDatabase, type TestDatabase } from '../../store/test-database';
import { runEffect, startRun } from '../../store/test-run';
import { createClient } from '../client';
import { makeEvent, makeRun, startTestApi, type TestApi } from '../test-api';
import { proveOrder, takeSnapshot, type Proof, type Snapshot } from './proof';

let test: TestDatabase;
let api: TestApi;
let head: StepHead;
let before: Snapshot;
beforeAll(async () => {
  test = await createTestDatabase();
  api = await startTestApi();
  head = (await startRun(test.database)).head;
});
afterAll(async () => {
  await api.close();
  await test.drop();
});

type Data = Readonly<Record<string, Value>>;

function save(table: string, id: string, data: Data): Promise<unknown> {
  const rows = [{ id, data }];
  return runEffect(test.database, head, { effect: 'save_rows', table, rows, replace: true });
}

/** What the history of the run says it has written. */
function tellHistory(rows: Readonly<Record<string, readonly string[]>>): void {
  const events = Object.entries(rows).map(([table, ids], index) =>
    makeEvent(index + 1, 'row_saved', { table, ids }),
  );
  const body = { items: events, next: events.length };
  api.answers.set('GET /api/workflows/run-1/events', { status: 200, body });
}

function prove(status: 'completed' | 'rejected' = 'completed'): Promise<Proof> {
  const client = createClient({ url: api.url, apiKey: 'k' });
  const order = { orderId: '1001', complaint: '' };
  const claim = { order, run: makeRun({ status }), before };
  return proveOrder({ client, database: test.database }, claim);
}

let number = 0;
beforeEach(async () => {
  number += 1;
  await save('stock', '1', { sku: 'CHAIR', quantity: 10 });
  await save('stock', '2', { sku: 'CUP', quantity: 5 });
  before = await takeSnapshot(test.database);
});

/** One refund as the workflow writes it. */
async function refundOnce(): Promise<void> {
  await save('refunds', `r${number}`, { order_id: '1001' });
  await save('stock_movements', `m${number}`, { order_id: '1001', sku: 'CHAIR', quantity: 1 });
  await save('stock', '1', { sku: 'CHAIR', quantity: 11 });
  tellHistory({ refunds: [`r${number}`], stock_movements: [`m${number}`] });
}

describe('proveOrder', () => {
  it('is satisfied by a refund that was written once', async () => {
    await refundOnce();
    expect(await prove()).toMatchObject({ ok: true });
  });

  it('sees a second refund', async () => {
    await refundOnce();
    await save('refunds', `again${number}`, { order_id: '1001' });
    expect((await prove()).checks.map(({ ok }) => ok)).toEqual([false, true, true]);
  });

  it('sees a stock that was changed twice', async () => {
    await refundOnce();
    await save('stock', '1', { sku: 'CHAIR', quantity: 12 });
    expect((await prove()).checks.map(({ ok }) => ok)).toEqual([true, true, false]);
  });

  it('sees the row of another order and another run', async () => {
    await save('refunds', `r${number}`, { order_id: '1002' });
    tellHistory({ refunds: [`r${number}`] });
    expect((await prove()).checks[0]?.ok).toBe(false);
    tellHistory({ refunds: ['other'] });
    expect((await prove()).checks[0]?.ok).toBe(false);
  });

  it('expects nothing of a run that was rejected', async () => {
    tellHistory({});
    expect(await prove('rejected')).toMatchObject({ ok: true });
    await refundOnce();
    expect(await prove('rejected')).toMatchObject({ ok: false });
  });
});
