import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SupervisedChild } from '../../runtime/process';
import { createSupervisor, type Supervisor } from '../../runtime/supervisor';
import { createContext } from '../context';
import { createRecorder } from '../test-surroundings';
import { armWorker, watchWorker, type WorkerWatch } from './crash';
import { createNarrator } from './narrator';

/** Ready at once, and dead soon after where the environment asks for it. */
const script = `echo '{"msg":"worker ready"}'
if [ "$EVERSTEP_CRASH_AT" = segment.step_committed ] && [ "$EVERSTEP_CRASH_STEP" = bot:refund-processor ]
then sleep 0.5; kill -KILL $$; fi
exec sleep 60`;

let directory: string;
let supervisor: Supervisor;
let worker: SupervisedChild;
let watch: WorkerWatch | undefined;
let recorder: ReturnType<typeof createRecorder>;
beforeEach(async () => {
  watch = undefined;
  recorder = createRecorder();
  directory = mkdtempSync(join(tmpdir(), 'everstep-crash-'));
  supervisor = createSupervisor(directory, (line) => watch?.hear(line));
  worker = supervisor.addChild({
    ...{ name: 'worker', command: '/bin/sh', args: ['-c', script], env: { ...process.env } },
    ...{ cwd: directory, restart: 'always', stopSignal: 'SIGTERM', graceMs: 5000 },
  });
  await worker.start();
  await worker.untilReady(() => worker.findLine(/worker ready/) !== undefined, 10_000);
});
afterEach(async () => {
  await supervisor.stopAll();
  rmSync(directory, { recursive: true });
});

it('an armed worker dies once, and its successor lives', async () => {
  await armWorker(worker);
  const doomed = worker.pid;
  const env = {};
  const context = createContext({ env, cwd: directory, output: recorder.output }, false);
  watch = watchWorker(worker, createNarrator(context));
  while (watch.deaths.length === 0) await sleep(20);
  await watch.settled();
  expect(watch.deaths).toMatchObject([
    { signal: 'SIGKILL', pid: doomed, successorPid: worker.pid },
  ]);
  await sleep(1000);
  expect(watch.deaths).toHaveLength(1);
  expect(worker.state).toBe('running');
  expect(recorder.result(0).stdout).toMatch(/is dead \(SIGKILL\)[^]*a new worker/);
});
