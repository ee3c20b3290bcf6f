import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkerConfigSchema } from './config';
import { readSecret } from './secret';

const environment = { DATABASE_URL: 'postgresql://x', TEMPORAL_ADDRESS: 'x:1' };

it('takes the secret of the configuration', () => {
  const config = WorkerConfigSchema.parse({ ...environment, EVERSTEP_SECRET: 'sixteen letters!' });
  expect(readSecret(config)).toBe('sixteen letters!');
});

it('makes one that only its owner can read, and finds it again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'everstep-secret-'));
  const config = WorkerConfigSchema.parse({ ...environment, EVERSTEP_DATA_DIR: folder });
  const secret = readSecret(config);
  expect(secret.length).toBeGreaterThan(40);
  expect(readSecret(config)).toBe(secret);
  expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
});
