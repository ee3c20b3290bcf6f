import type { Logger } from 'pino';
import type { Database } from '../store/database';
import { forgetExpired } from '../store/memory';
import { startLoop, type Loop } from './loop';

const EVERY_MS = 60_000;
/** Rows that one statement removes. */
const AT_ONCE = 1_000;

/** Removes values of memories that have expired. Nobody reads them any more; this gives their room back. */
export function startMemorySweeper({
  database,
  log,
}: {
  readonly database: Database;
  readonly log: Logger;
}): Loop {
  return startLoop({ name: 'memory sweeper', everyMs: EVERY_MS, log }, async () => {
    const count = await forgetExpired(database, AT_ONCE);
    if (count > 0) log.debug({ count }, 'removed values that have expired');
    return count >= AT_ONCE;
  });
}
