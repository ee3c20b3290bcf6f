import { cp, mkdtemp, readdir, rm, writeFile, appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from './database';
import { migrate, migrationStatus } from './migrate';
import { createEmptyDatabase, MIGRATIONS, type TestDatabase } from './test-database';

let test: TestDatabase;
let directory: string;

beforeEach(async () => {
  test = await createEmptyDatabase();
  directory = await mkdtemp(join(tmpdir(), 'everstep-migrations-'));
  await cp(MIGRATIONS, directory, { recursive: true });
});
afterEach(async () => {
  await test.drop();
  await rm(directory, { recursive: true });
});

/** Tables, columns, functions, indexes and triggers of the schema, as text. */
async function readSchema(): Promise<unknown> {
  return test.database.query(
    `select 'column' as what, table_name || '.' || column_name || ' ' || data_type as name
       from information_schema.columns where table_schema = 'public'
     union all select 'index', indexdef from pg_indexes where schemaname = 'public'
     union all select 'trigger', pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
     union all select 'function', pg_get_functiondef(oid) from pg_proc
       where pronamespace = 'public'::regnamespace
     order by 1, 2`,
  );
}

describe('migrate', () => {
  it('goes up, down to nothing, and up again to the same schema', async () => {
    const up = await migrate(test.database, { directory });
    const schema = await readSchema();
    const down = await migrate(test.database, { directory, to: 0 });
    expect(down.map((step) => step.name)).toEqual(up.map((step) => step.name).reverse());
    expect(await readSchema()).toHaveLength(5);
    expect(await migrate(test.database, { directory })).toEqual(up);
    expect(await readSchema()).toEqual(schema);
  });

  it('does nothing when all is applied', async () => {
    await migrate(test.database, { directory });
    expect(await migrate(test.database, { directory })).toEqual([]);
  });

  it('stops at the number it is told, and says where the schema is', async () => {
    const progress: string[] = [];
    await migrate(test.database, {
      directory,
      to: 2,
      onProgress: (step) => progress.push(`${step.direction} ${step.name}`),
    });
    expect(progress).toEqual(['up 0001_core', 'up 0002_runs']);
    const states = await migrationStatus(test.database, { directory });
    expect(states.filter((state) => state.appliedAt !== null).map((state) => state.number)).toEqual(
      [1, 2],
    );
    expect(states.length).toBeGreaterThan(2);
  });

  it('tells the state of a database that was never migrated', async () => {
    const states = await migrationStatus(test.database, { directory });
    expect(states.every((state) => state.appliedAt === null)).toBe(true);
    expect(await readSchema()).toEqual([]);
  });

  it('applies each migration once when several begin at the same moment', async () => {
    const others = [1, 2, 3].map(() => openDatabase(test.url, { max: 2 }));
    const done = await Promise.all(
      [test.database, ...others].map((database) => migrate(database, { directory })),
    );
    await Promise.all(others.map((database) => database.close()));
    expect(done.filter((steps) => steps.length > 0)).toHaveLength(1);
  });

  it('refuses a migration that was changed after it was applied', async () => {
    await migrate(test.database, { directory, to: 2 });
    await appendFile(join(directory, '0001_core.up.sql'), '\n-- changed');
    await expect(migrate(test.database, { directory })).rejects.toMatchObject({
      code: 'STORE_MIGRATION_CHANGED',
      details: { name: '0001_core' },
    });
    const states = await migrationStatus(test.database, { directory });
    expect(states.filter((state) => state.appliedAt !== null)).toHaveLength(2);
  });

  it('refuses a database that has a migration which is not here', async () => {
    await migrate(test.database, { directory });
    const last = (await readdir(directory))
      .filter((name) => name.endsWith('.up.sql'))
      .sort()
      .at(-1);
    await rm(join(directory, last ?? ''));
    await expect(migrate(test.database, { directory })).rejects.toMatchObject({
      code: 'STORE_MIGRATION_MISSING',
    });
  });

  it('leaves nothing of a migration that fails, and all that came before it', async () => {
    await writeFile(
      join(directory, '9999_broken.up.sql'),
      'create table half (a int); select 1/0;',
    );
    await writeFile(join(directory, '9999_broken.down.sql'), '');
    await expect(migrate(test.database, { directory })).rejects.toThrow('division by zero');
    const states = await migrationStatus(test.database, { directory });
    expect(states.filter((state) => state.appliedAt === null).map((state) => state.number)).toEqual(
      [9999],
    );
    const half = await test.database.query(`select to_regclass('half') as half`);
    expect(half).toEqual([{ half: null }]);
  });
});
