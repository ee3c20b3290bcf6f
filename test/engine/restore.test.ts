import { setTimeout as sleep } from 'node:timers/promises';
import { planOf } from '../../scripts/simulate/plan-of';
import { readRunEvents } from '../../store/runs';
import { startEngine, type Engine } from './engine';
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

const launch = (text: string): Promise<string> =>
  engine.launch(planOf(text, { http: { remote: remote.url } }));

async function events(runId: string, type: string): Promise<number> {
  const all = await readRunEvents(engine.test.database, runId, 0, 1000);
  return all.filter((event) => event.type === type).length;
}

it('goes on from its rows: an open approval is decided, and nothing is done twice', async () => {
  const before = remote.calls.length;
  const runId = await launch(`
    TALK "once"
    x = BOT "remote" "charge"
    HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600
    TALK "after"
    RETURN x.ok`);
  const approval = await engine.asked(runId);
  await loseAndRestore(engine, runId);
  expect(await engine.decide(approval, true)).toBe('accepted');
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: true });
  expect(await events(runId, 'message_sent')).toBe(2);
  expect(await events(runId, 'approval_requested')).toBe(1);
  expect(await events(runId, 'restored')).toBe(1);
  expect(remote.calls.length - before).toBe(1);
});

it('takes a decision and an event that came while Temporal was empty', async () => {
  const runId = await launch(`
    PARALLEL
      BRANCH A:
        HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600
      BRANCH B:
        WAIT FOR EVENT "paid"
        TALK "paid " + event.amount
    END PARALLEL
    RETURN approval.decidedBy`);
  const approval = await engine.asked(runId);
  await engine.decide(approval, true);
  const loses = loseAndRestore(engine, runId);
  await engine.publish('paid', { amount: 7 });
  await loses;
  expect(await engine.ended(runId)).toMatchObject({
    status: 'completed',
    result: 'ann@example.com',
  });
  expect(await events(runId, 'message_sent')).toBe(1);
});

it('keeps its deadlines, its pause and its turn of a loop', async () => {
  const runId = await launch('FOR i = 1 TO 3\nTALK "turn " + i\nWAIT 1\nNEXT\nRETURN i');
  while ((await events(runId, 'message_sent')) < 2) await sleep(20);
  expect(await engine.control(runId, 'pause')).toBe('taken');
  await loseAndRestore(engine, runId);
  expect(await engine.control(runId, 'resume')).toBe('taken');
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 4 });
  expect(await events(runId, 'message_sent')).toBe(3);
});

it('takes back what was done when it is cancelled afterwards', async () => {
  const runId = await launch('TALK "done"\nON FAILURE DO\nTALK "undone"\nEND ON\nWAIT 600');
  while ((await events(runId, 'message_sent')) < 1) await sleep(20);
  await sleep(300);
  await loseAndRestore(engine, runId);
  expect(await engine.control(runId, 'cancel')).toBe('taken');
  expect(await engine.ended(runId)).toMatchObject({ status: 'cancelled' });
  expect(await events(runId, 'message_sent')).toBe(2);
});
