import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTemporalCliConfig } from './config';
import { prepareDataDir } from './data-dir';
import { readLockHolder, tryLock } from './lock';
import { endOrphans } from './pid-file';
import { choosePort } from './ports';
import { ensureDatabase, startPostgres, type PostgresServer } from './postgres-server';
import { silent, type Progress } from './progress';
import { createSupervisor } from './supervisor';
import { startTemporal, type TemporalServer } from './temporal-server';

/** What a test may choose about its servers. */
export interface InfrastructureOptions {
  /** Kept after the stop; without it a temporary folder is used and removed. */
  readonly dataDir?: string;
  readonly onProgress?: Progress;
}

/** A real PostgreSQL and a real Temporal for tests, on free ports. */
export interface Infrastructure {
  readonly dataDir: string;
  /** The database `postgres`, for making and dropping others. */
  readonly adminUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly postgres: PostgresServer;
  readonly temporal: TemporalServer;
  /** Creates a database unless it exists, and gives its address. */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts both servers for tests. They survive being killed, but skip the wait for the disk.
 * They end with the process that started them, however that ends; folders of killed runs are swept away by the next one.
 */
export async function startInfrastructure(
  options: InfrastructureOptions = {},
): Promise<Infrastructure> {
  const onProgress = options.onProgress ?? silent;
  await sweepTestDirs();
  const dataDir = options.dataDir ?? makeTestDir();
  prepareDataDir(dataDir);
  const lock = tryLock(join(dataDir, 'lock'));
  await endOrphans(dataDir, onProgress);
  const supervisor = createSupervisor(
    dataDir,
    onProgress,
    options.dataDir === undefined ? dataDir : '',
  );
  const stop = async (): Promise<void> => {
    // Nobody reads a temporary folder again, so Temporal need not take its second to close it.
    if (options.dataDir === undefined) supervisor.killAll();
    await supervisor.stopAll();
    lock?.release();
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  };
  const reserved = new Set<number>();
  const freePort = (): Promise<number> =>
    choosePort({ port: 0, setting: 'none', origin: 'explicit' }, reserved, onProgress);
  try {
    const ports = { postgres: await freePort(), temporal: await freePort(), ui: await freePort() };
    const [postgres, temporal] = await Promise.all([
      startPostgres(supervisor, { port: ports.postgres, durability: 'process-crash' }),
      startTemporal(supervisor, {
        port: ports.temporal,
        uiPort: ports.ui,
        config: temporalTestConfig,
      }),
    ]);
    const { adminUrl } = postgres;
    return {
      ...{ dataDir, adminUrl, postgres, temporal, stop },
      temporalAddress: temporal.address,
      temporalNamespace: temporalTestConfig.temporalNamespace,
      createDatabase: (name) => createTestDatabase(adminUrl, name),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Creates a database unless it exists, and gives its address. */
export async function createTestDatabase(adminUrl: string, name: string): Promise<string> {
  await ensureDatabase(adminUrl, name);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

const temporalTestConfig = {
  temporalCli: readTemporalCliConfig(process.env),
  temporalNamespace: 'everstep',
  logLevel: 'warn',
  sqliteSynchronous: 'NORMAL',
} as const;

const testDirPrefix = 'everstep-test-';

/** A new temporary folder that `sweepTestDirs` recognises. PostgreSQL's own account can enter it. */
function makeTestDir(): string {
  return mkdtempSync(join(tmpdir(), testDirPrefix));
}

/** Ends and removes what killed test runs have left behind. */
async function sweepTestDirs(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(testDirPrefix))) {
    const dir = join(tmpdir(), name);
    if (isInUse(dir)) continue;
    await endOrphans(dir, silent);
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A folder without a lock may belong to a run that has just made it. */
function isInUse(dir: string): boolean {
  if (readLockHolder(join(dir, 'lock')) !== undefined) return true;
  const madeAt = statSync(dir, { throwIfNoEntry: false })?.birthtimeMs ?? 0;
  return Date.now() - madeAt < 60_000;
}
