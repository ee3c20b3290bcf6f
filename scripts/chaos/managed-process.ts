import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findDistDir } from '../../runtime/stack-processes';

/** A process of ours that somebody starts, kills and starts again with another environment. */
export class ManagedProcess {
  #child: ChildProcess | undefined;
  #log: WriteStream;
  #ended = false;
  /** How often it has killed itself since it was started with a crash point. */
  deaths = 0;

  constructor(
    readonly name: 'worker' | 'api',
    private readonly environment: Readonly<Record<string, string>>,
    logDirectory: string,
  ) {
    this.#log = createWriteStream(join(logDirectory, `${name}.log`), { flags: 'a' });
  }

  /** The process that runs now. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get isRunning(): boolean {
    return this.#child !== undefined;
  }

  /** Starts the compiled program and waits for the line that says it is ready. */
  async start(extra: Readonly<Record<string, string>> = {}): Promise<void> {
    const entry = join(findDistDir(), this.name === 'api' ? 'api' : 'workers', 'main.js');
    const env = { PATH: process.env['PATH'], ...this.environment, ...extra };
    const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    if (extra['EVERSTEP_CRASH_AT'] !== undefined) this.deaths = 0;
    child.stderr.pipe(this.#log, { end: false });
    const ready = new Promise<void>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.#log.write(`${line}\n`);
        if (/"msg":"(worker|api) (is )?ready/i.test(line)) resolve();
      });
      child.once('exit', () => {
        reject(new Error(`${this.name} ended before it was ready`));
      });
    });
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined;
      if (!this.#ended) this.deaths += 1;
      this.#ended = false;
    });
    await ready;
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to stop. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    this.#log.end();
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    this.#ended = true;
    child.kill(signal);
    await ended;
  }
}
