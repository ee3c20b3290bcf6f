import type { Logger } from 'pino';
import type { Database } from '../store/database';
import type { TemporalGateway } from './gateway';

/** What the loops of a worker process work with. */
export interface LoopDependencies {
  readonly database: Database;
  readonly gateway: TemporalGateway;
  readonly log: Logger;
}
