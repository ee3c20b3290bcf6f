import type { CrashPoint } from '../../plan/crash-points';
import type { Environment } from '../../runtime/config';
import type { SupervisedChild } from '../../runtime/process';
import { formatClock, formatDuration } from '../format';
import type { Narrator } from './narrator';

const point: CrashPoint = 'segment.step_committed';
const readyLimitMs = 60_000;
const readyLine = /"msg":\s*"worker ready"/;

/** Makes a worker kill itself right after the refund is committed, before Temporal can hear of it. */
const crashEnvironment: Environment = {
  EVERSTEP_CRASH_AT: point,
  EVERSTEP_CRASH_STEP: 'bot:refund-processor',
};

/** One death of a worker, and its successor. */
export interface WorkerDeath {
  readonly at: string;
  readonly signal: string;
  readonly pid: number | undefined;
  successorPid?: number | undefined;
  successorAfterMs?: number;
}

/** Sees the worker die and its successor come. */
export interface WorkerWatch {
  readonly deaths: readonly WorkerDeath[];
  /** Takes the progress of the stack; true for a line that the watch has told in its own words. */
  hear(line: string): boolean;
  /** Settles when no successor is being waited for; rejects when one did not come. */
  settled(): Promise<void>;
}

/** Starts the worker again, this one time with the crash point; every later one starts without it. */
export async function armWorker(worker: SupervisedChild): Promise<void> {
  // The supervisor hands out this very object at each start.
  const { env } = worker.spec;
  Object.assign(env, crashEnvironment);
  try {
    await worker.restart();
  } finally {
    for (const name of Object.keys(crashEnvironment)) Reflect.deleteProperty(env, name);
  }
  await worker.waitForLine(readyLine, readyLimitMs);
}

/** Watches a running worker from now on. */
export function watchWorker(worker: SupervisedChild, narrator: Narrator): WorkerWatch {
  const deaths: WorkerDeath[] = [];
  const successors: Promise<void>[] = [];
  let pid = worker.pid;
  const awaitSuccessor = async (death: WorkerDeath): Promise<void> => {
    const begun = Date.now();
    await worker.waitForLine(readyLine, readyLimitMs);
    pid = worker.pid;
    death.successorPid = pid;
    death.successorAfterMs = Date.now() - begun;
    narrator.notable(
      `${formatClock(new Date().toISOString())}  ↻ a new worker (process ${String(pid)}) is ready after ${formatDuration(death.successorAfterMs)}, without a crash point`,
    );
    narrator.hint(
      'Temporal notices the missing heartbeat and gives the work to the new worker ...',
    );
  };
  return {
    deaths,
    hear(line) {
      const signal = /^worker ended \((.+?)\)/.exec(line)?.[1];
      if (signal === undefined) return false;
      const death: WorkerDeath = { at: new Date().toISOString(), signal, pid };
      deaths.push(death);
      narrator.notable(
        `${formatClock(death.at)}  ☠ the worker (process ${String(pid)}) is dead (${signal}): the refund is committed, Temporal has not heard of it`,
      );
      successors.push(awaitSuccessor(death));
      return true;
    },
    settled: async () => {
      await Promise.all(successors);
    },
  };
}
