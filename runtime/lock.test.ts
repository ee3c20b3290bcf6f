import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLockHolder, tryLock, waitForLock } from './lock';
import { identifyProcess } from './process-identity';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'everstep-lock-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

it('belongs to one at a time and tells who that is', () => {
  const path = join(dir, 'lock');
  const lock = tryLock(path);
  expect(lock).toBeDefined();
  expect(tryLock(path)).toBeUndefined();
  expect(readLockHolder(path)).toMatchObject({ pid: process.pid });
  lock?.release();
  expect(readLockHolder(path)).toBeUndefined();
  expect(readdirSync(dir)).toEqual([]);
});

it('is taken over from a process that has gone', async () => {
  const path = join(dir, 'lock');
  const child = spawn('sleep', ['60']);
  const identity = identifyProcess(child.pid ?? 0);
  writeFileSync(path, JSON.stringify({ ...identity, since: 'then', token: 'theirs' }));
  expect(tryLock(path)).toBeUndefined();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  expect(tryLock(path)).toBeDefined();
});

it('is taken over when the process id now belongs to another process', () => {
  const path = join(dir, 'lock');
  const stranger = {
    pid: process.pid,
    startTime: 'an earlier one',
    since: 'then',
    token: 'theirs',
  };
  writeFileSync(path, JSON.stringify(stranger));
  expect(tryLock(path)).toBeDefined();
});

it('is taken over when its file is damaged', () => {
  const path = join(dir, 'lock');
  writeFileSync(path, '');
  expect(tryLock(path)).toBeDefined();
});

it('waits for its holder and says once for whom', async () => {
  const path = join(dir, 'lock');
  const first = tryLock(path);
  const heard: number[] = [];
  const second = waitForLock(path, (holder) => {
    heard.push(holder.pid);
    setTimeout(() => {
      first?.release();
    }, 300);
  });
  expect((await second).holder.pid).toBe(process.pid);
  expect(heard).toEqual([process.pid]);
});
