import type { Logger } from 'pino';
import { isLastEvent, type RunEvent } from '../plan/events';
import type { Database } from '../store/database';
import { CHANNELS } from '../store/notify';
import { readRunEvents } from '../store/runs';

/** Somebody who wants the events of a run. */
export interface Follower {
  readonly runId: string;
  /** The last event that is known already. */
  readonly after: number;
  /** Takes the next events, in order; the next ones come when the promise is kept. */
  readonly take: (events: readonly RunEvent[]) => Promise<void>;
}

/** Brings run events to followers as they happen, in order, without gap or repeat. */
export interface ProgressHub {
  /** Follows a run from an event on; gives the function that stops it. */
  follow(follower: Follower): () => void;
  close(): Promise<void>;
}

/** How the hub is tuned; tests make it faster. */
export interface HubOptions {
  /** Notifications can get lost, so the rows are looked at this often anyway. */
  readonly pollMs?: number;
  readonly log?: Logger;
}

const POLL_MS = 1_000;
const PAGE = 200;

/** A hub over one LISTEN connection. Notifications are hints only: what is brought are rows. */
export function createProgressHub(database: Database, options: HubOptions = {}): ProgressHub {
  const runs = new Map<string, FollowedRun>();
  const stopListening = database.listen([CHANNELS.events], (notification) => {
    if (notification.kind === 'reconnected') for (const run of runs.values()) run.wake();
    else runs.get(notification.payload)?.wake();
  });
  const poll = setInterval(() => {
    for (const run of runs.values()) run.poll();
  }, options.pollMs ?? POLL_MS);
  return {
    follow: (follower) => {
      const { runId } = follower;
      const run = runs.get(runId) ?? new FollowedRun(database, runId, options.log);
      runs.set(runId, run);
      const stop = run.add(follower);
      return () => {
        stop();
        if (run.isEmpty && runs.get(runId) === run) runs.delete(runId);
      };
    },
    close: async () => {
      clearInterval(poll);
      for (const run of runs.values()) run.stop();
      runs.clear();
      await stopListening();
    },
  };
}

/** How far one follower has come. */
interface Reader {
  readonly follower: Follower;
  last: number;
  /** Something may have happened since the last look. */
  dirty: boolean;
  busy: boolean;
  stopped: boolean;
  /** It has the last event of the run: there is nothing to look for. */
  ended: boolean;
}

/** All followers of one run. Those that stand at the same event share one query. */
class FollowedRun {
  readonly #readers = new Set<Reader>();
  readonly #reads = new Map<string, Promise<readonly RunEvent[]>>();
  /** Part of a shared query's name: a query that began before a hint does not answer it. */
  #hints = 0;

  constructor(
    private readonly database: Database,
    private readonly runId: string,
    private readonly log: Logger | undefined,
  ) {}

  get isEmpty(): boolean {
    return this.#readers.size === 0;
  }

  add(follower: Follower): () => void {
    const reader: Reader = {
      ...{ follower, last: follower.after, dirty: true },
      ...{ busy: false, stopped: false, ended: false },
    };
    this.#readers.add(reader);
    void this.#pump(reader);
    return () => {
      reader.stopped = true;
      this.#readers.delete(reader);
    };
  }

  /** There may be something new. */
  wake(): void {
    this.#hints += 1;
    for (const reader of this.#readers) this.#wakeReader(reader);
  }

  /** Nobody has said that there is something new, but that may have got lost. */
  poll(): void {
    this.#hints += 1;
    for (const reader of this.#readers) if (!reader.ended) this.#wakeReader(reader);
  }

  stop(): void {
    for (const reader of this.#readers) reader.stopped = true;
    this.#readers.clear();
  }

  #wakeReader(reader: Reader): void {
    reader.dirty = true;
    void this.#pump(reader);
  }

  /** Reads and hands over until nothing is left. One at a time for each follower. Never throws. */
  async #pump(reader: Reader): Promise<void> {
    if (reader.busy) return;
    reader.busy = true;
    try {
      while (reader.dirty && !reader.stopped) {
        reader.dirty = false;
        await this.#bring(reader);
      }
    } catch (error) {
      // The next hint or poll tries again from the same event on.
      this.log?.debug({ err: error, runId: this.runId }, 'run events could not be brought');
    } finally {
      reader.busy = false;
    }
  }

  async #bring(reader: Reader): Promise<void> {
    let events = await this.#read(reader.last);
    while (events.length > 0 && !reader.stopped) {
      await reader.follower.take(events);
      const last = events.at(-1);
      if (last !== undefined) {
        reader.last = last.seq;
        reader.ended = isLastEvent(last.type);
      }
      // A full page may have more behind it.
      events = events.length < PAGE ? [] : await this.#read(reader.last);
    }
  }

  #read(after: number): Promise<readonly RunEvent[]> {
    const name = `${after}/${this.#hints}`;
    const running = this.#reads.get(name);
    if (running !== undefined) return running;
    const reading = readRunEvents(this.database, this.runId, after, PAGE).finally(() => {
      this.#reads.delete(name);
    });
    this.#reads.set(name, reading);
    return reading;
  }
}
