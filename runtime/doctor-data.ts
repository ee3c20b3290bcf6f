import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RuntimeConfig } from './config';
import type { DoctorPart } from './doctor-report';
import { readLockHolder } from './lock';

const leastFreeBytes = 500_000_000;

/** The data directory: whether it can be written, and who uses it. */
export function inspectDataDir(config: RuntimeConfig): DoctorPart[] {
  const where = config.dataDir;
  const lockPath = join(where, 'lock');
  const holder = readLockHolder(lockPath);
  const lock: DoctorPart = {
    name: 'data directory lock',
    status: holder === undefined ? 'stopped' : 'ok',
    where: lockPath,
    advice: holder && `Held by process ${holder.pid} since ${holder.since}.`,
  };
  return [{ name: 'data directory', where, ...describeAccess(config) }, lock];
}

/** Free space where the data directory is or will be. */
export function inspectDisk(config: RuntimeConfig): DoctorPart {
  const where = nearestFolder(config.dataDir);
  const { bavail, bsize } = statfsSync(where);
  const free = bavail * bsize;
  const isEnough = free > leastFreeBytes;
  return {
    name: 'disk space',
    status: isEnough ? 'ok' : 'unhealthy',
    where,
    version: `${(free / 1e9).toFixed(1)} GB free`,
    advice: isEnough ? undefined : 'Free some space; the databases stop when the disk is full.',
  };
}

function describeAccess(config: RuntimeConfig): Pick<DoctorPart, 'status' | 'advice'> {
  const folder = nearestFolder(config.dataDir);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    return {
      status: 'unhealthy',
      advice: `${folder} cannot be written; set EVERSTEP_DATA_DIR to a folder that can.`,
    };
  }
  const note = config.notes[0];
  if (note !== undefined) return { status: 'ok', advice: note };
  return {
    status: 'ok',
    advice: existsSync(config.dataDir) ? undefined : 'The first start makes it.',
  };
}

function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}
