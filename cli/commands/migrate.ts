import type { Command } from 'commander';
import { openDatabase } from '../../store/database';
import {
  migrate,
  migrationStatus,
  type MigrationState,
  type MigrationStep,
} from '../../store/migrate';
import { show, type Context, type Register } from '../context';
import { databaseUrl } from '../database-url';
import { UsageError, type ExitCode } from '../exit-codes';
import { migrationsDir } from '../project-dir';
import { tableLines } from '../table';

interface MigrateFlags {
  readonly to?: string;
  readonly down?: boolean;
  readonly dataDir?: string;
}

/** `everstep migrate`: brings the database to the newest or a chosen version. */
export const registerMigrate: Register = (program, invoke) => {
  program
    .command('migrate')
    .description('bring the database to the newest version, or to another one')
    .option('--to <number>', 'the version to end at, up or down')
    .option('--down', 'take the newest version back; with --to, allow going down')
    .option('--data-dir <folder>', 'data directory of the running stack')
    .action((flags: MigrateFlags, command: Command) =>
      invoke(command, (context) => runMigrate(context, flags)),
    );
};

/** Migrates the database of DATABASE_URL, else of the running stack, and lists every version. */
export async function runMigrate(context: Context, flags: MigrateFlags): Promise<ExitCode> {
  const database = openDatabase(databaseUrl(context, flags), { max: 2 });
  const directory = migrationsDir();
  try {
    const before = await migrationStatus(database, { directory });
    const to = chooseTarget(before, flags);
    const steps = await migrate(database, { directory, ...(to === undefined ? {} : { to }) });
    const states = await migrationStatus(database, { directory });
    return show(context, { steps, migrations: states }, () => describe(context, steps, states));
  } finally {
    await database.close();
  }
}

/** Going down loses data, so it has to be asked for. */
function chooseTarget(
  states: readonly MigrationState[],
  { to, down }: MigrateFlags,
): number | undefined {
  const applied = states.filter(({ appliedAt }) => appliedAt !== null).map(({ number }) => number);
  const newest = applied.at(-1) ?? 0;
  if (to === undefined) return down === true ? (applied.at(-2) ?? 0) : undefined;
  if (!/^\d+$/.test(to)) throw new UsageError(`--to is ${to}; it has to be a number, 0 or more`);
  const target = Number(to);
  if (target < newest && down !== true) {
    throw new UsageError(
      `the database is at ${newest}; going down to ${target} loses data, add --down to do it`,
    );
  }
  return target;
}

function describe(
  { paint }: Context,
  steps: readonly MigrationStep[],
  states: readonly MigrationState[],
): readonly string[] {
  const done = steps.map(({ name, direction }) => `${direction === 'up' ? '▲' : '▼'} ${name}`);
  const table = tableLines(
    states,
    [
      { title: 'VERSION', text: ({ number }) => number },
      { title: 'NAME', text: ({ name }) => name },
      { title: 'APPLIED', text: ({ appliedAt }) => appliedAt ?? '-' },
    ],
    paint,
  );
  return [...(done.length === 0 ? ['The database is up to date.'] : done), '', ...table];
}
