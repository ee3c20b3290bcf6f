import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Names one process for ever: a process id alone is used again after its process has gone. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When the process began, in the operating system's own words; equal text means the same process. */
  readonly startTime: string;
}

/** How a process was asked to end, and how long it had. */
export interface EndOptions {
  readonly signal: NodeJS.Signals;
  readonly graceMs: number;
}

/** Gives the identity of a running process; undefined when there is none or only its exit status is left. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const startTime = process.platform === 'linux' ? readProcStartTime(pid) : readPsStartTime(pid);
  return startTime === undefined ? undefined : { pid, startTime };
}

/** Identity of the process that calls. */
export function ownIdentity(): ProcessIdentity {
  return identifyProcess(process.pid) ?? { pid: process.pid, startTime: 'unknown' };
}

/** True while exactly this process runs; a recycled process id gives false. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startTime === identity.startTime;
}

/** Sends a signal to exactly this process; does nothing when it has gone. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isRunning(identity)) return;
  try {
    process.kill(identity.pid, signal);
  } catch {
    // It went between the check and the signal.
  }
}

/** Ends exactly this process: the polite signal first, SIGKILL after the grace period. True when it ran. */
export async function endProcess(identity: ProcessIdentity, options: EndOptions): Promise<boolean> {
  if (!isRunning(identity)) return false;
  signalProcess(identity, options.signal);
  if (await isGoneWithin(identity, options.graceMs)) return true;
  signalProcess(identity, 'SIGKILL');
  await isGoneWithin(identity, 2000);
  return true;
}

async function isGoneWithin(identity: ProcessIdentity, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (isRunning(identity)) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/** Field 22 of /proc/<pid>/stat, with the boot it counts from; a zombie counts as gone. */
function readProcStartTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readBootId()}:${fields[19] ?? ''}`;
  } catch {
    return undefined;
  }
}

let bootId: string | undefined;

function readBootId(): string {
  bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return bootId;
}

function readPsStartTime(pid: number): string | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    if (line === '' || line.startsWith('Z')) return undefined;
    return line.slice(line.indexOf(' ')).trim();
  } catch {
    return undefined;
  }
}
