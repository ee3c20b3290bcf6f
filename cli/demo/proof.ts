import type { RunView, WireEvent } from '../../plan/messages';
import type { Value } from '../../plan/value';
import type { Database } from '../../store/database';
import type { TableRow } from '../../store/tables';
import { listRows } from '../../store/tables';
import type { Client } from '../client';
import type { Order } from './order';
import type { Stage } from './stage';

/** The workspace that the migrations make, which the first API key belongs to. */
const workspaceId = '00000000-0000-0000-0000-000000000001';

/** Tables that the workflow writes a row to, once for each refund. */
const ledgers = ['refunds', 'stock_movements'] as const;
type Ledger = (typeof ledgers)[number];

/** The table whose quantities the workflow changes, by the columns below. */
const stockTable = 'stock';
const skuColumn = 'sku';
const quantityColumn = 'quantity';

/** The tables at one moment. */
export interface Snapshot {
  readonly ledgers: Readonly<Record<Ledger, readonly TableRow[]>>;
  /** Quantity by item. */
  readonly stock: ReadonlyMap<string, number>;
}

/** One thing that was looked up, and whether it is as promised. */
export interface Check {
  readonly ok: boolean;
  readonly text: string;
}

/** What the tables say about one run. */
export interface Proof {
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

/** Reads the tables that a run will change. */
export async function takeSnapshot(database: Database): Promise<Snapshot> {
  const read = (table: string): Promise<readonly TableRow[]> =>
    listRows(database, workspaceId, table);
  const [refunds, movements, stock] = await Promise.all([
    read('refunds'),
    read('stock_movements'),
    read(stockTable),
  ]);
  return {
    ledgers: { refunds, stock_movements: movements },
    stock: new Map(
      stock.map(({ data }) => [text(data[skuColumn]), Number(data[quantityColumn] ?? 0)]),
    ),
  };
}

/** What is to be proven about a run. */
export interface Claim {
  readonly order: Order;
  readonly run: RunView;
  readonly before: Snapshot;
}

/**
 * Compares the tables with what they were before: a completed run has written each row once and changed the
 * stock once, any other run nothing.
 */
export async function proveOrder(
  { client, database }: Pick<Stage, 'client' | 'database'>,
  claim: Claim,
): Promise<Proof> {
  const [after, events] = await Promise.all([
    takeSnapshot(database),
    readAllEvents(client, claim.run.id),
  ]);
  const times = claim.run.status === 'completed' ? 1 : 0;
  const evidence = { claim, after, events, times };
  const checks = [...ledgers.map((ledger) => checkLedger(ledger, evidence)), checkStock(evidence)];
  return { ok: checks.every(({ ok }) => ok), checks };
}

interface Evidence {
  readonly claim: Claim;
  readonly after: Snapshot;
  readonly events: readonly WireEvent[];
  readonly times: number;
}

/** The rows that are new have to be the rows that this run's history names, and as many as promised. */
function checkLedger(ledger: Ledger, { claim, after, events, times }: Evidence): Check {
  const known = new Set(claim.before.ledgers[ledger].map(({ id }) => id));
  const added = after.ledgers[ledger].filter(({ id }) => !known.has(id));
  const ofRun = savedIds(events, ledger);
  const mine = added.filter(({ id }) => ofRun.includes(id));
  const isForOrder = mine.every(({ data }) => isOrder(data, claim.order.orderId));
  const ok = added.length === times && mine.length === times && isForOrder;
  const found = `${count(added.length)} in ${ledger}, ${mine.length} of this run`;
  const rows = mine.map(({ id }) => id).join(', ');
  const asked = times === 1 ? 'exactly one' : 'none';
  return { ok, text: `${found}${rows === '' ? '' : ` (${rows})`}; expected ${asked}` };
}

/** The stock has to differ by what this run's movements say, and by nothing else. */
function checkStock({ claim, after, events, times }: Evidence): Check {
  const ofRun = savedIds(events, 'stock_movements');
  const wanted = after.ledgers.stock_movements
    .filter(({ id }) => ofRun.includes(id))
    .map(({ data }) => `${text(data[skuColumn])} by ${text(data[quantityColumn])}`);
  const changes = [...after.stock].flatMap(([sku, quantity]) => {
    const earlier = claim.before.stock.get(sku) ?? quantity;
    return earlier === quantity ? [] : [{ sku, earlier, quantity }];
  });
  const found = changes.map(({ sku, earlier, quantity }) => `${sku} by ${quantity - earlier}`);
  const ok = found.length === times && found.join() === wanted.join();
  const shown = changes.map(
    ({ sku, earlier, quantity }) => `${sku} went from ${earlier} to ${quantity}`,
  );
  const what = shown.length === 0 ? 'nothing changed' : shown.join(', ');
  const movements = wanted.length === 0 ? 'none' : wanted.join(', ');
  return { ok, text: `${stockTable}: ${what}; movements of this run: ${movements}` };
}

function savedIds(events: readonly WireEvent[], table: string): readonly string[] {
  return events
    .filter(({ type, data }) => type === 'row_saved' && data['table'] === table)
    .flatMap(({ data }) => (Array.isArray(data['ids']) ? data['ids'].map(String) : []));
}

function isOrder(data: TableRow['data'], orderId: string): boolean {
  return text(data['order_id']) === orderId;
}

function text(value: Value | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function count(rows: number): string {
  return rows === 1 ? '1 new row' : `${rows} new rows`;
}

async function readAllEvents(client: Client, runId: string): Promise<readonly WireEvent[]> {
  const all: WireEvent[] = [];
  for (let after = 0; ;) {
    const { items, next } = await client.listRunEvents(runId, after);
    if (items.length === 0 || next <= after) return all;
    all.push(...items);
    after = next;
  }
}
