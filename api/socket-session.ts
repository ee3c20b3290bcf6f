import type { RawData, WebSocket } from 'ws';
import { AppError } from '../plan/errors';
import type { RunEvent } from '../plan/events';
import {
  ClientMessageSchema,
  CLOSE_CODES,
  toWireEvent,
  type ClientMessage,
  type ServerMessage,
} from '../plan/messages';
import { readRun } from '../store/runs';
import type { Principal } from './authenticate';
import type { ApiDependencies } from './dependencies';
import { parseJson } from './read-body';
import { parseBody } from './request-error';
import { isPublic } from './send-error';

/** Limits of one WebSocket. */
const AUTHENTICATE_MS = 5_000;
const MOST_SUBSCRIPTIONS = 100;
/** Messages that wait to be worked on; a client that sends more without waiting is cut. */
const MOST_WAITING = 1_000;
/** Events are held back as long as the client has this much to read. */
const ENOUGH_BUFFERED = 262_144;
const MOST_BUFFERED = 1_048_576;
/** A client that takes nothing for so long is cut. */
const STALL_MS = 10_000;
/** Time for the closing handshake. */
const CLOSE_MS = 2_000;

/** Roles that may watch runs. */
const WATCHERS = new Set(['admin', 'author', 'operator', 'approver']);

/** One client: who it is and what it follows. Messages are answered in the order they came in. */
export class SocketSession {
  readonly #subscriptions = new Map<string, () => void>();
  #principal: Principal | undefined;
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;
  #ended = false;
  readonly #authenticating: NodeJS.Timeout | undefined;

  constructor(
    private readonly client: WebSocket,
    private readonly api: ApiDependencies,
    principal: Principal | undefined,
  ) {
    this.#principal = principal;
    if (principal !== undefined) return;
    this.#authenticating = setTimeout(() => {
      this.#cut(CLOSE_CODES.notAuthenticated, 'no key within 5 s');
    }, AUTHENTICATE_MS);
  }

  /** Takes a message of the client. */
  receive(data: RawData, isBinary: boolean): void {
    if (isBinary || !Buffer.isBuffer(data)) {
      this.#cut(CLOSE_CODES.notText, 'only text is read');
      return;
    }
    this.#waiting += 1;
    if (this.#waiting > MOST_WAITING) {
      this.#cut(CLOSE_CODES.tooManyMessages, 'too many messages at once');
      return;
    }
    const text = data.toString('utf8');
    this.#queue = this.#queue.then(async () => {
      this.#waiting -= 1;
      if (!this.#ended) await this.#answer(text);
    });
  }

  /** The connection is gone. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#authenticating);
    for (const stop of this.#subscriptions.values()) stop();
    this.#subscriptions.clear();
  }

  /** A message that cannot be understood is answered; the connection stays. Never throws. */
  async #answer(text: string): Promise<void> {
    let runId: string | undefined;
    try {
      const message = parseBody(ClientMessageSchema, parseJson(text));
      if ('runId' in message) runId = message.runId;
      await this.#perform(message);
    } catch (error) {
      const known = isPublic(error) ? error : new AppError('API_INTERNAL', { requestId: 'ws' });
      if (known !== error) this.api.log.error({ err: error }, 'a WebSocket message failed');
      const place = runId === undefined ? {} : { runId };
      void this.#send({ type: 'error', code: known.code, message: known.message, ...place });
      if (this.#principal === undefined) this.#cut(CLOSE_CODES.notAuthenticated, known.code);
    }
  }

  async #perform(message: ClientMessage): Promise<void> {
    if (message.type === 'authenticate') {
      await this.#authenticate(message.key);
      return;
    }
    const principal = this.#principal;
    if (principal === undefined) throw new AppError('API_KEY_MISSING');
    if (message.type === 'unsubscribe') this.#unsubscribe(message.runId);
    else await this.#subscribe(principal, message);
  }

  async #authenticate(key: string): Promise<void> {
    const principal = await this.api.authenticator.findPrincipal(key);
    const { name, role } = principal;
    clearTimeout(this.#authenticating);
    this.#principal = principal;
    void this.#send({ type: 'authenticated', name, role });
  }

  /** Subscribing again goes on from the new place. */
  async #subscribe(
    principal: Principal,
    { runId, after }: Extract<ClientMessage, { type: 'subscribe' }>,
  ): Promise<void> {
    if (!WATCHERS.has(principal.role)) {
      const needed = [...WATCHERS].join(' or ');
      throw new AppError('API_FORBIDDEN', { role: principal.role, needed });
    }
    const run = await readRun(this.api.database, principal.workspaceId, runId);
    if (run === undefined) throw new AppError('RUN_UNKNOWN', { id: runId.slice(0, 100) });
    const isNew = !this.#subscriptions.has(run.id);
    if (isNew && this.#subscriptions.size >= MOST_SUBSCRIPTIONS) {
      throw new AppError('VALUE_RANGE', {
        where: 'The number of subscriptions',
        found: MOST_SUBSCRIPTIONS + 1,
        expected: `at most ${MOST_SUBSCRIPTIONS}`,
      });
    }
    if (this.#ended) return;
    this.#subscriptions.get(run.id)?.();
    void this.#send({ type: 'subscribed', runId: run.id, after });
    const following = { stopped: false };
    const stop = this.api.hub.follow({
      runId: run.id,
      after,
      take: (events) => this.#bring(events, following),
    });
    this.#subscriptions.set(run.id, () => {
      following.stopped = true;
      stop();
    });
  }

  #unsubscribe(runId: string): void {
    this.#subscriptions.get(runId)?.();
    this.#subscriptions.delete(runId);
    void this.#send({ type: 'unsubscribed', runId });
  }

  /** Sends no faster than the client reads, so that a long history does not pile up here. */
  async #bring(
    events: readonly RunEvent[],
    following: { readonly stopped: boolean },
  ): Promise<void> {
    for (const event of events) {
      if (this.#ended || following.stopped) return;
      const sent = this.#send({ type: 'event', event: toWireEvent(event) });
      if (this.client.bufferedAmount > ENOUGH_BUFFERED) await this.#drained(sent);
    }
  }

  async #drained(sent: Promise<void>): Promise<void> {
    const timer = setTimeout(() => {
      this.#cut(CLOSE_CODES.tooSlow, 'the client does not read');
    }, STALL_MS);
    await sent;
    clearTimeout(timer);
  }

  /** Kept when the operating system has taken the message, or the connection is gone. */
  #send(message: ServerMessage): Promise<void> {
    if (this.#ended || this.client.readyState !== this.client.OPEN) return Promise.resolve();
    const sent = new Promise<void>((resolve) => {
      this.client.send(JSON.stringify(message), () => {
        resolve();
      });
    });
    if (this.client.bufferedAmount > MOST_BUFFERED) {
      this.#cut(CLOSE_CODES.tooSlow, 'the client does not read');
    }
    return sent;
  }

  #cut(code: number, reason: string): void {
    this.end();
    this.client.close(code, reason);
    // A client that does not read does not see the closing frame either.
    setTimeout(() => {
      this.client.terminate();
    }, CLOSE_MS).unref();
  }
}
