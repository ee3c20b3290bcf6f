import type { Database } from './database';

/** Channels of NOTIFY. All carry a hint only: rows are the truth. */
export const CHANNELS = {
  /** Payload: id of a run that has new run events. */
  events: 'everstep_events',
  /** Payload: empty; the outbox has work. */
  outbox: 'everstep_outbox',
  /** Payload: empty; triggers have changed. */
  triggers: 'everstep_triggers',
} as const;
type Channel = (typeof CHANNELS)[keyof typeof CHANNELS];

/** What waits to be told, by database. */
const queues = new WeakMap<Database, NoticeQueue>();

/**
 * Wakes up listeners soon, without being waited for. In a transaction of its own, after the one that did
 * the work: NOTIFY holds a lock of the whole server until its transaction ends. What comes while one is
 * under way goes together with the next. A hint that is lost is made up for by polling.
 */
export function notify(db: Database, channel: Channel, payload = ''): void {
  const queue = queues.get(db) ?? new NoticeQueue(db);
  queues.set(db, queue);
  queue.add(channel, payload);
}

class NoticeQueue {
  readonly #waiting = new Map<string, readonly [Channel, string]>();
  #isSending = false;

  constructor(private readonly db: Database) {}

  add(channel: Channel, payload: string): void {
    this.#waiting.set(`${channel} ${payload}`, [channel, payload]);
    if (!this.#isSending) void this.#send();
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    while (this.#waiting.size > 0) {
      const notices = [...this.#waiting.values()];
      this.#waiting.clear();
      const channels = notices.map(([channel]) => channel);
      const payloads = notices.map(([, payload]) => payload);
      await this.db
        .prepared(
          'notify',
          'select pg_notify(c, p) from unnest($1::text[], $2::text[]) as n(c, p)',
          [channels, payloads],
        )
        .catch(() => undefined);
    }
    this.#isSending = false;
  }
}
