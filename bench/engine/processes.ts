import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';

/** A worker process whose processor time can be read. */
export interface BenchProcess {
  readonly child: ChildProcess;
  /** Processor time so far, ms; NaN where the system does not tell. */
  cpuMs(): number;
  stop(): Promise<void>;
}

const READY = 'worker ready';
/** What Linux counts in. */
const TICKS_PER_SECOND = 100;

/** Starts a worker and waits until it says that it is ready. */
export async function startProcess(
  file: string,
  env: Readonly<Record<string, string>>,
): Promise<BenchProcess> {
  const child = fork(file, { env: { ...process.env, TZ: 'UTC', ...env }, silent: true });
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said.push(chunk.toString());
      if (said.join('').includes(READY)) resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', () => {
      reject(new Error(`${file} ended: ${said.join('').slice(-2000)}`));
    });
  });
  return {
    child,
    cpuMs: () => readCpuMs(child.pid ?? 0),
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await once(child, 'exit');
      clearTimeout(late);
    },
  };
}

function readCpuMs(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
  } catch {
    return NaN;
  }
}
