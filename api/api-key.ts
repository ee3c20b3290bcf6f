import { randomBytes } from 'node:crypto';
import { access, link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../store/database';
import { saveKey } from '../store/keys';
import { hashKey } from './authenticate';
import { hasCode } from './has-code';

/** The workspace that every installation begins with. */
export const DEFAULT_WORKSPACE = '00000000-0000-0000-0000-000000000001';
/** The principal of the first key. */
const ADMIN_NAME = 'admin';

/** A new key, too long to be guessed. */
export function makeKey(): string {
  return `ev_${randomBytes(32).toString('base64url')}`;
}

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
  await makeKeyFile(file);
  const key = (await readFile(file, 'utf8')).trim();
  if (key === '') throw new Error(`${file} is empty; remove it, so that a new key is made`);
  return key;
}

/** The file appears with its whole content, and only if there is none: two processes agree on one key. */
async function makeKeyFile(file: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const key = makeKey();
  try {
    await access(file);
    return;
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  await writeFile(draft, `${key}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
}
