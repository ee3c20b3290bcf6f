import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isRunning, ownIdentity } from './process-identity';

const LockHolderSchema = z.object({
  pid: z.int().positive(),
  startTime: z.string(),
  since: z.string(),
  token: z.string(),
});

/** Who holds a lock, and since when. */
export type LockHolder = Readonly<z.infer<typeof LockHolderSchema>>;

/** A lock that is ours until it is released. */
export interface Lock {
  readonly holder: LockHolder;
  release(): void;
}

/**
 * Takes the lock file, or gives undefined when a running process holds it.
 * The lock of a process that has gone is taken over. Never waits.
 */
export function tryLock(path: string): Lock | undefined {
  const holder: LockHolder = {
    ...ownIdentity(),
    since: new Date().toISOString(),
    token: randomUUID(),
  };
  const draft = `${path}.${holder.token}`;
  writeFileSync(draft, `${JSON.stringify(holder)}\n`, { mode: 0o644 });
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (linkIsNew(draft, path))
        return {
          holder,
          release: () => {
            releaseLock(path, holder);
          },
        };
      if (readLockHolder(path) !== undefined) return undefined;
      setAsideStaleLock(path);
    }
    return undefined;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Takes the lock file, waiting for a running holder to finish; `onWait` hears once who that is. */
export async function waitForLock(
  path: string,
  onWait: (holder: LockHolder) => void,
): Promise<Lock> {
  for (let told = false; ;) {
    const lock = tryLock(path);
    if (lock !== undefined) return lock;
    const holder = readLockHolder(path);
    if (holder !== undefined && !told) {
      told = true;
      onWait(holder);
    }
    await sleep(200);
  }
}

/** The running process that holds the lock file; undefined when it is free or its holder has gone. */
export function readLockHolder(path: string): LockHolder | undefined {
  const holder = parseLock(path);
  return holder !== undefined && isRunning(holder) ? holder : undefined;
}

/** A link to a finished file appears whole or not at all, and only for one of two who try. */
function linkIsNew(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a stale lock away, then looks again: another start may have replaced it in between, and gets it back. */
function setAsideStaleLock(path: string): void {
  const aside = `${path}.stale-${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readLockHolder(aside) !== undefined) linkIsNew(aside, path);
  rmSync(aside, { force: true });
}

function releaseLock(path: string, holder: LockHolder): void {
  if (parseLock(path)?.token === holder.token) rmSync(path, { force: true });
}

function parseLock(path: string): LockHolder | undefined {
  try {
    return LockHolderSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
