import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlCommand } from '../../plan/walk';
import { planOf, type PlanSources } from '../../scripts/simulate/plan-of';
import { controlRun, listHolds, type ControlOrder } from '../../store/control';
import { listTasks, readRunEvents } from '../../store/runs';
import { startEngine, WORKSPACE, type Engine } from './engine';
import { loseAndRestore } from './lose-run';
import { startRemoteBot, type RemoteBot } from './remote-bot';

let engine: Engine;
let remote: RemoteBot;
beforeAll(async () => {
  [engine, remote] = await Promise.all([startEngine(), startRemoteBot()]);
});
afterAll(async () => {
  await engine.stop();
  await remote.stop();
});

const launch = (text: string, sources: PlanSources = {}): Promise<string> =>
  engine.launch(planOf(text, { ...sources, http: { remote: remote.url } }));

async function command(
  runId: string,
  name: ControlCommand,
  order: Partial<ControlOrder> = {},
): Promise<string> {
  const outcome = await controlRun(engine.test.database, {
    ...{ workspaceId: WORKSPACE, runId, command: name, by: 'olga' },
    ...order,
  });
  return outcome.status === 'accepted'
    ? engine.gateway.bringRow(runId, outcome.row)
    : outcome.status;
}

/** Waits until so many steps of the run wait for an operator. */
async function held(runId: string, count = 1): ReturnType<typeof listHolds> {
  for (;;) {
    const holds = await listHolds(engine.test.database, runId);
    if (holds.length >= count) return holds;
    await sleep(20);
  }
}

/** Waits for an event of the run, and gives what it says. */
async function eventOf(runId: string, type: string): Promise<Readonly<Record<string, unknown>>> {
  for (;;) {
    const events = await readRunEvents(engine.test.database, runId, 0, 1000);
    const found = events.find((event) => event.type === type);
    if (found) return found.data;
    await sleep(20);
  }
}

it('holds where it would fail, and goes on when an operator has set a variable and retries', async () => {
  const runId = await launch('ON FAILURE HOLD\nTALK "once"\nn = 0\nx = 10 / n\nRETURN x');
  expect(await held(runId)).toMatchObject([{ code: 'VALUE_RANGE', line: 4, stepId: 'main.3' }]);
  expect(await command(runId, 'set', { variables: { n: 5 }, reason: 'typo' })).toBe('taken');
  expect(await command(runId, 'retry', { reason: 'corrected' })).toBe('taken');
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 2 });
  expect(await eventOf(runId, 'retry_requested')).toEqual({ by: 'olga', reason: 'corrected' });
  expect(await eventOf(runId, 'variables_changed')).toMatchObject({
    by: 'olga',
    before: { n: 0 },
    after: { n: 5 },
  });
  const events = await readRunEvents(engine.test.database, runId, 0, 1000);
  expect(events.filter(({ type }) => type === 'message_sent')).toHaveLength(1);
});

it('holds without the statement where that is the setting, also after Temporal has lost the run', async () => {
  const holding = await startEngine({ onFailure: 'hold' });
  try {
    const runId = await holding.launch(planOf('n = 0\nTALK "a"\nx = 6 / n\nRETURN x'));
    while ((await listHolds(holding.test.database, runId)).length === 0) await sleep(20);
    await loseAndRestore(holding, runId);
    expect(await holding.control(runId, 'set', { variables: { n: 2 } })).toBe('taken');
    expect(await holding.control(runId, 'retry')).toBe('taken');
    expect(await holding.ended(runId)).toMatchObject({ status: 'completed', result: 3 });
  } finally {
    await holding.stop();
  }
});

it('calls a remote bot again under another key when its step is retried', async () => {
  remote.answers.push({ status: 400, body: {} });
  const before = remote.calls.length;
  const runId = await launch('ON FAILURE HOLD\nx = BOT "remote" "charge"\nRETURN x.ok');
  await held(runId);
  expect(await command(runId, 'retry')).toBe('taken');
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: true });
  expect(new Set(remote.calls.slice(before)).size).toBe(2);
});

it('goes on behind a step that is skipped, with the result that the operator gives', async () => {
  const scripts = { clerk: 'THROW "closed today"' };
  const text = 'ON FAILURE HOLD\nSTEP 1: BOT "clerk" "book"\nRETURN total';
  const runId = await launch(text, { scripts });
  expect(await held(runId)).toMatchObject([{ message: 'closed today', stepId: 'main.1' }]);
  expect(await command(runId, 'skip', { result: { total: 7 } })).toBe('taken');
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 7 });
  expect(await listTasks(engine.test.database, runId)).toMatchObject([{ status: 'skipped' }]);
});

it('holds one branch while the others go on, and takes back what was done when it is cancelled', async () => {
  const runId = await launch(`
    ON FAILURE HOLD
    ON FAILURE DO
      TALK "taken back"
    END ON
    PARALLEL
      BRANCH A: THROW "no"
      BRANCH B: TALK "other"
    END PARALLEL`);
  await held(runId);
  await eventOf(runId, 'message_sent');
  expect(await command(runId, 'cancel')).toBe('taken');
  expect(await engine.ended(runId)).toMatchObject({ status: 'cancelled' });
  const events = await readRunEvents(engine.test.database, runId, 0, 1000);
  const said = events.filter(({ type }) => type === 'message_sent');
  expect(said.map(({ data }) => data['content'])).toEqual(['other', 'taken back']);
});

it('does not hold what the workflow handles itself', async () => {
  const runId = await launch(`
    ON FAILURE HOLD
    TRY
      PARALLEL
        BRANCH A: THROW "no"
        BRANCH B: x = 1
      END PARALLEL
    CATCH problem
      RETURN problem.message
    END TRY`);
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 'no' });
});

it('skips what a run waits at: a person, an event, a time', async () => {
  const runId = await launch(`
    HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 86400
    WAIT FOR EVENT "never"
    WAIT 86400
    RETURN "done"`);
  const approval = await engine.asked(runId);
  for (const step of ['main.0', 'main.1', 'main.2']) {
    expect(await command(runId, 'skip', { step })).toBe('taken');
  }
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 'done' });
  expect(await engine.decide(approval, true)).toBe('closed');
});

it('refuses a retry where nothing is held, and tells that nothing was there to be skipped', async () => {
  const runId = await launch('WAIT 86400');
  expect(await command(runId, 'retry')).toBe('unheld');
  expect(await command(runId, 'skip', { step: 'main.7' })).toBe('ignored');
  await command(runId, 'cancel');
});

it('does not count the deadlines of people while it is frozen', async () => {
  const text = `HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 2 ON TIMEOUT: CONTINUE
    RETURN approval.approved`;
  const runId = await launch(text);
  const approval = await engine.asked(runId);
  expect(await command(runId, 'pause', { freeze: true })).toBe('taken');
  await sleep(2500);
  expect(await command(runId, 'resume')).toBe('taken');
  expect(await engine.decide(approval, true)).toBe('accepted');
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: true });
});
