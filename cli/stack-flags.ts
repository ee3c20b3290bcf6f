import type { Command } from 'commander';
import { readRuntimeConfig, type RuntimeConfig } from '../runtime/config';
import { openDatabase } from '../store/database';
import { migrate } from '../store/migrate';
import type { Context } from './context';
import { migrationsDir } from './project-dir';

/** Options of the commands that start a stack. */
export interface StackFlags {
  readonly dataDir?: string;
  readonly packages?: string;
  readonly port?: string;
  readonly temporalPort?: string;
  readonly temporalUiPort?: string;
  readonly postgresPort?: string;
  readonly logLevel?: string;
}

/** Adds the options that choose folders and ports. */
export function addStackOptions(command: Command): Command {
  return command
    .option('--data-dir <folder>', 'where databases, logs and keys are kept (EVERSTEP_DATA_DIR)')
    .option('--packages <folder>', 'where the .gbai packages are (EVERSTEP_PACKAGES_DIR)')
    .option('--port <port>', 'port of the API (EVERSTEP_PORT)')
    .option('--temporal-port <port>', 'port of Temporal (EVERSTEP_TEMPORAL_PORT)')
    .option('--temporal-ui-port <port>', "port of Temporal's web pages (EVERSTEP_TEMPORAL_UI_PORT)")
    .option('--postgres-port <port>', 'port of PostgreSQL (EVERSTEP_POSTGRES_PORT)')
    .option('--log-level <level>', 'debug, info, warn or error (EVERSTEP_LOG_LEVEL)');
}

/** The configuration that flags and environment give. */
export function readStackConfig({ env, cwd }: Context, flags: StackFlags): RuntimeConfig {
  const { packages, ...same } = flags;
  return readRuntimeConfig(env, {
    ...onlyStackFlags(same),
    cwd,
    ...(packages === undefined ? {} : { packagesDir: packages }),
  });
}

/** Brings a database to the newest version. */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  const database = openDatabase(databaseUrl, { max: 2 });
  try {
    await migrate(database, { directory: migrationsDir() });
  } finally {
    await database.close();
  }
}

/** Options of other kinds (`--json`) are no business of the configuration. */
function onlyStackFlags(flags: Omit<StackFlags, 'packages'>): Omit<StackFlags, 'packages'> {
  const names = [
    'dataDir',
    'port',
    'temporalPort',
    'temporalUiPort',
    'postgresPort',
    'logLevel',
  ] as const;
  return Object.fromEntries(
    names.flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]]])),
  );
}
