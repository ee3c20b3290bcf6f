import { join } from 'node:path';
import { AppError } from '../plan/errors';
import type { Environment, RuntimeConfig } from './config';
import { prepareDataDir } from './data-dir';
import { readLockHolder, tryLock, type Lock } from './lock';
import { endOrphans } from './pid-file';
import { choosePort } from './ports';
import { startPostgres } from './postgres-server';
import { ownIdentity } from './process-identity';
import type { SupervisedChild } from './process';
import { seconds, type Progress } from './progress';
import { removeRuntimeFile, writeRuntimeFile } from './runtime-file';
import { findDistDir, startApi, startWorker, type ProcessPlan } from './stack-processes';
import { createSupervisor, type Supervisor } from './supervisor';
import { ensureNamespace } from './temporal-namespace';
import { startTemporal } from './temporal-server';

/** What a caller may choose about a start. */
export interface StackOptions {
  readonly onProgress: Progress;
  /** `none` starts PostgreSQL and Temporal only; `all` (the default) the worker and the API as well. */
  readonly processes?: 'none' | 'all';
  /** Brings the database up to date; it runs before the worker and the API start. */
  readonly migrate?: (databaseUrl: string) => Promise<void>;
  /** Extra environment for the worker only. */
  readonly workerEnv?: Environment;
  /** Extra environment for the API only. */
  readonly apiEnv?: Environment;
  /** Gives up a start that is still going on. */
  readonly signal?: AbortSignal;
  /** The folder with the compiled program; found by itself when not given. */
  readonly distDir?: string;
}

/** The processes of a stack; those of external servers are missing. */
export interface StackChildren {
  readonly postgres?: SupervisedChild;
  readonly temporal?: SupervisedChild;
  readonly worker?: SupervisedChild;
  readonly api?: SupervisedChild;
}

/** A stack that answers. */
export interface Stack {
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  /** Temporal's web pages; undefined for an external Temporal. */
  readonly temporalUiUrl: string | undefined;
  /** The API's address; with `processes: 'none'` nobody listens there yet. */
  readonly apiUrl: string;
  readonly children: StackChildren;
  /** Stops everything in order, within seconds. Every caller waits for the same stop. */
  stop(): Promise<void>;
  /** Kills everything at once; the next start continues every run all the same. */
  kill(): void;
}

/**
 * Starts everything that workflows run on, and resolves once every part answers.
 * One data directory holds one stack: a second start is refused while the first runs, and takes over what a killed one left.
 * When any part fails, all others are stopped, and the AppError says which log to read.
 */
