import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownIdentity } from '../runtime/process-identity';
import { writeRuntimeFile } from '../runtime/runtime-file';
import { NotRunning } from './client-errors';
import { findApi } from './connection';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'everstep-connection-'));
  writeFileSync(join(dataDir, 'api-key'), 'key of the folder\n');
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

function run(pid: number): void {
  writeRuntimeFile({
    ...ownIdentity(),
    pid,
    dataDir,
    startedAt: new Date().toISOString(),
    databaseUrl: 'postgres://x',
    temporalAddress: '127.0.0.1:1',
    temporalNamespace: 'everstep',
    apiUrl: 'http://127.0.0.1:7401',
    children: [],
  });
}

const find = (env: Readonly<Record<string, string>> = {}): ReturnType<typeof findApi> =>
  findApi({ env: { EVERSTEP_DATA_DIR: dataDir, ...env }, cwd: '/' });

describe('findApi', () => {
  it('finds the stack that runs on the data directory, with its key', () => {
    run(process.pid);
    expect(find()).toEqual({ url: 'http://127.0.0.1:7401', apiKey: 'key of the folder' });
    expect(find({ EVERSTEP_API_KEY: 'mine' }).apiKey).toBe('mine');
  });

  it('takes the address of the environment first, and never sends it the key of the folder', () => {
    run(process.pid);
    const elsewhere = { EVERSTEP_URL: 'https://everstep.example/' };
    expect(find(elsewhere)).toEqual({ url: 'https://everstep.example', apiKey: undefined });
  });

  it('does not believe the file of a stack that was killed', () => {
    run(2 ** 22 + 1);
    expect(() => find()).toThrow(NotRunning);
  });
});
