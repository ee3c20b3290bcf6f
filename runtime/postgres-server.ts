import { Client } from 'pg';
import { preparePostgresBinaries, type PostgresBinaries } from './postgres-binaries';
import {
  clearStaleServer,
  postgresEnvironment,
  prepareCluster,
  type PostgresCluster,
} from './postgres-cluster';
import type { ChildSpec, SupervisedChild } from './process';
import { seconds } from './progress';
import type { Supervisor } from './supervisor';

/** `full` waits for the disk at each commit; `process-crash` survives a killed server, but not a power cut. */
export type PostgresDurability = 'full' | 'process-crash';

/** How the embedded PostgreSQL is started. */
export interface PostgresOptions {
  readonly port: number;
  readonly durability: PostgresDurability;
}

/** An embedded PostgreSQL that answers. */
export interface PostgresServer {
  readonly child: SupervisedChild;
  /** The database `everstep`. */
  readonly databaseUrl: string;
  /** The database `postgres`, from which others can be created. */
  readonly adminUrl: string;
}

/**
 * Starts the PostgreSQL of a data directory and waits until it answers.
 * It listens on this machine only, runs as an unprivileged account when the caller is root, and is restarted when it dies.
 * Data survives a killed server, and with durability `full` a power cut.
 */
export async function startPostgres(
  supervisor: Supervisor,
  options: PostgresOptions,
): Promise<PostgresServer> {
  const begun = Date.now();
  const { dataDir, onProgress } = supervisor;
  const binaries = await preparePostgresBinaries(onProgress);
  const cluster = await prepareCluster(dataDir, binaries, onProgress);
  const child = supervisor.addChild(describeServer(binaries, cluster, options));
  const urlOf = (database: string): string =>
    `postgresql://everstep:${cluster.password}@127.0.0.1:${options.port}/${database}`;
  await child.start();
  await child.untilReady(() => canConnect(urlOf('postgres')), 60_000);
  await ensureDatabase(urlOf('postgres'), 'everstep');
  onProgress(
    `postgres: ${binaries.version} answers on 127.0.0.1:${options.port} after ${seconds(begun)}`,
  );
  return { child, databaseUrl: urlOf('everstep'), adminUrl: urlOf('postgres') };
}

/** True when a PostgreSQL accepts this address and its credentials. */
export async function canConnect(databaseUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 3000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Creates a database unless it exists; two callers at once both succeed. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0)
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code !== '42P04' && code !== '23505') throw error;
  } finally {
    await client.end();
  }
}

function describeServer(
  binaries: PostgresBinaries,
  cluster: PostgresCluster,
  options: PostgresOptions,
): ChildSpec {
  return {
    name: 'postgres',
    command: binaries.postgres,
    args: ['-D', cluster.dir, '-p', String(options.port), ...settingArguments(options.durability)],
    env: postgresEnvironment,
    cwd: cluster.dir,
    user: cluster.user && { uid: cluster.user.uid, gid: cluster.user.gid },
    restart: 'always',
    // SIGINT is PostgreSQL's fast stop: it ends sessions instead of waiting for them.
    stopSignal: 'SIGINT',
    graceMs: 5000,
    beforeStart: () => clearStaleServer(cluster.dir),
  };
}

function settingArguments(durability: PostgresDurability): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    fsync: durability === 'full' ? 'on' : 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
