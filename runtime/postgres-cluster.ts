import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { closeSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../plan/errors';
import { lastLines, logFilePath, logSize, openLog } from './log-file';
import type { PostgresBinaries } from './postgres-binaries';
import { endProcess, identifyProcess } from './process-identity';
import { readCommandLine } from './command-line';
import { narrate, type Progress } from './progress';
import { findUnprivilegedUser, type UnprivilegedUser } from './unprivileged-user';

/** A folder of PostgreSQL data and the secret to enter it. */
export interface PostgresCluster {
  readonly dir: string;
  readonly password: string;
  /** The account that owns the folder and runs the server; undefined means the caller's own. */
  readonly user: UnprivilegedUser | undefined;
}

/** The environment of PostgreSQL's programs: nothing of the caller's may change how they behave. */
export const postgresEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** The data folder of PostgreSQL, made by `initdb` at the first start. It appears whole or not at all. */
export async function prepareCluster(
  dataDir: string,
  binaries: PostgresBinaries,
  onProgress: Progress,
): Promise<PostgresCluster> {
  const cluster: PostgresCluster = {
    dir: join(dataDir, 'postgres'),
    password: readOrCreatePassword(join(dataDir, 'postgres.password')),
    user: findUnprivilegedUser(),
  };
  if (existsSync(cluster.dir)) checkVersion(cluster.dir, binaries.version);
  else await narrate(onProgress, 'postgres: initdb', () => initialise(dataDir, binaries, cluster));
  return cluster;
}

/**
 * Clears the way after a crash: ends a server that still holds the folder,
 * and removes a `postmaster.pid` whose process id now belongs to another program.
 */
export async function clearStaleServer(clusterDir: string): Promise<void> {
  const file = join(clusterDir, 'postmaster.pid');
  const pid = readPid(file);
  if (pid === undefined) return;
  const holder = identifyProcess(pid);
  if (holder !== undefined && readCommandLine(pid).includes(clusterDir)) {
    await endProcess(holder, { signal: 'SIGINT', graceMs: 5000 });
  }
  rmSync(file, { force: true });
}

function readPid(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function readOrCreatePassword(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = randomBytes(24).toString('base64url');
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${password}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return password;
}

function checkVersion(dir: string, version: string): void {
  const versionFile = join(dir, 'PG_VERSION');
  const found = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : 'no version';
  if (found === version.split('.')[0]) return;
  throw new AppError('STACK_POSTGRES', {
    reason: `${dir} holds data of PostgreSQL ${found}, and PostgreSQL ${version} is installed`,
    advice: 'Dump the data with the older version, or choose another data directory.',
  });
}

async function initialise(
  dataDir: string,
  binaries: PostgresBinaries,
  cluster: PostgresCluster,
): Promise<void> {
  const draft = join(dataDir, 'postgres.new');
  const passwordFile = join(draft, 'password');
  const data = join(draft, 'data');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  writeFileSync(passwordFile, cluster.password, { mode: 0o600 });
  for (const path of [draft, data, passwordFile]) giveTo(path, cluster.user);
  await runInitdb(
    binaries,
    { data, passwordFile, log: logFilePath(dataDir, 'initdb') },
    cluster.user,
  );
  renameSync(data, cluster.dir);
  rmSync(draft, { recursive: true, force: true });
}

function giveTo(path: string, user: UnprivilegedUser | undefined): void {
  chmodSync(path, path.endsWith('password') ? 0o600 : 0o700);
  if (user !== undefined) chownSync(path, user.uid, user.gid);
}

interface InitdbFiles {
  readonly data: string;
  readonly passwordFile: string;
  readonly log: string;
}

async function runInitdb(
  binaries: PostgresBinaries,
  files: InitdbFiles,
  user: UnprivilegedUser | undefined,
): Promise<void> {
  const args = [
    ...['-D', files.data, '--username=everstep', `--pwfile=${files.passwordFile}`],
    ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  ];
  const log = openLog(files.log);
  const logStart = logSize(files.log);
  const account = user === undefined ? {} : { uid: user.uid, gid: user.gid };
  const child = spawn(binaries.initdb, args, {
    ...account,
    cwd: '/',
    env: postgresEnvironment,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const outcome = await new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('exit', (code, signal) => {
      resolve(signal ?? String(code));
    });
  });
  if (outcome === '0') return;
  throw new AppError('STACK_PROCESS_FAILED', {
    name: 'initdb',
    reason: `failed (${outcome})`,
    logFile: files.log,
    lines: lastLines(files.log, 6, logStart).slice(-480),
  });
}
