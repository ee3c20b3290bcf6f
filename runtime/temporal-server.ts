import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuntimeConfig } from './config';
import { answersOn } from './ports';
import type { ChildSpec, SupervisedChild } from './process';
import { seconds } from './progress';
import type { Supervisor } from './supervisor';
import { ensureTemporalCli } from './temporal-cli';
import { ensureNamespace, searchAttributes } from './temporal-namespace';

/**
 * Takes the brakes off the development server.
 * It comes with one shard that looks for work at most 20 times a second, so that every step waits 50 ms and every timer a second;
 * with these values it looks as soon as there is work, and hands the next step to the worker that just finished one.
 */
export const temporalDynamicConfig: Readonly<Record<string, boolean | number | string>> = {
  'system.enableActivityEagerExecution': true,
  'history.transferProcessorMaxPollRPS': 100_000,
  'history.timerProcessorMaxPollRPS': 100_000,
  'history.visibilityProcessorMaxPollRPS': 100_000,
  'history.timerProcessorMaxTimeShift': '1ms',
};

/** How the embedded Temporal is started. */
export interface TemporalOptions {
  readonly port: number;
  readonly uiPort: number;
  readonly config: Pick<
    RuntimeConfig,
    'temporalCli' | 'temporalNamespace' | 'logLevel' | 'sqliteSynchronous'
  >;
}

/** An embedded Temporal that answers. */
export interface TemporalServer {
  readonly child: SupervisedChild;
  readonly address: string;
  readonly uiUrl: string;
}

/**
 * Starts the Temporal server of a data directory and waits until its frontend answers and our namespace is ready.
 * Its state is kept in a SQLite file, so that runs continue after a restart. It is restarted when it dies.
 */
export async function startTemporal(
  supervisor: Supervisor,
  options: TemporalOptions,
): Promise<TemporalServer> {
  const { dataDir, onProgress } = supervisor;
  const cli = await ensureTemporalCli(options.config.temporalCli, onProgress);
  const begun = Date.now();
  setAsideUnfinishedDatabase(supervisor);
  const child = supervisor.addChild(describeServer(cli.path, dataDir, options));
  const address = `127.0.0.1:${options.port}`;
  await child.start();
  await child.untilReady(() => answersOn(options.port), 60_000);
  await ensureNamespace({ address, namespace: options.config.temporalNamespace }, 20_000);
  // Whoever answered may have been another program on this port; ours has ended then.
  await child.untilReady(() => true, 0);
  writeFileSync(join(dataDir, 'temporal.ready'), `${new Date().toISOString()}\n`);
  onProgress(`temporal: answers on ${address} after ${seconds(begun)}`);
  return { child, address, uiUrl: `http://127.0.0.1:${options.uiPort}` };
}

/**
 * A first start that was killed leaves a database whose tables are half made, with which the server never starts.
 * No run can have been accepted before the file `temporal.ready` exists, so until then the database is moved aside.
 */
function setAsideUnfinishedDatabase({ dataDir, onProgress }: Supervisor): void {
  const database = databasePath(dataDir);
  if (existsSync(join(dataDir, 'temporal.ready')) || !existsSync(database)) return;
  const aside = `${database}.unfinished-${Date.now()}`;
  onProgress(`temporal: the first start was cut short; its database is moved to ${aside}`);
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(database + suffix)) renameSync(database + suffix, aside + suffix);
  }
}

function databasePath(dataDir: string): string {
  return join(dataDir, 'temporal.sqlite');
}

function describeServer(command: string, dataDir: string, options: TemporalOptions): ChildSpec {
  const { config, port, uiPort } = options;
  return {
    name: 'temporal',
    command,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--headless=false'],
      ...['--port', String(port), '--ui-port', String(uiPort)],
      ...['--namespace', config.temporalNamespace, '--db-filename', databasePath(dataDir)],
      // Its informative level writes several lines per run; a person asking for `info` means ours.
      ...['--log-level', config.logLevel === 'info' ? 'warn' : config.logLevel],
      ...['--sqlite-pragma', 'journal_mode=WAL'],
      ...['--sqlite-pragma', `synchronous=${config.sqliteSynchronous}`],
      ...Object.entries(temporalDynamicConfig).flatMap(([key, value]) => [
        '--dynamic-config-value',
        `${key}=${JSON.stringify(value)}`,
      ]),
      ...searchAttributes.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    ],
    env: serverEnvironment(),
    cwd: dataDir,
    restart: 'always',
    stopSignal: 'SIGTERM',
    graceMs: 5000,
  };
}

/** Without the variables of Temporal's client commands, which the server would read as well. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('TEMPORAL_'));
  return { ...Object.fromEntries(own), TZ: 'UTC' };
}
