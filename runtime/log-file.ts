import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const largestLogBytes = 16 * 1024 * 1024;

/** Where a part of the stack writes its log. */
export function logFilePath(dataDir: string, name: string): string {
  return join(dataDir, 'logs', `${name}.log`);
}

/** Opens a log for appending and gives the file descriptor; a log that has grown large is set aside as `.1` first. */
export function openLog(path: string): number {
  mkdirSync(join(path, '..'), { recursive: true });
  if (logSize(path) > largestLogBytes) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o644);
}

/** Bytes in a log; 0 when there is none. */
export function logSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Text of a log from a byte offset on, at most its last 64 KB. */
export function readLog(path: string, fromByte: number): string {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return '';
  }
  try {
    const size = fstatSync(descriptor).size;
    const start = Math.max(fromByte, size - 64 * 1024, 0);
    const buffer = Buffer.alloc(Math.max(0, size - start));
    const length = readSync(descriptor, buffer, 0, buffer.length, start);
    return buffer.toString('utf8', 0, length);
  } finally {
    closeSync(descriptor);
  }
}

/** The last lines of a log, for a message that says why something failed. */
export function lastLines(path: string, count: number, fromByte = 0): string {
  return readLog(path, fromByte).trimEnd().split('\n').slice(-count).join('\n');
}
