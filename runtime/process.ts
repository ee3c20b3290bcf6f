import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../plan/errors';
import { lastLines, logFilePath, logSize, openLog, readLog } from './log-file';
import { identifyProcess, type ProcessIdentity } from './process-identity';
import { narrate, type Progress } from './progress';

/** How one process of the stack is run. */
export interface ChildSpec {
  /** Names it in messages, in its log file and in the list of processes. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** Whether a process that dies after it was ready is started again. */
  readonly restart: 'always' | 'never';
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** Time between the stop signal and SIGKILL. */
  readonly graceMs: number;
  /** Runs before every start, for example to clear a stale file. */
  readonly beforeStart?: () => Promise<void>;
}

/** `starting` and `running` have a process; `waiting` is a pause before the next start; `down` has ended for good. */
export type ChildState = 'starting' | 'running' | 'waiting' | 'down';

/** What a child tells its surroundings. */
export interface ChildListener {
  /** A process began or ended; the list of processes has changed. */
  readonly onChange: () => void;
  readonly onProgress: Progress;
}

const firstPauseMs = 100;
const longestPauseMs = 5000;
const steadyAfterMs = 10_000;

/** One process of the stack: its output goes to a log file, and it is started again when it dies. */
export class SupervisedChild {
  readonly logFile: string;
  private process: ChildProcess | undefined;
  private known: ProcessIdentity | undefined;
  private current: ChildState = 'down';
  private wanted = false;
  private logStart = 0;
  private startedAt = 0;
  private pauseMs = firstPauseMs;
  private starts = 0;
  private lastExit = '';

  constructor(
    readonly spec: ChildSpec,
    dataDir: string,
    private readonly listener: ChildListener,
  ) {
    this.logFile = logFilePath(dataDir, spec.name);
  }

  get name(): string {
    return this.spec.name;
  }
  get state(): ChildState {
    return this.current;
  }
  /** The running process; undefined between two. */
  get identity(): ProcessIdentity | undefined {
    return this.known;
  }
  get pid(): number | undefined {
    return this.known?.pid;
  }
  /** How often it was started again. */
  get restarts(): number {
    return Math.max(0, this.starts - 1);
  }

  /** Starts the process; it counts as `starting` until `untilReady` has seen it ready. */
  async start(): Promise<void> {
    this.wanted = true;
    await this.spawnOnce('starting');
  }

  /**
   * Waits until `isReady` gives true, and from then on restarts the process if the specification says so.
   * A process that ends first, or does not become ready in time, is an AppError with the end of its log.
   */
  async untilReady(isReady: () => boolean | Promise<boolean>, limitMs: number): Promise<void> {
    const deadline = Date.now() + limitMs;
    await narrate(this.listener.onProgress, this.name, async () => {
      while (!(await isReady())) {
        if (this.current === 'down') throw this.failure(`ended while starting (${this.lastExit})`);
        if (Date.now() > deadline)
          throw this.failure(`is not ready after ${limitMs / 1000} seconds`);
        await sleep(15);
      }
    });
    if (this.process !== undefined) this.current = 'running';
  }

  /** Waits for a line in the log of the present process; after a kill or a restart, of the next one. */
  async waitForLine(pattern: RegExp, limitMs: number): Promise<string> {
    const deadline = Date.now() + limitMs;
    for (;;) {
      const line = this.findLine(pattern);
      if (line !== undefined) return line;
      if (this.current === 'down') throw this.failure(`ended (${this.lastExit})`);
      if (Date.now() > deadline) throw this.failure(`did not write ${String(pattern)} in time`);
      await sleep(20);
    }
  }

  /** The first line of the present process's log that matches. */
  findLine(pattern: RegExp): string | undefined {
    if (this.process === undefined) return undefined;
    return readLog(this.logFile, this.logStart)
      .split('\n')
      .find((line) => pattern.test(line));
  }

  /** Sends a signal and waits for the process to end; it is started again if it is supervised. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const ended = this.untilEnded();
    this.process?.kill(signal);
    await ended;
  }

  /** Stops the process and starts it again, without a pause. The caller waits for readiness. */
  async restart(): Promise<void> {
    await this.stop();
    this.wanted = true;
    await this.spawnOnce('running');
  }

  /** Stops for good: the stop signal, then SIGKILL after the grace period. */
  async stop(): Promise<void> {
    this.wanted = false;
    const running = this.process;
    if (running === undefined) {
      this.current = 'down';
      return;
    }
    const ended = this.untilEnded();
    running.kill(this.spec.stopSignal);
    const hardStop = setTimeout(() => running.kill('SIGKILL'), this.spec.graceMs);
    await ended;
    clearTimeout(hardStop);
  }

  /** Kills at once and for good. */
  killNow(): void {
    this.wanted = false;
    this.process?.kill('SIGKILL');
  }

  private untilEnded(): Promise<void> {
    const running = this.process;
    if (running === undefined) return Promise.resolve();
    return new Promise((resolve) =>
      running.once('exit', () => {
        resolve();
      }),
    );
  }

  private async spawnOnce(state: 'starting' | 'running'): Promise<void> {
    await this.spec.beforeStart?.();
    const log = openLog(this.logFile);
    this.logStart = logSize(this.logFile);
    const { command, args, env, cwd, user } = this.spec;
    // A process group of its own: Ctrl-C in a terminal must reach the parent only, which stops the parts in order.
    const child = spawn(command, args, {
      env,
      cwd,
      ...user,
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.process = child;
    this.current = state;
    this.starts += 1;
    this.startedAt = Date.now();
    this.known = child.pid === undefined ? undefined : identifyProcess(child.pid);
    this.listener.onChange();
    child.once('error', (error) => {
      if (child.pid === undefined) this.onExit(child, error.message);
    });
    child.once('exit', (code, signal) => {
      this.onExit(child, signal ?? `exit code ${String(code)}`);
    });
  }

  private onExit(child: ChildProcess, how: string): void {
    if (this.process !== child) return;
    const wasReady = this.current === 'running';
    this.process = undefined;
    this.known = undefined;
    this.lastExit = how;
    this.current = 'down';
    this.listener.onChange();
    if (this.wanted && wasReady && this.spec.restart === 'always') void this.startAgain(how);
  }

  private async startAgain(how: string): Promise<void> {
    if (Date.now() - this.startedAt > steadyAfterMs) this.pauseMs = firstPauseMs;
    this.current = 'waiting';
    this.listener.onProgress(
      `${this.name} ended (${how}); starting it again in ${this.pauseMs} ms, log ${this.logFile}`,
    );
    await sleep(this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, longestPauseMs);
    if (!this.wanted) {
      this.current = 'down';
      return;
    }
    try {
      await this.spawnOnce('running');
    } catch (error) {
      void this.startAgain(error instanceof Error ? error.message : String(error));
    }
  }

  private failure(reason: string): AppError {
    const lines = lastLines(this.logFile, 8, this.logStart);
    this.listener.onProgress(`${this.name} ${reason}; the end of ${this.logFile}:\n${lines}`);
    return new AppError('STACK_PROCESS_FAILED', {
      name: this.name,
      reason,
      logFile: this.logFile,
      lines: lines.slice(-480),
    });
  }
}
