import { AppError } from '../plan/errors';
import type { Database } from '../store/database';
import { countWaiting } from '../store/outbox';

/** How long a count is good for: one query a second, however many requests come. */
const COUNT_FOR_MS = 1000;

/** Keeps what waits for Temporal within bounds while Temporal is away. */
export interface Backlog {
  /** Throws API_BACKLOG when so many runs or deliveries wait that no more are taken. */
  check(): Promise<void>;
}

/** A backlog that is full with `limit` runs to start, or `limit` deliveries to make. */
export function createBacklog(database: Database, limit: number): Backlog {
  let counted: { readonly until: number; readonly full: string | undefined } | undefined;
  return {
    async check() {
      if (!counted || counted.until < Date.now()) {
        const { launches, deliveries } = await countWaiting(database, limit);
        const full =
          launches >= limit ? 'launches' : deliveries >= limit ? 'deliveries' : undefined;
        counted = { until: Date.now() + COUNT_FOR_MS, full };
      }
      if (counted.full !== undefined) {
        throw new AppError('API_BACKLOG', { limit, what: counted.full });
      }
    },
  };
}
