import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readChildRecords } from './pid-file';
import type { ChildSpec } from './process';
import { isRunning } from './process-identity';
import { createSupervisor, type Supervisor } from './supervisor';

let dir: string;
let supervisor: Supervisor;
let lines: string[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'everstep-process-'));
  lines = [];
  supervisor = createSupervisor(dir, (line) => lines.push(line));
});
afterEach(async () => {
  await supervisor.stopAll();
  rmSync(dir, { recursive: true });
});

function script(text: string, more: Partial<ChildSpec> = {}): ChildSpec {
  return {
    ...{ name: 'part', command: '/bin/sh', args: ['-c', text], env: process.env, cwd: dir },
    ...{ restart: 'always', stopSignal: 'SIGTERM', graceMs: 5000 },
    ...more,
  };
}

it('writes the output to a log and waits for a line of it', async () => {
  const child = supervisor.addChild(script('echo out; echo ready >&2; exec sleep 60'));
  await child.start();
  expect(await child.waitForLine(/ready/, 10_000)).toBe('ready');
  expect(readFileSync(child.logFile, 'utf8')).toBe('out\nready\n');
  expect(readChildRecords(dir)).toEqual([
    { name: 'part', ...child.identity, stopSignal: 'SIGTERM' },
  ]);
});

it('starts a process again when it dies, and not when it is stopped', async () => {
  const child = supervisor.addChild(script('echo "pid $$"; exec sleep 60'));
  await child.start();
  await child.untilReady(() => child.findLine(/pid/) !== undefined, 10_000);
  const first = child.pid;
  await child.kill('SIGKILL');
  expect(await child.waitForLine(/pid/, 10_000)).toBe(`pid ${String(child.pid)}`);
  expect(child.pid).not.toBe(first);
  expect(child.restarts).toBe(1);
  const second = child.identity;
  await child.stop();
  expect(child.state).toBe('down');
  expect(second && isRunning(second)).toBe(false);
  expect(readChildRecords(dir)).toEqual([]);
});

it('can be stopped during the pause before the next start', async () => {
  const child = supervisor.addChild(script('exec sleep 60'));
  await child.start();
  await child.untilReady(() => true, 1000);
  await child.kill('SIGKILL');
  expect(child.state).toBe('waiting');
  await child.stop();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(child.state).toBe('down');
});

it('tells the end of the log when a process dies while starting', async () => {
  const child = supervisor.addChild(script('echo the reason; exit 3'));
  await child.start();
  await expect(child.untilReady(() => false, 10_000)).rejects.toMatchObject({
    code: 'STACK_PROCESS_FAILED',
    message: expect.stringMatching(
      /part ended while starting \(exit code 3\).*the reason/s,
    ) as string,
  });
  expect(child.restarts).toBe(0);
  expect(lines.join('\n')).toContain('the reason');
});

it('tells when a program does not exist', async () => {
  const child = supervisor.addChild(script('', { command: join(dir, 'nothing') }));
  await child.start();
  await expect(child.untilReady(() => false, 10_000)).rejects.toThrow('ENOENT');
});

it('kills a process that ignores the stop signal', async () => {
  const child = supervisor.addChild(
    script("trap '' TERM; echo ready; while :; do sleep 1; done", { graceMs: 200 }),
  );
  await child.start();
  await child.waitForLine(/ready/, 10_000);
  const identity = child.identity;
  await child.stop();
  expect(identity && isRunning(identity)).toBe(false);
});
