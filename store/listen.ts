import { Client } from 'pg';

/** A message of a channel, or the hint that messages may have been missed: read the rows again. */
export type StoreNotification =
  | { readonly kind: 'message'; readonly channel: string; readonly payload: string }
  | { readonly kind: 'reconnected' };

export type OnNotify = (notification: StoreNotification) => void;

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
const PING_EVERY_MS = 15_000;

/**
 * Listens over a connection of its own and connects again for ever, with growing pauses, until stopped.
 * `onNotify` gets `reconnected` after each connect, the first one too. It must not throw.
 */
export function listenOn(
  url: string,
  channels: readonly string[],
  onNotify: OnNotify,
): () => Promise<void> {
  const stopped = new AbortController();
  const running = keepListening({ url, channels, onNotify }, stopped.signal);
  return async () => {
    stopped.abort();
    await running;
  };
}

interface Listener {
  readonly url: string;
  readonly channels: readonly string[];
  readonly onNotify: OnNotify;
}

async function keepListening(listener: Listener, signal: AbortSignal): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const connected = await listenOnce(listener, signal);
    pause = connected ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
    await sleep(pause, signal);
  }
}

/** One connection, from connect to its end. True when it was established. Never throws. */
async function listenOnce(listener: Listener, signal: AbortSignal): Promise<boolean> {
  const client = new Client({
    connectionString: listener.url,
    application_name: 'everstep listen',
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    keepAlive: true,
  });
  const broken = new AbortController();
  const end = AbortSignal.any([signal, broken.signal]);
  client.on('error', () => {
    broken.abort();
  });
  client.on('end', () => {
    broken.abort();
  });
  client.on('notification', ({ channel, payload }) => {
    listener.onNotify({ kind: 'message', channel, payload: payload ?? '' });
  });
  let connected = false;
  try {
    await client.connect();
    for (const channel of listener.channels) {
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
    }
    connected = true;
    listener.onNotify({ kind: 'reconnected' });
    await pingUntil(client, end);
  } catch {
    // The next connection says `reconnected`, so nothing is lost.
  }
  await client.end().catch(() => undefined);
  return connected;
}

/** Notices a connection that died without a word. */
async function pingUntil(client: Client, end: AbortSignal): Promise<void> {
  for (;;) {
    await sleep(PING_EVERY_MS, end);
    if (end.aborted) return;
    await client.query('select 1');
  }
}

/** Ends after `ms` or as soon as `signal` says so. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
