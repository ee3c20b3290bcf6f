import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../runtime/config';

/**
 * The secret that worker and API share: EVERSTEP_SECRET, else one that is made once for a data directory and
 * kept there, readable by its owner only.
 */
export function readOrMakeSecret(env: Environment, dataDir: string): string {
  const given = env['EVERSTEP_SECRET']?.trim() ?? '';
  if (given !== '') return given;
  const path = join(dataDir, 'secret');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(path, 'utf8').trim();
}
