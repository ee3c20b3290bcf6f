import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../plan/errors';
import type { Environment } from './config';
import type { ChildSpec, SupervisedChild } from './process';
import type { Supervisor } from './supervisor';

/** What our own processes need to know. */
export interface ProcessPlan {
  /** The folder with the compiled program. */
  readonly distDir: string;
  readonly environment: Environment;
  readonly workerEnv: Environment;
  readonly apiEnv: Environment;
  readonly apiUrl: string;
}

const readyLimitMs = 60_000;

/** Starts the worker and waits until it polls. It is restarted when it dies. */
export async function startWorker(
  supervisor: Supervisor,
  plan: ProcessPlan,
): Promise<SupervisedChild> {
  const entry = join(plan.distDir, 'workers', 'main.js');
  const child = supervisor.addChild(
    describe('worker', entry, { ...plan.environment, ...plan.workerEnv }),
  );
  await child.start();
  await child.untilReady(
    () => child.findLine(/"msg":\s*"worker ready"/) !== undefined,
    readyLimitMs,
  );
  return child;
}

/** Starts the API and waits until it is ready to serve. It is restarted when it dies. */
export async function startApi(
  supervisor: Supervisor,
  plan: ProcessPlan,
): Promise<SupervisedChild> {
  const entry = join(plan.distDir, 'api', 'main.js');
  const child = supervisor.addChild(
    describe('api', entry, { ...plan.environment, ...plan.apiEnv }),
  );
  await child.start();
  await child.untilReady(() => isApiReady(plan.apiUrl), readyLimitMs);
  return child;
}

/** True when the API at this address says that it is ready. */
export async function isApiReady(apiUrl: string): Promise<boolean> {
  try {
    const response = await fetch(`${apiUrl}/health/ready`, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** The folder with the compiled program, whether the caller runs from there or from the sources. */
export function findDistDir(): string {
  const parent = dirname(__dirname);
  return basename(parent) === 'dist' ? parent : join(parent, 'dist');
}

function describe(name: string, entry: string, env: Environment): ChildSpec {
  if (!existsSync(entry)) {
    throw new AppError('STACK_PROCESS_FAILED', {
      name,
      reason: `cannot be started, because ${entry} does not exist`,
      logFile: 'the output of npm run build',
      lines: 'nothing',
    });
  }
  return {
    name,
    command: process.execPath,
    args: ['--enable-source-maps', entry],
    env: { ...process.env, ...env },
    cwd: process.cwd(),
    restart: 'always',
    stopSignal: 'SIGTERM',
    graceMs: 5000,
  };
}
