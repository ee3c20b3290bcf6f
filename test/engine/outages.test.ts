import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { AppError } from '../../plan/errors';
import { planOf } from '../../scripts/simulate/plan-of';
import { launchRun, readRun, readRunEvents, type Run } from '../../store/runs';
import { aRun } from '../../store/test-run';
import type { LoopDependencies } from '../../temporal/loop-dependencies';
import { startLaunchSweeper, startRunSweeper } from '../../temporal/sweeper';
import { historyOf, startEngine, WORKSPACE, type Engine } from './engine';

let engine: Engine;
let dependencies: LoopDependencies;
beforeAll(async () => {
  engine = await startEngine();
  const log = pino({ level: 'silent' });
  dependencies = { database: engine.test.database, gateway: engine.gateway, log };
});
afterAll(async () => {
  await engine.stop();
});

async function eventTypes(runId: string): Promise<readonly string[]> {
  const events = await readRunEvents(engine.test.database, runId, 0, 1000);
  return events.map(({ type }) => type);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}

/** Lets the sweeper look at all runs again and again until this holds. */
async function sweepUntil(holds: () => Promise<boolean>): Promise<void> {
  const sweeper = startRunSweeper(dependencies, 50);
  await until(holds);
  await sweeper.stop();
}

async function started(plan: Parameters<Engine['launch']>[0]): Promise<Run> {
  const run = await readRun(engine.test.database, WORKSPACE, await engine.launch(plan));
  if (!run) throw new Error('a launched run is there');
  return run;
}

const statusOf = async (runId: string): Promise<string | undefined> =>
  (await readRun(engine.test.database, WORKSPACE, runId))?.status;

it('closes the rows of a run that somebody has terminated in Temporal', async () => {
  const runId = await engine.launch(planOf('TALK "a"\nWAIT 86400'));
  await engine.client.workflow.getHandle(runId).terminate('by hand');
  await sweepUntil(async () => (await statusOf(runId)) === 'failed');
  const run = await readRun(engine.test.database, WORKSPACE, runId);
  expect(run?.failure).toMatchObject({
    code: 'RUN_TERMINATED',
    details: { reason: 'terminated' },
  });
});

it('brings a run that was reset what had come in, and lets it go on', async () => {
  const text = 'HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600\nTALK "b"\nWAIT FOR EVENT "end"';
  const runId = await engine.launch(planOf(text));
  const approval = await engine.asked(runId);
  const handle = engine.client.workflow.getHandle(runId);
  const TIMER_STARTED = '17';
  await until(async () => (await historyOf(engine, runId)).includes(TIMER_STARTED));
  const { events } = await handle.fetchHistory();
  const tasks = (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes);
  await engine.decide(approval, true);
  await until(async () => (await eventTypes(runId)).includes('message_sent'));
  const before = await handle.describe();
  const { connection, options } = engine.client;
  await connection.workflowService.resetWorkflowExecution({
    namespace: options.namespace,
    workflowExecution: { workflowId: runId, runId: before.runId },
    workflowTaskFinishEventId: tasks.at(-1)?.eventId ?? null,
    requestId: randomUUID(),
    reason: 'test',
    // Signals and updates: nothing that came in is applied again by Temporal.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enum is in a package that is not ours to import
    resetReapplyExcludeTypes: [1, 2],
  });
  await sweepUntil(async () => {
    const run = await readRun(engine.test.database, WORKSPACE, runId);
    return run?.temporalRunId !== before.runId;
  });
  await until(
    async () => (await eventTypes(runId)).filter((type) => type === 'message_sent').length === 2,
  );
  await engine.publish('end');
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed' });
});

it('a launch that Temporal refuses ends with the reason, and one that fails holds up no other', async () => {
  const { database } = engine.test;
  const { planHash } = await started(planOf('WAIT 86400'));
  const launched = async (): Promise<string> => {
    const { run } = await launchRun(database, aRun({ planHash }));
    await database.query(
      `update workflow_executions set created_at = created_at - interval '1 minute' where id = $1`,
      [run.id],
    );
    return run.id;
  };
  const [refused, broken, good] = [await launched(), await launched(), await launched()];
  const gateway: LoopDependencies['gateway'] = {
    ...engine.gateway,
    startRun: (run) => {
      if (run.id === good) return engine.gateway.startRun(run);
      const isRefused = run.id === refused;
      return Promise.reject(
        isRefused ? new AppError('RUN_START_REFUSED', { reason: 'too large' }) : new Error('no'),
      );
    },
  };
  const sweeper = startLaunchSweeper({ ...dependencies, gateway });
  await until(async () => (await statusOf(refused)) === 'failed');
  await until(async () => (await statusOf(good)) === 'running');
  await sweeper.stop();
  expect(await statusOf(broken)).toBe('planning');
  await engine.control(good, 'cancel');
});
