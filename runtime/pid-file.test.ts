import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOrphans, pidFilePath } from './pid-file';
import { identifyProcess, isRunning } from './process-identity';

let dir: string;
let child: ChildProcess;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'everstep-pids-'));
  child = spawn('sleep', ['60']);
});
afterEach(() => {
  child.kill('SIGKILL');
  rmSync(dir, { recursive: true });
});

function list(startTime: string | undefined, ownerStartTime: string): void {
  const record = { name: 'part', pid: child.pid, startTime, stopSignal: 'SIGTERM' };
  const owner = { start: 'one', ownerPid: process.ppid, ownerStartTime };
  writeFileSync(pidFilePath(dir), JSON.stringify({ ...owner, children: [record] }));
}

it('ends what a start that has gone left running', async () => {
  const identity = identifyProcess(child.pid ?? 0);
  list(identity?.startTime, 'gone');
  const lines: string[] = [];
  expect(await endOrphans(dir, (line) => lines.push(line))).toEqual(['part']);
  expect(identity && isRunning(identity)).toBe(false);
  expect(lines).toHaveLength(1);
  expect(existsSync(pidFilePath(dir))).toBe(false);
});

it('never ends a process that was given the same id later', async () => {
  list('an earlier one', 'gone');
  expect(await endOrphans(dir, () => undefined)).toEqual([]);
  expect(identifyProcess(child.pid ?? 0)).toBeDefined();
});

it('leaves everything alone while the start that listed it still runs', async () => {
  list(identifyProcess(child.pid ?? 0)?.startTime, identifyProcess(process.ppid)?.startTime ?? '');
  expect(await endOrphans(dir, () => undefined)).toEqual([]);
  expect(identifyProcess(child.pid ?? 0)).toBeDefined();
  expect(existsSync(pidFilePath(dir))).toBe(true);
});
