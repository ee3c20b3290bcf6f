import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { CURRENT_FLAGS } from '../plan/flags';
import { hasReplayed, pinFlags } from '../store/flags';
import { createTestDatabase, type TestDatabase } from '../store/test-database';
import { startRun } from '../store/test-run';
import { workflowBundle } from '../test/engine/workflow-bundle';
import { WorkerConfigSchema } from './config';
import { hashOfBuild, packRuns, readRecordedRuns } from './recorded-runs';
import { refuseNewerRuns, replayRecordedRuns } from './start-gate';
import { startWorker } from './worker';

const DIST = join(__dirname, '..', 'dist');
const NEWER = [...CURRENT_FLAGS, 99];
let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(() => test.drop());

const environment = (): Record<string, string> => ({
  DATABASE_URL: test.url,
  TEMPORAL_ADDRESS: process.env['EVERSTEP_TEST_TEMPORAL_ADDRESS'] ?? '',
  TEMPORAL_NAMESPACE: process.env['EVERSTEP_TEST_TEMPORAL_NAMESPACE'] ?? '',
  EVERSTEP_SECRET: 'a secret for tests only',
  EVERSTEP_TASK_QUEUE: 'gate',
});

/** A run that is open, and was begun by a version that does not exist yet. */
async function beginNewerRun(): Promise<string> {
  const { runId } = await startRun(test.database);
  await test.database.query('update workflow_executions set behaviour_flags = null');
  await pinFlags(test.database, runId, NEWER);
  return runId;
}

describe('the recorded runs', () => {
  const runs = readRecordedRuns(join(__dirname, '..', 'test', 'histories'));
  const few = packRuns(runs.filter(({ name }) => /^(parallel-1|continued-loop-2)$/.test(name)));

  it('are replayed once for each build', async () => {
    const code = workflowBundle();
    await replayRecordedRuns(test.database, { code }, few);
    expect(await hasReplayed(test.database, hashOfBuild(code, few))).toBe(true);
    expect(await hasReplayed(test.database, hashOfBuild(`${code} `, few))).toBe(false);
  });

  it('keep a worker from starting that would walk them in another way', async () => {
    const code = workflowBundle().replaceAll('runSteps', 'runOther');
    const started = startWorker(
      WorkerConfigSchema.parse(environment()),
      { code },
      pino({ level: 'silent' }),
      few,
    );
    await expect(started).rejects.toMatchObject({
      code: 'WORKER_REPLAY',
      details: { history: 'parallel-1' },
    });
    expect(await hasReplayed(test.database, hashOfBuild(code, few))).toBe(false);
  });

  it('are all in the build', () => {
    const packed = readFileSync(join(DIST, 'recorded-runs.gz'));
    expect(packed.length).toBeGreaterThan(1000);
  });
});

describe('runs of newer code', () => {
  it('are known by their flags, as long as they are open', async () => {
    const runId = await beginNewerRun();
    await expect(refuseNewerRuns(test.database)).rejects.toMatchObject({
      code: 'WORKER_OUTDATED',
      details: { flags: '99' },
    });
    await test.database.query(
      `select set_run_status(id, 'cancelled') from workflow_executions where id = '${runId}'`,
    );
    await expect(refuseNewerRuns(test.database)).resolves.toBeUndefined();
  });

  it('keep the flags that they were begun with', async () => {
    const runId = await beginNewerRun();
    expect(await pinFlags(test.database, runId, [1])).toEqual(NEWER);
  });

  it('stop a worker that is running', async () => {
    const config = WorkerConfigSchema.parse(environment());
    const code = workflowBundle();
    const worker = await startWorker(config, { code }, pino({ level: 'silent' }));
    const [ended] = await Promise.allSettled([worker.ended, beginNewerRun()]);
    expect(ended).toMatchObject({ status: 'rejected', reason: { code: 'WORKER_OUTDATED' } });
  });

  it('keep the process of a worker from starting, and it says why', async () => {
    await beginNewerRun();
    const worker = spawn(process.execPath, [join(DIST, 'workers', 'main.js')], {
      env: { ...process.env, ...environment(), TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    worker.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(worker, 'close')) as [number];
    expect(code).toBe(1);
    expect(said).toContain('WORKER_OUTDATED: Open runs were begun with the behaviour flags 99');
  });
});
