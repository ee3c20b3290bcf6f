import { on } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import { ERRORS, type ErrorCode } from '../plan/errors';
import { ServerMessageSchema, type WireEvent } from '../plan/messages';
import { reasonOf, type ApiAddress } from './client';
import { ApiProblem, Unreachable } from './client-errors';

/** Types of the events that nothing comes after. */
const lastTypes: ReadonlySet<string> = new Set([
  'workflow:completed',
  'workflow:failed',
  'workflow:cancelled',
  'rejected',
]);

const mostFailures = 20;
const pauseMs = 500;

/** From where on to follow, and how to give up early. */
export interface FollowOptions {
  /** The last event that is known already. */
  readonly after?: number;
  readonly signal?: AbortSignal;
}

/** True when a run has nothing more to say after this event. */
export function isLastEvent({ type }: Pick<WireEvent, 'type'>): boolean {
  return lastTypes.has(type);
}

/**
 * The events of a run in order, as they happen, up to its last one. A connection that breaks is made again
 * and goes on after the last event; after ten seconds without one it is an Unreachable. Ends quietly when
 * the signal aborts.
 */
export async function* followRun(
  address: ApiAddress,
  runId: string,
  { after = 0, signal }: FollowOptions = {},
): AsyncGenerator<WireEvent, void, void> {
  const progress: Progress = { last: after, failures: 0 };
  while (!isAborted(signal)) {
    for await (const event of followOnce(address, { runId, progress, signal })) {
      yield event;
      if (isLastEvent(event)) return;
    }
    await sleep(pauseMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  }
}

/** The last event seen, and how many connections broke since. */
interface Progress {
  last: number;
  failures: number;
}

interface Subscription {
  readonly runId: string;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
}

/** What one connection brings. Its end is no error unless there were too many or nothing can help. */
async function* followOnce(
  address: ApiAddress,
  subscription: Subscription,
): AsyncGenerator<WireEvent, void, void> {
  const { progress, signal } = subscription;
  try {
    for await (const event of readSocket(address, subscription)) {
      if (event.seq <= progress.last) continue;
      progress.last = event.seq;
      progress.failures = 0;
      yield event;
    }
  } catch (error) {
    if (isAborted(signal)) return;
    if (error instanceof ApiProblem) throw error;
    if (progress.failures >= mostFailures) {
      throw new Unreachable(address.url, reasonOf(error), { cause: error });
    }
  }
  progress.failures += 1;
}

/** A function, because the compiler takes the property for one that cannot change in between. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

async function* readSocket(
  { url, apiKey }: ApiAddress,
  { runId, progress, signal }: Subscription,
): AsyncGenerator<WireEvent, void, void> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws`, {
    headers: apiKey === undefined ? {} : { 'X-API-KEY': apiKey },
    handshakeTimeout: 5000,
  });
  // Ending a connection that is not open yet is an "error" that nobody waits for.
  socket.on('error', () => undefined);
  socket.once('open', () => {
    socket.send(JSON.stringify({ type: 'subscribe', runId, after: progress.last }));
  });
  const options = { close: ['close'], ...(signal === undefined ? {} : { signal }) };
  try {
    const messages = on(socket, 'message', options) as AsyncIterable<readonly [WebSocket.RawData]>;
    for await (const [data] of messages) {
      const event = readMessage(data);
      if (event?.runId === runId) yield event;
    }
  } catch (error) {
    throw refusalOf(error) ?? error;
  } finally {
    socket.terminate();
  }
}

function readMessage(data: WebSocket.RawData): WireEvent | undefined {
  const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
  const message = ServerMessageSchema.parse(JSON.parse(text));
  if (message.type === 'error') {
    throw new ApiProblem(statusOf(message.code), message.code, message.message);
  }
  return message.type === 'event' ? message.event : undefined;
}

function statusOf(code: string): number {
  return Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode].status : 400;
}

/** A handshake that was answered with 401 or 403 will not go better the next time. */
function refusalOf(error: unknown): ApiProblem | undefined {
  const status = error instanceof Error ? /server response: (\d+)/.exec(error.message)?.[1] : '';
  if (status !== '401' && status !== '403') return undefined;
  return new ApiProblem(Number(status), 'API_KEY_WRONG', 'The API key is not accepted.');
}
