import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../plan/errors';
import { readRuntimeConfig } from './config';
import { isRoot } from './unprivileged-user';

const cwd = mkdtempSync('/tmp/everstep-config-');
afterAll(() => {
  rmSync(cwd, { recursive: true });
});

it('has a default for everything', () => {
  const config = readRuntimeConfig({}, { cwd: tmpdir() });
  expect(config).toMatchObject({
    dataDir: join(tmpdir(), '.everstep'),
    packagesDir: join(tmpdir(), 'bottemplates'),
    temporalNamespace: 'everstep',
    sqliteSynchronous: 'FULL',
    logLevel: 'info',
    temporalCli: { cacheDir: join(homedir(), '.cache', 'everstep'), path: undefined },
  });
  expect(config.databaseUrl).toBeUndefined();
  expect(config.ports.api).toEqual({ port: 7400, setting: 'EVERSTEP_PORT', origin: 'default' });
  expect(config.ports.temporal.port).toBe(7233);
  expect(config.ports.temporalUi.port).toBe(8233);
  expect(config.ports.postgres.port).toBe(5433);
});

it('takes a flag before the environment, and an empty variable as unset', () => {
  const env = { EVERSTEP_PORT: '8000', DATABASE_URL: ' ', EVERSTEP_CACHE_DIR: '/cache' };
  const config = readRuntimeConfig(env, { cwd: tmpdir(), port: 9000, dataDir: 'here' });
  expect(config.ports.api).toEqual({ port: 9000, setting: 'EVERSTEP_PORT', origin: 'explicit' });
  expect(config.databaseUrl).toBeUndefined();
  expect(config.dataDir).toBe(join(tmpdir(), 'here'));
  expect(config.temporalCli.cacheDir).toBe('/cache');
});

it.each([
  [{ EVERSTEP_PORT: 'http' }, 'EVERSTEP_PORT'],
  [{ EVERSTEP_POSTGRES_PORT: '70000' }, 'EVERSTEP_POSTGRES_PORT'],
  [{ EVERSTEP_LOG_LEVEL: 'loud' }, 'EVERSTEP_LOG_LEVEL'],
  [{ EVERSTEP_SQLITE_SYNCHRONOUS: 'OFF' }, 'EVERSTEP_SQLITE_SYNCHRONOUS'],
])('refuses %j and names the setting', (env, setting) => {
  const read = (): unknown => readRuntimeConfig(env);
  expect(read).toThrow(AppError);
  expect(read).toThrow(setting);
});

it('keeps the data outside a home that the account of PostgreSQL cannot enter, and says so', () => {
  const home = join(cwd, 'home');
  mkdirSync(home, { mode: 0o700 });
  const config = readRuntimeConfig({}, { cwd: home });
  const elsewhere = /^\/var\/(lib|tmp)\/everstep\/[0-9a-f]{12}$/;
  expect(elsewhere.test(config.dataDir)).toBe(isRoot());
  expect(config.notes.map((note) => note.includes(home))).toEqual(isRoot() ? [true] : []);
  expect(readRuntimeConfig({}, { cwd: home }).dataDir).toBe(config.dataDir);
});
