import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerConfig } from './config';

/** The secret of the configuration, else the one of the data folder, which is made at the first start. */
export function readSecret(config: WorkerConfig): string {
  if (config.EVERSTEP_SECRET !== undefined) return config.EVERSTEP_SECRET;
  const file = join(config.EVERSTEP_DATA_DIR, 'secret');
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