export async function startStack(config: RuntimeConfig, options: StackOptions): Promise<Stack> {
  const lock = lockDataDir(config.dataDir);
  try {
    for (const note of config.notes) options.onProgress(note);
    await endOrphans(config.dataDir, options.onProgress);
    const supervisor = createSupervisor(config.dataDir, options.onProgress);
    try {
      return await orAborted(bringUp({ config, options, supervisor, lock }), options.signal);
    } catch (error) {
      await supervisor.stopAll();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Takes the data directory for this process, or says who has it. */
function lockDataDir(dataDir: string): Lock {
  prepareDataDir(dataDir);
  const path = join(dataDir, 'lock');
  const lock = tryLock(path);
  if (lock !== undefined) return lock;
  const holder = readLockHolder(path);
  throw new AppError('STACK_LOCKED', {
    dataDir,
    pid: holder?.pid ?? 0,
    since: holder?.since ?? 'just now',
    advice: 'Stop that process, or choose another folder with EVERSTEP_DATA_DIR.',
  });
}

interface Start {
  readonly config: RuntimeConfig;
  readonly options: StackOptions;
  readonly supervisor: Supervisor;
  readonly lock: Lock;
}

interface Ports {
  readonly api: number;
  readonly temporal: number;
  readonly temporalUi: number;
  readonly postgres: number;
}

async function bringUp(start: Start): Promise<Stack> {
  const ports = await choosePorts(start);
  const [database, temporal] = await Promise.all([
    bringUpDatabase(start, ports),
    bringUpTemporal(start, ports),
  ]);
  const addresses = {
    dataDir: start.config.dataDir,
    databaseUrl: database.url,
    temporalAddress: temporal.address,
    temporalNamespace: start.config.temporalNamespace,
    temporalUiUrl: temporal.uiUrl,
    apiUrl: `http://127.0.0.1:${ports.api}`,
  };
  const processes =
    start.options.processes === 'none' ? {} : await bringUpProcesses(start, addresses);
  const children: StackChildren = { ...database.children, ...temporal.children, ...processes };
  describeRunning(addresses, children);
  return { ...addresses, children, ...endings(start, children) };
}

async function choosePorts({ config, options, supervisor }: Start): Promise<Ports> {
  const reserved = new Set<number>();
  const pick = async (name: keyof Ports, needed: boolean): Promise<number> =>
    needed ? choosePort(config.ports[name], reserved, supervisor.onProgress) : 0;
  return {
    api: await pick('api', options.processes !== 'none'),
    temporal: await pick('temporal', config.temporalAddress === undefined),
    temporalUi: await pick('temporalUi', config.temporalAddress === undefined),
    postgres: await pick('postgres', config.databaseUrl === undefined),
  };
}

interface DatabasePart {
  readonly url: string;
  readonly children: StackChildren;
}

async function bringUpDatabase(
  { config, options, supervisor }: Start,
  ports: Ports,
): Promise<DatabasePart> {
  const part = await startOrUseDatabase(config, supervisor, ports.postgres);
  const begun = Date.now();
  await options.migrate?.(part.url);
  if (options.migrate !== undefined)
    options.onProgress(`database: up to date after ${seconds(begun)}`);
  return part;
}

async function startOrUseDatabase(
  config: RuntimeConfig,
  supervisor: Supervisor,
  port: number,
): Promise<DatabasePart> {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, children: {} };
  const postgres = await startPostgres(supervisor, { port, durability: 'full' });
  return { url: postgres.databaseUrl, children: { postgres: postgres.child } };
}

interface TemporalPart {
  readonly address: string;
  readonly uiUrl: string | undefined;
  readonly children: StackChildren;
}

async function bringUpTemporal({ config, supervisor }: Start, ports: Ports): Promise<TemporalPart> {
  if (config.temporalAddress !== undefined) {
    await ensureNamespace(
      { address: config.temporalAddress, namespace: config.temporalNamespace },
      10_000,
    );
    return { address: config.temporalAddress, uiUrl: undefined, children: {} };
  }
  const temporal = await startTemporal(supervisor, {
    port: ports.temporal,
    uiPort: ports.temporalUi,
    config,
  });
  return {
    address: temporal.address,
    uiUrl: temporal.uiUrl,
    children: { temporal: temporal.child },
  };
}

type Addresses = Omit<Stack, 'children' | 'stop' | 'kill'>;

async function bringUpProcesses(
  { config, options, supervisor }: Start,
  addresses: Addresses,
): Promise<StackChildren> {
  const begun = Date.now();
  const plan: ProcessPlan = {
    distDir: options.distDir ?? findDistDir(),
    apiUrl: addresses.apiUrl,
    workerEnv: options.workerEnv ?? {},
    apiEnv: options.apiEnv ?? {},
    environment: {
      DATABASE_URL: addresses.databaseUrl,
      TEMPORAL_ADDRESS: addresses.temporalAddress,
      TEMPORAL_NAMESPACE: addresses.temporalNamespace,
      EVERSTEP_TEMPORAL_UI_URL: addresses.temporalUiUrl,
      EVERSTEP_PORT: new URL(addresses.apiUrl).port,
      EVERSTEP_DATA_DIR: config.dataDir,
      EVERSTEP_PACKAGES_DIR: config.packagesDir,
      EVERSTEP_LOG_LEVEL: config.logLevel,
      TZ: 'UTC',
      LC_ALL: 'C.UTF-8',
    },
  };
  const [worker, api] = await Promise.all([
    startWorker(supervisor, plan),
    startApi(supervisor, plan),
  ]);
  options.onProgress(`worker and API: ready after ${seconds(begun)}`);
  return { worker, api };
}

function describeRunning(addresses: Addresses, children: StackChildren): void {
  writeRuntimeFile({
    ...ownIdentity(),
    ...addresses,
    startedAt: new Date().toISOString(),
    children: [children.postgres, children.temporal, children.worker, children.api].flatMap(
      (child) =>
        child?.pid === undefined
          ? []
          : [{ name: child.name, pid: child.pid, logFile: child.logFile }],
    ),
  });
}

function endings(
  { config, supervisor, lock }: Start,
  children: StackChildren,
): Pick<Stack, 'stop' | 'kill'> {
  const stopInOrder = async (): Promise<void> => {
    for (const child of [children.api, children.worker, children.temporal, children.postgres]) {
      if (child === undefined) continue;
      const begun = Date.now();
      await child.stop();
      supervisor.onProgress(`${child.name}: stopped after ${seconds(begun)}`);
    }
    await supervisor.stopAll();
    removeRuntimeFile(config.dataDir);
    lock.release();
  };
  let stopping: Promise<void> | undefined;
  return {
    stop: () => (stopping ??= stopInOrder()),
    kill: () => {
      supervisor.killAll();
    },
  };
}

/** The work's result, or an AppError as soon as the signal says to give up. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  const aborted = new Promise<never>((_, reject) => {
    const refuse = (): void => {
      reject(new AppError('STACK_STOPPED'));
    };
    if (signal.aborted) refuse();
    else signal.addEventListener('abort', refuse, { once: true });
  });
  return Promise.race([work, aborted]);
}
