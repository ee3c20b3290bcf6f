import { randomUUID } from 'node:crypto';
import { AppError } from '../plan/errors';
import { prepareDataDir } from './data-dir';
import { removePidFile, writePidFile, type ChildRecord } from './pid-file';
import { SupervisedChild, type ChildSpec } from './process';
import type { Progress } from './progress';
import { startWatchdog } from './watchdog';

/** Keeps the processes of one data directory: starts them, lists them, and leaves none behind. */
export interface Supervisor {
  readonly dataDir: string;
  readonly onProgress: Progress;
  /** Makes a child without starting it; an AppError once everything is being stopped. */
  addChild(spec: ChildSpec): SupervisedChild;
  /** Stops every child, the last one first, and forgets the list of processes. */
  stopAll(): Promise<void>;
  /** Kills every child at once. */
  killAll(): void;
}

/** Creates the supervisor of a data directory; call it only while holding that directory's lock. */
export function createSupervisor(
  dataDir: string,
  onProgress: Progress,
  removeDir = '',
): Supervisor {
  const children: SupervisedChild[] = [];
  const start = randomUUID();
  let closing = false;
  prepareDataDir(dataDir);
  const listPids = (): void => {
    writePidFile(dataDir, start, children.flatMap(recordOf));
  };
  listPids();
  const watchdog = startWatchdog(dataDir, start, removeDir);
  return {
    dataDir,
    onProgress,
    addChild(spec) {
      if (closing) throw new AppError('STACK_STOPPED');
      const child = new SupervisedChild(spec, dataDir, { onChange: listPids, onProgress });
      children.push(child);
      return child;
    },
    async stopAll() {
      closing = true;
      for (const child of [...children].reverse()) await child.stop();
      removePidFile(dataDir);
      watchdog.release();
    },
    killAll() {
      closing = true;
      for (const child of children) child.killNow();
    },
  };
}

function recordOf(child: SupervisedChild): ChildRecord[] {
  const identity = child.identity;
  if (identity === undefined) return [];
  return [{ name: child.name, ...identity, stopSignal: child.spec.stopSignal }];
}
