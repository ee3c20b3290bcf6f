import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../store/database';
import { saveKey } from '../store/keys';
import { hashKey } from './authenticate';

/** The workspace that every installation begins with. */
export const DEFAULT_WORKSPACE = '00000000-0000-0000-0000-000000000001';
/** The principal of the first key. */
const ADMIN_NAME = 'admin';

/** Makes sure that there is an admin key: the given one, else the one of `<dataDir>/api-key`. */
export async function saveAdminKey(
  database: Database,
  options: { readonly apiKey: string | undefined; readonly dataDir: string },
): Promise<void> {
  const key = options.apiKey ?? (await keepKeyFile(options.dataDir));
  await saveKey(database, {
    workspaceId: DEFAULT_WORKSPACE,
    name: ADMIN_NAME,
    role: 'admin',
    keyHash: hashKey(key),
  });
}

/** Reads the key of the data directory, or makes one that only its owner can read. */
export async function keepKeyFile(dataDir: string): Promise<string> {
  const file = join(dataDir, 'api-key');
  await mkdir(dataDir, { recursive: true });
  const key = `ev_${randomBytes(32).toString('base64url')}`;
  try {
    await writeFile(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return key;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const kept = (await readFile(file, 'utf8')).trim();
  if (kept === '') throw new Error(`${file} is empty; remove it, so that a new key is made`);
  return kept;
}
