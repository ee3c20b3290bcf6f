import type { Logger } from 'pino';
import type { OutboundPolicy } from '../activities/outbound/guard';
import { OutboundError } from '../activities/outbound/outbound-error';
import { sendRequest } from '../activities/outbound/request';
import { toWireEvent } from '../plan/messages';
import type { SecretReader } from '../plan/secret-name';
import type { Database } from '../store/database';
import { signWebhook } from '../store/webhook-signature';
import {
  claimDeliveries,
  noteAttempt,
  purgeDeliveries,
  type AttemptOutcome,
  type ClaimedDelivery,
} from '../store/webhooks';
import { startLoop, type Loop } from '../temporal/loop';

const BATCH = 20;
const LEASE_MS = 60_000;
const POLL_MS = 1000;
const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 65_536;
/** After these pauses an event is sent again; behind the last one it is dead. */
const PAUSES_MS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map(
  (seconds) => seconds * 1000,
);
const KEEP_MS = 7 * 86_400_000;
const PURGE_EVERY_MS = 60_000;
const PURGE_BATCH = 5000;

/** What sending events needs. */
export interface WebhookSender {
  readonly database: Database;
  readonly log: Logger;
  readonly policy: OutboundPolicy;
  readonly secrets: SecretReader;
}

/**
 * Tells webhooks what has happened in runs, at least once, in no promised order: every attempt of an event
 * carries the same `webhook-id`.
 */
export function startWebhookDispatcher(sender: WebhookSender): Loop {
  const { database, log } = sender;
  // Not woken by run events: where nobody is told, these would cost a look each.
  return startLoop({ name: 'webhooks', everyMs: POLL_MS, log }, async () => {
    const claimed = await claimDeliveries(database, { limit: BATCH, leaseMs: LEASE_MS });
    await Promise.all(claimed.map((delivery) => deliver(sender, delivery)));
    return claimed.length === BATCH;
  });
}

/** Forgets events that were told a week ago. */
export function startWebhookPurge({ database, log }: WebhookSender): Loop {
  return startLoop({ name: 'webhook purge', everyMs: PURGE_EVERY_MS, log }, async () => {
    const options = { olderThanMs: KEEP_MS, limit: PURGE_BATCH };
    return (await purgeDeliveries(database, options)) === PURGE_BATCH;
  });
}

async function deliver(sender: WebhookSender, delivery: ClaimedDelivery): Promise<void> {
  const outcome = await attempt(sender, delivery);
  await noteAttempt(sender.database, delivery.id, outcome);
  if (outcome.error === null) return;
  const { id, attempts } = delivery;
  sender.log.warn({ deliveryId: id, attempts, reason: outcome.error }, 'a webhook was not told');
}

async function attempt(
  { policy, secrets }: WebhookSender,
  delivery: ClaimedDelivery,
): Promise<AttemptOutcome> {
  const retryAfterMs = PAUSES_MS[delivery.attempts - 1] ?? null;
  const secret = secrets(delivery.secret);
  if (secret === undefined) {
    return { status: null, error: `The secret ${delivery.secret} is not set.`, retryAfterMs };
  }
  try {
    const { signal } = new AbortController();
    const { status } = await sendRequest(requestOf(delivery, secret), policy, signal);
    if (status >= 200 && status < 300) return { status, error: null, retryAfterMs: null };
    // Gone: whoever listened there wants nothing any more.
    const isGone = status === 410;
    return { status, error: `answered ${status}`, retryAfterMs: isGone ? null : retryAfterMs };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    const isFinal = error.problem === 'forbidden';
    return { status: null, error: error.message, retryAfterMs: isFinal ? null : retryAfterMs };
  }
}

function requestOf(
  { url, event, workflowName }: ClaimedDelivery,
  secret: string,
): Parameters<typeof sendRequest>[0] {
  const { type, at, ...rest } = toWireEvent(event);
  const data = { ...rest, workflow: workflowName };
  const body = JSON.stringify({ type, timestamp: at, data });
  const id = `${event.runId}-${event.seq}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signWebhook({ id, timestamp, body }, secret),
    },
    body,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_ANSWER_BYTES,
    redirects: 0,
  };
}
