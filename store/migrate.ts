import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../plan/errors';
import type { Database, Queryable } from './database';

export interface MigrateOptions {
  /** Folder of `NNNN_name.up.sql` and `NNNN_name.down.sql`. */
  readonly directory: string;
  /** The number to end at, up or down; 0 takes everything back. The newest unless told. */
  readonly to?: number;
  readonly onProgress?: (step: MigrationStep) => void;
}

export interface MigrationStep {
  readonly name: string;
  readonly direction: 'up' | 'down';
}

export interface MigrationState {
  readonly number: number;
  readonly name: string;
  /** RFC 3339; null when it is still to be applied. */
  readonly appliedAt: string | null;
}

/** Number of the advisory lock, in the space of two numbers, which nothing else here uses. */
const LOCK = [1_702_196_082, 1] as const;

/**
 * Brings the schema to a version, each migration in a transaction of its own, and gives what it did.
 * Two at once wait for each other. Applied files have to be here unchanged: else STORE_MIGRATION_CHANGED
 * or STORE_MIGRATION_MISSING, before anything is done. A failing migration leaves those before it.
 */
export async function migrate(
  database: Database,
  options: MigrateOptions,
): Promise<readonly MigrationStep[]> {
  const files = await readMigrations(options.directory);
  return database.session(async (session) => {
    // A large table or another migrator may take longer than a request is allowed to.
    await session.query('set statement_timeout = 0');
    await session.query('set lock_timeout = 0');
    await session.query('select pg_advisory_lock($1, $2)', LOCK);
    await session.query(
      `create table if not exists schema_migrations (
         number int primary key, name text not null, checksum text not null,
         applied_at timestamptz(3) not null default clock_timestamp())`,
    );
    const applied = await readApplied(session);
    checkApplied(files, applied);
    const done = new Set(applied.map((row) => row.number));
    const steps = planSteps(files, done, options.to ?? Infinity);
    for (const step of steps) {
      await runStep(session, step);
      options.onProgress?.({ name: step.file.name, direction: step.direction });
    }
    // The connection ends now, and the lock with it.
    return steps.map(({ file, direction }) => ({ name: file.name, direction }));
  });
}

/** Every migration that is here or in the database, and whether it was applied. Changes nothing. */
export async function migrationStatus(
  database: Database,
  options: { readonly directory: string },
): Promise<readonly MigrationState[]> {
  const files = await readMigrations(options.directory);
  const [table] = await database.query<{ found: boolean }>(
    `select to_regclass('schema_migrations') is not null as found`,
  );
  const applied = table?.found === true ? await readApplied(database) : [];
  const times = new Map(applied.map((row) => [row.number, row.applied_at]));
  const states = new Map<number, MigrationState>();
  for (const { number, name } of [...files, ...applied]) {
    states.set(number, { number, name, appliedAt: times.get(number) ?? null });
  }
  return [...states.values()].sort((a, b) => a.number - b.number);
}

interface MigrationFile {
  readonly number: number;
  readonly name: string;
  readonly up: string;
  readonly down: string;
  readonly checksum: string;
}

interface AppliedRow {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly applied_at: string;
}

interface Step {
  readonly file: MigrationFile;
  readonly direction: 'up' | 'down';
}

async function readMigrations(directory: string): Promise<readonly MigrationFile[]> {
  const names = (await readdir(directory))
    .filter((name) => /^\d{4}_.*\.up\.sql$/.test(name))
    .sort();
  return Promise.all(names.map((name) => readMigration(directory, name.replace(/\.up\.sql$/, ''))));
}

async function readMigration(directory: string, name: string): Promise<MigrationFile> {
  const read = async (file: string): Promise<string> => {
    try {
      return await readFile(join(directory, file), 'utf8');
    } catch (error) {
      throw new AppError('STORE_MIGRATION_MISSING', { name: file }, { cause: error });
    }
  };
  // A checkout on another system may change line ends; that is no change of the migration.
  const up = (await read(`${name}.up.sql`)).replaceAll('\r\n', '\n');
  const down = await read(`${name}.down.sql`);
  const checksum = createHash('sha256').update(up).digest('hex');
  return { number: Number(name.slice(0, 4)), name, up, down, checksum };
}

function readApplied(db: Queryable): Promise<readonly AppliedRow[]> {
  return db.query<AppliedRow>(
    'select number, name, checksum, applied_at from schema_migrations order by number',
  );
}

function checkApplied(files: readonly MigrationFile[], applied: readonly AppliedRow[]): void {
  const byNumber = new Map(files.map((file) => [file.number, file]));
  for (const row of applied) {
    const file = byNumber.get(row.number);
    if (file?.name !== row.name) throw new AppError('STORE_MIGRATION_MISSING', { name: row.name });
    if (file.checksum !== row.checksum) {
      throw new AppError('STORE_MIGRATION_CHANGED', { name: row.name });
    }
  }
}

function planSteps(
  files: readonly MigrationFile[],
  done: ReadonlySet<number>,
  to: number,
): readonly Step[] {
  const down = files.filter((file) => file.number > to && done.has(file.number)).reverse();
  const up = files.filter((file) => file.number <= to && !done.has(file.number));
  return [
    ...down.map((file) => ({ file, direction: 'down' as const })),
    ...up.map((file) => ({ file, direction: 'up' as const })),
  ];
}

async function runStep(session: Queryable, { file, direction }: Step): Promise<void> {
  await session.query('begin');
  try {
    await session.query(direction === 'up' ? file.up : file.down);
    if (direction === 'up') {
      await session.query(
        'insert into schema_migrations (number, name, checksum) values ($1,$2,$3)',
        [file.number, file.name, file.checksum],
      );
    } else {
      await session.query('delete from schema_migrations where number = $1', [file.number]);
    }
    await session.query('commit');
  } catch (error) {
    await session.query('rollback').catch(() => undefined);
    throw error;
  }
}
