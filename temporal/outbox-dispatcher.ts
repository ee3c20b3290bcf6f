import { AppError } from '../plan/errors';
import type { Value } from '../plan/value';
import type { InboxRow } from '../plan/walk';
import { crashPoint } from '../store/crash-point';
import type { Database } from '../store/database';
import { fanOutPage } from '../store/events';
import { CHANNELS } from '../store/notify';
import { controlRun } from '../store/control';
import { deliverChildEnd, deliverEvent, readInbox } from '../store/inbox';
import {
  claimOutbox,
  completeOutbox,
  failOutbox,
  purgeOutbox,
  type OutboxItem,
} from '../store/outbox';
import { readAnyRun } from '../store/runs';
import { beginEventRun } from '../store/triggers';
import { startLoop, type Loop } from './loop';
import type { LoopDependencies } from './loop-dependencies';
import { startLaunched } from './start-launched';

const BATCH = 50;
const LEASE_MS = 10_000;
/** A lost notification costs at most this long. */
const POLL_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** An item that only waits for Temporal to come back is tried more often. */
const LONGEST_OUTAGE_PAUSE_MS = 5_000;
const PURGE_EVERY_MS = 60_000;
/** What was delivered is kept for a day, for those who look into what happened. */
const KEEP_DONE_MS = 86_400_000;
const PURGE_BATCH = 5000;

/**
 * Does what transactions have left to be done: events become inbox rows of the runs that wait for them, and
 * rows are brought to Temporal. Each item is done at least once; rows and runs drop repetitions.
 */
export function startOutboxDispatcher(dependencies: LoopDependencies): Loop {
  const { database, log } = dependencies;
  const loop = startLoop({ name: 'outbox', everyMs: POLL_MS, log }, () => dispatch(dependencies));
  const stopListening = database.listen([CHANNELS.outbox], () => {
    loop.wake();
  });
  return {
    wake: loop.wake,
    stop: async () => {
      await stopListening();
      await loop.stop();
    },
  };
}

/** Forgets items that were done long ago, so that the table does not grow for ever. */
export function startOutboxPurge({ database, log }: LoopDependencies): Loop {
  return startLoop({ name: 'outbox purge', everyMs: PURGE_EVERY_MS, log }, async () => {
    const options = { olderThanMs: KEEP_DONE_MS, limit: PURGE_BATCH };
    return (await purgeOutbox(database, options)) === PURGE_BATCH;
  });
}

/** One batch; true when there may be more. */
async function dispatch(dependencies: LoopDependencies): Promise<boolean> {
  const kinds = [
    'deliver_event',
    'fan_out',
    'notify_inbox',
    'begin_run',
    'start_run',
    'child_ended',
    'cancel_run',
  ] as const;
  const items = await claimOutbox(dependencies.database, {
    limit: BATCH,
    leaseMs: LEASE_MS,
    kinds,
  });
  await Promise.all(byRun(items).map((ofRun) => dispatchInOrder(dependencies, ofRun)));
  return items.length === BATCH;
}

/** Items of one run keep their order; runs do not wait for each other. */
function byRun(items: readonly OutboxItem[]): readonly (readonly OutboxItem[])[] {
  const groups = new Map<string, OutboxItem[]>();
  for (const item of items) {
    const key = item.runId ?? String(item.id);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}

/** Stops at the first failure: what comes after it in the run is due again when its lease has ended. */
async function dispatchInOrder(
  dependencies: LoopDependencies,
  items: readonly OutboxItem[],
): Promise<void> {
  for (const item of items) {
    if (!(await dispatchOne(dependencies, item))) return;
  }
}

/** False when the item has to be tried again. */
async function dispatchOne(dependencies: LoopDependencies, item: OutboxItem): Promise<boolean> {
  const { database, log } = dependencies;
  crashPoint('outbox.claimed');
  try {
    if (item.kind === 'fan_out') await fanOut(database, item.id);
    else if (item.kind === 'begin_run') await beginRun(database, item);
    else if (item.kind === 'start_run') await startRun(dependencies, item);
    else await bringToRun(dependencies, item);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'RUN_CLOSED') {
      await completeOutbox(database, item.id);
      return true;
    }
    log.warn({ outboxId: item.id, runId: item.runId, err: error }, 'outbox item failed');
    const isOutage = error instanceof AppError && error.retryable;
    const longest = isOutage ? LONGEST_OUTAGE_PAUSE_MS : LONGEST_PAUSE_MS;
    const pause = Math.min(500 * 2 ** Math.min(item.attempts, 10), longest);
    await failOutbox(database, item.id, error instanceof Error ? error.message : 'failed', pause);
    return false;
  }
}

/** A job that is cut off goes on behind the last page that was committed. */
async function fanOut(database: Database, outboxId: number): Promise<void> {
  while (!(await fanOutPage(database, outboxId))) crashPoint('outbox.fanned_out');
}

/** The row of the run is committed once for the event; its start is an item of its own. */
async function beginRun(database: Database, { id, payload }: OutboxItem): Promise<void> {
  const [triggerId, eventId] = [text(payload['triggerId']), text(payload['eventId'])];
  await beginEventRun(database, { triggerId, eventId });
  crashPoint('outbox.begun');
  await completeOutbox(database, id);
}

/** A run that was started, or cancelled before its time, needs nothing more. */
async function startRun(dependencies: LoopDependencies, item: OutboxItem): Promise<void> {
  const { database } = dependencies;
  const run = await readAnyRun(database, item.runId ?? '');
  if (run?.status === 'planning' && run.temporalRunId === null) {
    await startLaunched(dependencies, run);
  }
  crashPoint('outbox.started');
  await completeOutbox(database, item.id);
}

async function bringToRun(
  { database, gateway }: LoopDependencies,
  item: OutboxItem,
): Promise<void> {
  const row = await rowOf(database, item);
  crashPoint('outbox.delivered');
  if (row && item.runId !== null) await gateway.bringRows(item.runId, [row]);
  crashPoint('outbox.signalled');
  await completeOutbox(database, item.id);
}

/** The inbox row that the item is about; undefined when the run has ended. */
async function rowOf(database: Database, item: OutboxItem): Promise<InboxRow | undefined> {
  if (item.runId === null) return undefined;
  const { payload, runId } = item;
  if (item.kind === 'notify_inbox') {
    const number = Number(payload['number']);
    return (await readInbox(database, runId, number - 1))[0];
  }
  if (item.kind === 'child_ended') {
    return deliverChildEnd(database, { parentId: runId, childId: text(payload['child']) });
  }
  if (item.kind === 'cancel_run') return cancelRun(database, item, runId);
  const eventId = text(payload['eventId']);
  return deliverEvent(database, { workspaceId: item.workspaceId, runId, eventId });
}

async function cancelRun(
  database: Database,
  { workspaceId, payload }: OutboxItem,
  runId: string,
): Promise<InboxRow | undefined> {
  const order = { by: 'everstep', reason: text(payload['reason']) };
  const outcome = await controlRun(database, { workspaceId, runId, command: 'cancel', ...order });
  return outcome.status === 'accepted' ? outcome.row : undefined;
}

function text(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}
