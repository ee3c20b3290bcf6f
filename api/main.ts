import type { Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pino, { type Logger } from 'pino';
import { AppError } from '../plan/errors';
import { environmentSecrets } from '../plan/secret-name';
import { openDatabase, type Database } from '../store/database';
import { migrate } from '../store/migrate';
import { connectTemporal, type TemporalGateway } from '../temporal/gateway';
import { startLoop } from '../temporal/loop';
import { saveAdminKey } from './api-key';
import { createAuthenticator } from './authenticate';
import { createBacklog } from './backlog';
import { readApiConfig, type ApiConfig } from './config';
import { hasCode } from './has-code';
import { createMetrics } from './metrics';
import { createPackageShelf, type PackageShelf } from './packages';
import { createProgressHub } from './progress-hub';
import { createServer } from './server';
import { createTriggerSync } from './sync-triggers';

/** How long requests that are under way may take when the process is asked to stop. */
const STOP_MS = 10_000;
/** The database has this long to answer, so that the API can say within 5 seconds that it does not. */
const STORE_TIMEOUT_MS = 3_000;
const PREPARE_PAUSE_MS = 1_000;
/** Packages in folders are looked at so often for what begins runs. */
const SYNC_EVERY_MS = 5_000;

/** Reads the environment, serves the API, stops cleanly on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const config = readApiConfig(process.env);
  const log = pino({ level: config.logLevel, name: 'api' });
  const stopping = new AbortController();
  const database = openDatabase(config.databaseUrl, {
    max: 20,
    applicationName: 'everstep api',
    connectTimeoutMs: STORE_TIMEOUT_MS,
    answerTimeoutMs: STORE_TIMEOUT_MS,
  });
  const temporal = connect(database, config);
  const hub = createProgressHub(database, { log });
  let prepared = false;
  const packages = openShelf(database, config, log);
  const triggers = createTriggerSync({ database, packages, log });
  const server = createServer({
    database,
    temporal,
    backlog: createBacklog(database, config.maxBacklog),
    hub,
    metrics: createMetrics(database),
    log,
    authenticator: createAuthenticator(database),
    packages,
    triggers,
    secrets: environmentSecrets(process.env),
    host: config.host,
    bodyLimit: config.bodyLimit,
    temporalNamespace: config.temporalNamespace,
    temporalUi: config.temporalUi,
    isPrepared: () => prepared,
    stopping: stopping.signal,
  });
  await listen(server, config);
  log.info({ address: server.address() }, 'api listening');
  const signalled = waitForSignal();
  const preparing = prepareDatabase(database, config, { log, signal: stopping.signal }).then(() => {
    prepared = true;
    log.info('api ready');
  });
  await Promise.race([signalled, preparing]);
  const syncing = startLoop({ name: 'triggers', everyMs: SYNC_EVERY_MS, log }, async () => {
    if (prepared) await triggers.syncAll();
    return false;
  });
  await signalled;
  await syncing.stop();
  log.info('api stopping');
  stopping.abort();
  await closeServer(server);
  await hub.close();
  await database.close();
  log.info('api stopped');
  // The last thing: a question to Temporal that is still repeated would throw from a timer.
  await temporal.close();
  process.exit(0);
}

function openShelf(database: Database, config: ApiConfig, log: Logger): PackageShelf {
  return createPackageShelf({
    database,
    root: config.packagesDir,
    onProblem: (name, error) => {
      log.warn({ err: error, package: name }, 'a package cannot be read');
    },
  });
}

/** Brings schema and first key into the database. While it is away this is tried again for ever. */
async function prepareDatabase(
  database: Database,
  config: ApiConfig,
  { log, signal }: { readonly log: Logger; readonly signal: AbortSignal },
): Promise<void> {
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      // Compiled files lie one folder deeper than the sources.
      const root = __dirname.endsWith(join('dist', 'api'))
        ? join(__dirname, '../..')
        : join(__dirname, '..');
      if (config.migrate) await migrate(database, { directory: join(root, 'migrations') });
      await saveAdminKey(database, config);
      return;
    } catch (error) {
      if (!(error instanceof AppError && error.retryable)) throw error;
      if (attempt % 10 === 1) log.warn({ err: error }, 'the database is not there yet');
      await sleep(PREPARE_PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

function listen(server: Server, { host, port }: ApiConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const taken = hasCode(error, 'EADDRINUSE');
      const details = { port, setting: 'EVERSTEP_PORT' };
      reject(taken ? new AppError('STACK_PORT_TAKEN', details, { cause: error }) : error);
    });
    server.listen(port, host, resolve);
  });
}

function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
}

/** Takes no more requests and lets those under way end, but not for ever. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    server.closeAllConnections();
  }, STOP_MS);
  await closed;
  clearTimeout(timer);
}

function connect(database: Database, config: ApiConfig): TemporalGateway {
  const { temporalAddress: address, temporalNamespace: namespace, taskQueue, onFailure } = config;
  return connectTemporal({ address, namespace, taskQueue, onFailure, database });
}

main().catch((error: unknown) => {
  pino({ name: 'api' }).fatal({ err: error }, 'api died');
  process.exit(1);
});
