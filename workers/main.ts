import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { z } from 'zod';
import { AppError } from '../plan/errors';
import { WorkerConfigSchema } from './config';
import { installRuntime, startWorker } from './worker';

/** Reads the environment, runs a worker, stops cleanly on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const config = WorkerConfigSchema.safeParse(process.env);
  const log = pino({ level: config.data?.EVERSTEP_LOG_LEVEL ?? 'info', name: 'worker' });
  if (!config.success) {
    log.fatal(`The environment is not complete:\n${z.prettifyError(config.error)}`);
    process.exitCode = 2;
    return;
  }
  if (new Date(0).getTimezoneOffset() !== 0) {
    log.fatal('A worker has to run with TZ=UTC, so that every worker replays alike.');
    process.exitCode = 2;
    return;
  }
  installRuntime(log, config.data.EVERSTEP_METRICS_ADDRESS);
  const dist = join(__dirname, '..');
  const code = await readFile(join(dist, 'workflow-bundle.js'), 'utf8');
  const recordedRuns = await readFile(join(dist, 'recorded-runs.gz'));
  const worker = await startWorker(config.data, { code }, log, recordedRuns);
  const stop = (): void => {
    void worker.stop();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Said at every level: whoever has started the worker waits for it.
  log.child({}, { level: 'info' }).info('worker ready');
  await worker.ended;
  log.info('worker stopped');
}

main().catch((error: unknown) => {
  const log = pino({ name: 'worker' });
  if (error instanceof AppError) log.fatal({ code: error.code }, `${error.code}: ${error.message}`);
  else log.fatal({ err: error }, 'worker died');
  process.exit(1);
});
