import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, type Database } from './database';
import { migrate } from './migrate';

export const MIGRATIONS = join(__dirname, '..', 'migrations');

/** A migrated, empty database of one test file. */
export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  /** Closes the connections and removes the database. */
  drop(): Promise<void>;
}

/**
 * Makes a database on the server of EVERSTEP_TEST_DATABASE_URL (an administrator's address). It is a
 * copy of a template that is migrated once for each state of the migrations, whoever comes first.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = readAdminUrl();
  const template = templateName();
  await ensureTemplate(adminUrl, template);
  return createDatabase(adminUrl, template);
}

/** Like `createTestDatabase`, but without any migration: for tests of migrating. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase(readAdminUrl(), 'template0');
}

async function createDatabase(adminUrl: string, template: string): Promise<TestDatabase> {
  const name = `everstep_test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(adminUrl, (admin) => admin.query(`create database ${name} template ${template}`));
  const url = withDatabase(adminUrl, name);
  const database = openDatabase(url, { applicationName: 'everstep test', max: 10 });
  const drop = async (): Promise<void> => {
    await database.close();
    await asAdmin(adminUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`));
  };
  return { database, url, drop };
}

/** Builds the template unless it is there. Only a finished one is marked as a template. */
async function ensureTemplate(adminUrl: string, template: string): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    await admin.session(async (session) => {
      await session.query('set statement_timeout = 0');
      await session.query('set lock_timeout = 0');
      await session.query('select pg_advisory_lock(1702196082, 2)');
      const done = await session.query(
        'select 1 from pg_database where datname = $1 and datistemplate',
        [template],
      );
      if (done.length > 0) return;
      await session.query(`drop database if exists ${template} with (force)`);
      await session.query(`create database ${template} template template0`);
      const database = openDatabase(withDatabase(adminUrl, template), { max: 2 });
      try {
        await migrate(database, { directory: MIGRATIONS });
      } finally {
        await database.close();
      }
      await session.query(
        `alter database ${template} with is_template true allow_connections false`,
      );
    });
  });
}

async function asAdmin<T>(url: string, fn: (admin: Database) => Promise<T>): Promise<T> {
  const admin = openDatabase(url, { max: 1 });
  try {
    return await fn(admin);
  } finally {
    await admin.close();
  }
}

function readAdminUrl(): string {
  const url = process.env['EVERSTEP_TEST_DATABASE_URL'];
  if (url === undefined) throw new Error('EVERSTEP_TEST_DATABASE_URL is not set.');
  return url;
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

/** Changes with the migrations, so that an old template is never used. */
function templateName(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(MIGRATIONS).sort()) {
    hash.update(file).update(readFileSync(join(MIGRATIONS, file)));
  }
  return `everstep_template_${hash.digest('hex').slice(0, 12)}`;
}
