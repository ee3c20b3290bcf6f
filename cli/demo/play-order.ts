import { randomUUID } from 'node:crypto';
import { isClosed } from '../../plan/run';
import type { RunView } from '../../plan/messages';
import type { Database } from '../../store/database';
import { watchRun } from '../watch-run';
import { createApprover } from './approver';
import { DemoFailure, indent } from './narrator';
import { packageName, type Order } from './order';
import { proveOrder, takeSnapshot, type Proof, type Snapshot } from './proof';
import type { Stage } from './stage';

const runLimitMs = 180_000;

/** A run that has ended, and what the tables say about it. */
export interface PlayedOrder {
  readonly order: Order;
  readonly run: RunView;
  readonly proof: Proof;
}

/** Launches the workflow for an order, follows it to its end, and looks into the tables. */
export async function playOrder(
  stage: Stage,
  order: Order,
  stop: AbortSignal,
): Promise<PlayedOrder> {
  const { client, database, narrator } = stage;
  const before = await takeSnapshot(database);
  const input = { complaint: order.complaint, order_id: order.orderId };
  const launched = await client.launch({ package: packageName, input }, randomUUID());
  const withStock = before.stock.size > 0 ? before : await takeFirstStock(before, database);
  narrator.line(`“${order.complaint}”`);
  narrator.line(
    `POST ${client.url}/api/workflows starts ${packageName} for order ${order.orderId}:`,
  );
  narrator.line(`run ${launched.id}`);
  narrator.line('');
  await followToEnd(stage, launched, stop);
  stop.throwIfAborted();
  const run = await client.readRun(launched.id);
  if (!isClosed(run.status)) throw new DemoFailure(lateRun(stage, run));
  const proof = await proveOrder(stage, { order, run, before: withStock });
  return { order, run, proof };
}

/** The first launch fills the tables of the package; that run then waits for a person, so its stock is untouched. */
async function takeFirstStock(before: Snapshot, database: Database): Promise<Snapshot> {
  return { ...before, stock: (await takeSnapshot(database)).stock };
}

/** Shows the events of the run and decides what it asks for. A failure on either side ends both. */
async function followToEnd(stage: Stage, launched: RunView, stop: AbortSignal): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([stop, failed.signal, AbortSignal.timeout(runLimitMs)]);
  const approver = createApprover(stage, signal);
  const watching = watchRun(stage.context, stage.client, launched, {
    signal,
    indent,
    onEvent: (event) => {
      approver.hear(event);
    },
  });
  try {
    await Promise.race([watching, approver.failed]);
    if (!stop.aborted) await stage.watch.settled();
  } finally {
    stage.narrator.hint('');
    failed.abort();
    await watching.catch(() => undefined);
  }
}

function lateRun({ stack }: Stage, run: RunView): string {
  return `run ${run.id} is still ${run.status} (at ${run.currentStep ?? 'its beginning'}) after ${runLimitMs / 60_000} minutes; the logs are in ${stack.dataDir}/logs`;
}
