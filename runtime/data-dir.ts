import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs';
import { AppError } from '../plan/errors';
import { findUnprivilegedUser } from './unprivileged-user';

/**
 * Makes the data directory, closed to everybody else on this machine: it holds what runs have worked on.
 * As root, the account of PostgreSQL may pass through, and no more. A directory that exists is only opened that far.
 */
export function prepareDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    letThrough(dataDir);
  } catch (cause) {
    const advice = 'Choose another one with EVERSTEP_DATA_DIR.';
    throw new AppError(
      'STACK_DATA_DIR',
      { dataDir, reason: (cause as Error).message, advice },
      { cause },
    );
  }
}

function letThrough(dataDir: string): void {
  const user = findUnprivilegedUser();
  if (user === undefined) return;
  const { mode, gid } = statSync(dataDir);
  if ((mode & 0o001) !== 0 || ((mode & 0o010) !== 0 && gid === user.gid)) return;
  chownSync(dataDir, -1, user.gid);
  chmodSync(dataDir, (mode & 0o7700) | 0o010);
}
