import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { endProcess, identifyProcess, ownIdentity } from './process-identity';
import type { Progress } from './progress';

const ChildRecordSchema = z.object({
  name: z.string(),
  pid: z.int().positive(),
  startTime: z.string(),
  stopSignal: z.enum(['SIGTERM', 'SIGINT']),
});

const PidFileSchema = z.object({
  /** Tells two starts by one process apart. */
  start: z.string(),
  ownerPid: z.int().positive(),
  ownerStartTime: z.string(),
  children: z.array(ChildRecordSchema),
});

/** One process that a start has begun and must not leave behind. */
export type ChildRecord = Readonly<z.infer<typeof ChildRecordSchema>>;

/** Where the processes of a data directory are listed. */
export function pidFilePath(dataDir: string): string {
  return join(dataDir, 'pids.json');
}

/** Lists the processes of one start of this process, at once and whole. */
export function writePidFile(
  dataDir: string,
  start: string,
  children: readonly ChildRecord[],
): void {
  const owner = ownIdentity();
  const content = { start, ownerPid: owner.pid, ownerStartTime: owner.startTime, children };
  const temporary = `${pidFilePath(dataDir)}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(content, null, 1)}\n`);
  renameSync(temporary, pidFilePath(dataDir));
}

/** Forgets the list; call it when every process has ended. */
export function removePidFile(dataDir: string): void {
  rmSync(pidFilePath(dataDir), { force: true });
}

/**
 * Ends what an earlier start left running because it was killed itself, and gives the names of what it ended.
 * A process whose id has since been given to another is left alone, and so is everything while that start still runs.
 */
export async function endOrphans(dataDir: string, onProgress: Progress): Promise<string[]> {
  const file = readPidFile(dataDir);
  if (file === undefined) return [];
  const owner = identifyProcess(file.ownerPid);
  if (owner?.startTime === file.ownerStartTime && owner.pid !== process.pid) return [];
  const ended: string[] = [];
  for (const child of [...file.children].reverse()) {
    if (await endProcess(child, { signal: child.stopSignal, graceMs: 5000 })) {
      onProgress(`ended ${child.name} (process ${child.pid}), left over from an earlier start`);
      ended.push(child.name);
    }
  }
  removePidFile(dataDir);
  return ended;
}

/** The processes that the last start has listed; empty when there is no list. */
export function readChildRecords(dataDir: string): readonly ChildRecord[] {
  return readPidFile(dataDir)?.children ?? [];
}

function readPidFile(dataDir: string): z.infer<typeof PidFileSchema> | undefined {
  try {
    return PidFileSchema.parse(JSON.parse(readFileSync(pidFilePath(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
}
