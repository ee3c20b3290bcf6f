import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../plan/errors';
import { findClosedFolder, openFolder } from './open-path';
import type { PortSetting } from './ports';
import { isRoot } from './unprivileged-user';

/** The environment a configuration is read from. */
export type Environment = Readonly<Record<string, string | undefined>>;

const logLevels = ['debug', 'info', 'warn', 'error'] as const;
const synchronousModes = ['FULL', 'NORMAL'] as const;

/** How much the parts of the stack write into their logs. */
export type LogLevel = (typeof logLevels)[number];

/** What a command line may say; each goes before its environment variable. */
export interface RuntimeFlags {
  readonly cwd?: string;
  readonly dataDir?: string;
  readonly packagesDir?: string;
  readonly databaseUrl?: string;
  readonly temporalAddress?: string;
  readonly temporalNamespace?: string;
  readonly port?: string | number;
  readonly temporalPort?: string | number;
  readonly temporalUiPort?: string | number;
  readonly postgresPort?: string | number;
  readonly logLevel?: string;
}

/** Where the Temporal command comes from when nobody has installed one. */
export interface TemporalCliConfig {
  readonly cacheDir: string;
  /** TEMPORAL_CLI_PATH: use exactly this file. */
  readonly path: string | undefined;
  /** EVERSTEP_TEMPORAL_DOWNLOAD_URL: a mirror instead of the official addresses. */
  readonly downloadUrl: string | undefined;
  /** EVERSTEP_TEMPORAL_DOWNLOAD_SHA256: checksum of the mirror's archive instead of the pinned one. */
  readonly downloadSha256: string | undefined;
}

/** Everything that decides how the stack of one data directory is started. */
export interface RuntimeConfig {
  readonly dataDir: string;
  readonly packagesDir: string;
  /** An external PostgreSQL; undefined means the embedded one. */
  readonly databaseUrl: string | undefined;
  /** An external Temporal; undefined means the embedded one. */
  readonly temporalAddress: string | undefined;
  readonly temporalNamespace: string;
  readonly temporalCli: TemporalCliConfig;
  readonly ports: {
    readonly api: PortSetting;
    readonly temporal: PortSetting;
    readonly temporalUi: PortSetting;
    readonly postgres: PortSetting;
  };
  readonly logLevel: LogLevel;
  readonly sqliteSynchronous: (typeof synchronousModes)[number];
  /** Sentences a person should see, for example that the data directory had to go elsewhere. */
  readonly notes: readonly string[];
}

/** Reads the configuration from flags, then environment, then defaults. A value that cannot be used is an AppError. */
export function readRuntimeConfig(env: Environment, flags: RuntimeFlags = {}): RuntimeConfig {
  const cwd = flags.cwd ?? process.cwd();
  const read = (flag: string | undefined, name: string): string | undefined =>
    flag ?? textOf(env, name);
  return {
    ...placeDataDir(resolve(cwd, read(flags.dataDir, 'EVERSTEP_DATA_DIR') ?? '.everstep')),
    packagesDir: resolve(cwd, read(flags.packagesDir, 'EVERSTEP_PACKAGES_DIR') ?? 'bottemplates'),
    databaseUrl: read(flags.databaseUrl, 'DATABASE_URL'),
    temporalAddress: read(flags.temporalAddress, 'TEMPORAL_ADDRESS'),
    temporalNamespace: read(flags.temporalNamespace, 'TEMPORAL_NAMESPACE') ?? 'everstep',
    temporalCli: readTemporalCliConfig(env),
    ports: readPorts(env, flags),
    logLevel: readChoice(
      'EVERSTEP_LOG_LEVEL',
      read(flags.logLevel, 'EVERSTEP_LOG_LEVEL') ?? 'info',
      logLevels,
    ),
    sqliteSynchronous: readChoice(
      'EVERSTEP_SQLITE_SYNCHRONOUS',
      (textOf(env, 'EVERSTEP_SQLITE_SYNCHRONOUS') ?? 'FULL').toUpperCase(),
      synchronousModes,
    ),
  };
}

/** Reads where the Temporal command is found or kept; `provision` needs no more than this. */
export function readTemporalCliConfig(env: Environment): TemporalCliConfig {
  const caches = textOf(env, 'XDG_CACHE_HOME') ?? join(homedir(), '.cache');
  return {
    cacheDir: resolve(textOf(env, 'EVERSTEP_CACHE_DIR') ?? join(caches, 'everstep')),
    path: textOf(env, 'TEMPORAL_CLI_PATH'),
    downloadUrl: textOf(env, 'EVERSTEP_TEMPORAL_DOWNLOAD_URL'),
    downloadSha256: textOf(env, 'EVERSTEP_TEMPORAL_DOWNLOAD_SHA256'),
  };
}

/** As root, PostgreSQL's own account has to be able to enter the folder; a closed home cannot hold it. */
function placeDataDir(wished: string): Pick<RuntimeConfig, 'dataDir' | 'notes'> {
  const closed = isRoot() ? findClosedFolder(dirname(wished)) : undefined;
  if (closed === undefined) return { dataDir: wished, notes: [] };
  const name = createHash('sha256').update(wished).digest('hex').slice(0, 12);
  const dataDir = openFolder(name);
  const note = `data is kept in ${dataDir} instead of ${wished}: PostgreSQL does not run as root, and no other account may enter ${closed}`;
  return { dataDir, notes: [note] };
}

/** An empty variable counts as unset. */
function textOf(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

function readPorts(env: Environment, flags: RuntimeFlags): RuntimeConfig['ports'] {
  return {
    api: readPort(env, 'EVERSTEP_PORT', 7400, flags.port),
    temporal: readPort(env, 'EVERSTEP_TEMPORAL_PORT', 7233, flags.temporalPort),
    temporalUi: readPort(env, 'EVERSTEP_TEMPORAL_UI_PORT', 8233, flags.temporalUiPort),
    postgres: readPort(env, 'EVERSTEP_POSTGRES_PORT', 5433, flags.postgresPort),
  };
}

function readPort(
  env: Environment,
  setting: string,
  fallback: number,
  flag: string | number | undefined,
): PortSetting {
  const given = flag ?? textOf(env, setting);
  if (given === undefined) return { port: fallback, setting, origin: 'default' };
  const port = Number(given);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new AppError('STACK_SETTING_INVALID', {
      setting,
      value: String(given),
      expected: 'a port from 0 to 65535',
    });
  }
  return { port, setting, origin: 'explicit' };
}

function readChoice<T extends string>(setting: string, value: string, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === value);
  if (choice !== undefined) return choice;
  throw new AppError('STACK_SETTING_INVALID', {
    setting,
    value,
    expected: `one of ${choices.join(', ')}`,
  });
}
