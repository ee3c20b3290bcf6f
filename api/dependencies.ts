import type { Logger } from 'pino';
import type { SecretReader } from '../plan/secret-name';
import type { Database } from '../store/database';
import type { TemporalGateway } from '../temporal/gateway';
import type { Authenticator } from './authenticate';
import type { Backlog } from './backlog';
import type { Metrics } from './metrics';
import type { PackageShelf } from './packages';
import type { ProgressHub } from './progress-hub';
import type { TriggerSync } from './sync-triggers';

/** What the server is built from. Whoever makes these also closes them. */
export interface ApiDependencies {
  readonly database: Database;
  readonly temporal: TemporalGateway;
  readonly authenticator: Authenticator;
  readonly packages: PackageShelf;
  readonly triggers: TriggerSync;
  /** Secrets that calls of webhooks are signed with. */
  readonly secrets: SecretReader;
  readonly backlog: Backlog;
  readonly hub: ProgressHub;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** The address that is listened on: a loopback server answers for loopback names only. */
  readonly host: string;
  /** Longest body in bytes. */
  readonly bodyLimit: number;
  readonly temporalNamespace: string;
  readonly temporalUi: string | undefined;
  /** False while the database is still being prepared; the server is not ready then. */
  readonly isPrepared: () => boolean;
  /** Aborted when the server stops: WebSockets are closed, connections are no longer kept. */
  readonly stopping: AbortSignal;
}
