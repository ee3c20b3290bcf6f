import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findKey } from '../store/keys';
import { createTestDatabase } from '../store/test-database';
import { keepKeyFile, saveAdminKey } from './api-key';
import { hashKey } from './authenticate';
import { ApiConfigSchema, readApiConfig } from './config';

const LEAST = {
  DATABASE_URL: 'postgresql://u:secret@127.0.0.1/x',
  TEMPORAL_ADDRESS: 'temporal:7233',
};

it('needs a database and Temporal, and has a default for all else', () => {
  expect(readApiConfig(LEAST)).toMatchObject({
    host: '127.0.0.1',
    port: 7400,
    temporalNamespace: 'everstep',
    bodyLimit: 1_048_576,
    apiKey: undefined,
    migrate: true,
  });
});

it('takes an empty variable for one that is not set', () => {
  expect(readApiConfig({ ...LEAST, EVERSTEP_PORT: '', EVERSTEP_API_KEY: '' }).port).toBe(7400);
});

it('serves other machines only when that is allowed', () => {
  const remote = { ...LEAST, EVERSTEP_HOST: '0.0.0.0' };
  expect(() => readApiConfig(remote)).toThrow(
    'EVERSTEP_HOST is 0.0.0.0; it has to be a loopback address, unless EVERSTEP_ALLOW_REMOTE is true',
  );
  expect(readApiConfig({ ...remote, EVERSTEP_ALLOW_REMOTE: 'true' }).host).toBe('0.0.0.0');
});

it.each<[string, string | undefined]>([
  ['DATABASE_URL', undefined],
  ['DATABASE_URL', 'mysql://x'],
  ['TEMPORAL_ADDRESS', undefined],
  ['TEMPORAL_ADDRESS', 'http://temporal:7233'],
  ['EVERSTEP_PORT', 'abc'],
  ['EVERSTEP_PORT', '70000'],
  ['EVERSTEP_PORT', '-1'],
  ['EVERSTEP_ALLOW_REMOTE', 'yes'],
  ['EVERSTEP_BODY_LIMIT', '1e12'],
  ['EVERSTEP_API_KEY', 'short'],
  ['EVERSTEP_API_KEY', 'with blanks in it'],
  ['EVERSTEP_TEMPORAL_UI', 'nowhere'],
  ['EVERSTEP_LOG_LEVEL', 'loud'],
])('refuses %s=%s and names it', (name, value) => {
  const read = (): unknown => readApiConfig({ ...LEAST, [name]: value });
  expect(read).toThrow(expect.objectContaining({ code: 'STACK_SETTING_INVALID' }) as Error);
  expect(read).toThrow(new RegExp(`^${name} is `));
});

it('never shows a secret', () => {
  const database = (): unknown => readApiConfig({ ...LEAST, DATABASE_URL: 'pg://u:secret@x' });
  expect(database).toThrow(/^DATABASE_URL is not usable;/);
  expect(() => readApiConfig({ ...LEAST, EVERSTEP_API_KEY: 'a b c d e f' })).not.toThrow(/a b c/);
});

it('names every variable in its schema', () => {
  expect(Object.keys(ApiConfigSchema.shape)).toEqual(
    expect.arrayContaining([...Object.keys(LEAST), 'EVERSTEP_API_KEY', 'EVERSTEP_DATA_DIR']),
  );
});

describe('the first key', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'everstep-key-'));
  });
  afterEach(() => {
    rmSync(dataDir, { recursive: true });
  });

  it('is made once, for its owner only', async () => {
    const inner = join(dataDir, 'data');
    const key = await keepKeyFile(inner);
    expect(key).toMatch(/^ev_[\w-]{43}$/);
    expect(await keepKeyFile(inner)).toBe(key);
    const file = join(inner, 'api-key');
    expect(readFileSync(file, 'utf8')).toBe(`${key}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is one key, also when two processes make it at once', async () => {
    const keys = await Promise.all([keepKeyFile(dataDir), keepKeyFile(dataDir)]);
    expect(new Set(keys).size).toBe(1);
  });

  it('is not taken from an empty file', async () => {
    writeFileSync(join(dataDir, 'api-key'), '');
    await expect(keepKeyFile(dataDir)).rejects.toThrow('is empty');
  });

  it('opens everything, and its text is not in the database', async () => {
    const test = await createTestDatabase();
    const { database } = test;
    await saveAdminKey(database, { apiKey: undefined, dataDir });
    await saveAdminKey(database, { apiKey: 'a-key-of-the-environment', dataDir });
    const made = hashKey(readFileSync(join(dataDir, 'api-key'), 'utf8').trim());
    for (const hash of [made, hashKey('a-key-of-the-environment')]) {
      expect(await findKey(database, hash)).toMatchObject({ role: 'admin' });
    }
    expect(await findKey(database, hashKey('another'))).toBeUndefined();
    await test.drop();
  });
});
