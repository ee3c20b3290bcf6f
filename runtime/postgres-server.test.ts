import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { choosePort } from './ports';
import { canConnect, ensureDatabase, startPostgres, type PostgresServer } from './postgres-server';
import { silent } from './progress';
import { createSupervisor, type Supervisor } from './supervisor';

const dir = mkdtempSync(join(tmpdir(), 'everstep-postgres-'));
let supervisor: Supervisor;

async function start(): Promise<PostgresServer> {
  supervisor = createSupervisor(dir, silent);
  const wish = { port: 0, setting: 'X', origin: 'explicit' } as const;
  const port = await choosePort(wish, new Set(), silent);
  return startPostgres(supervisor, { port, durability: 'full' });
}

async function ask(databaseUrl: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

afterEach(async () => {
  await supervisor.stopAll();
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

it('starts with safe settings, for this machine and the holder of the password only', async () => {
  const server = await start();
  const settings = await ask(
    server.databaseUrl,
    `SELECT string_agg(name || '=' || setting, ' ' ORDER BY name COLLATE "C") AS found FROM pg_settings
     WHERE name IN ('fsync', 'synchronous_commit', 'max_connections', 'listen_addresses', 'TimeZone', 'password_encryption')`,
  );
  expect(settings).toEqual([
    {
      found:
        'TimeZone=UTC fsync=on listen_addresses=127.0.0.1 max_connections=200 password_encryption=scram-sha-256 synchronous_commit=on',
    },
  ]);
  expect(statSync(join(dir, 'postgres.password')).mode & 0o777).toBe(0o600);
  const wrong = new URL(server.databaseUrl);
  wrong.password = 'guess';
  expect(await canConnect(wrong.href)).toBe(false);
});

it('keeps what was committed when it is killed, and comes back by itself', async () => {
  const server = await start();
  await ask(server.databaseUrl, "CREATE TABLE kept AS SELECT 'committed' AS word");
  const first = server.child.pid;
  await server.child.kill('SIGKILL');
  await server.child.untilReady(() => canConnect(server.databaseUrl), 30_000);
  expect(server.child.pid).not.toBe(first);
  expect(await ask(server.databaseUrl, 'SELECT word FROM kept')).toEqual([{ word: 'committed' }]);
});

it('keeps its data over a stop and a start with another port', async () => {
  const server = await start();
  expect(await ask(server.databaseUrl, 'SELECT word FROM kept')).toEqual([{ word: 'committed' }]);
});

it('starts although a postmaster.pid names a process of somebody else', async () => {
  writeFileSync(join(dir, 'postgres', 'postmaster.pid'), `${process.pid}\n`);
  const server = await start();
  expect(await canConnect(server.databaseUrl)).toBe(true);
});

it('starts anew when the first start was killed during initdb', async () => {
  rmSync(join(dir, 'postgres'), { recursive: true });
  writeFileSync(join(dir, 'postgres.new'), 'half a folder');
  const server = await start();
  expect(await canConnect(server.databaseUrl)).toBe(true);
  expect(readdirSync(dir)).not.toContain('postgres.new');
});

it('creates a database once, also for two callers', async () => {
  const { adminUrl } = await start();
  await Promise.all([ensureDatabase(adminUrl, 'Two words'), ensureDatabase(adminUrl, 'Two words')]);
  const found = await ask(adminUrl, "SELECT datname FROM pg_database WHERE datname = 'Two words'");
  expect(found).toHaveLength(1);
});

it('refuses data of another version and leaves it alone', async () => {
  const file = join(dir, 'postgres', 'PG_VERSION');
  const version = readFileSync(file, 'utf8');
  writeFileSync(file, '13\n');
  await expect(start()).rejects.toMatchObject({
    code: 'STACK_POSTGRES',
    message: expect.stringContaining('PostgreSQL 13') as string,
  });
  writeFileSync(file, version);
});
