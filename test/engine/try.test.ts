import { readRunEvents } from '../../store/runs';
import { planOf } from '../../scripts/simulate/plan-of';
import { startEngine, type Engine } from './engine';
import { startRemoteBot, type RemoteBot } from './remote-bot';

let engine: Engine;
let remote: RemoteBot;
beforeAll(async () => {
  // Every rest may continue as new, so that each place of a TRY is one to resume from.
  [engine, remote] = await Promise.all([startEngine({ historyLimit: 5 }), startRemoteBot()]);
});
afterAll(async () => {
  await engine.stop();
  await remote.stop();
});

it('catches a failure of a remote bot, waits inside CATCH and walks FINALLY, across histories', async () => {
  remote.answers.push({ status: 400, body: {} });
  const text = `
    TRY
      WAIT 0.05
      BOT "remote" "charge"
      TALK "never"
    CATCH problem
      WAIT 0.05
      TALK problem.code
    FINALLY
      WAIT 0.05
      TALK "closed"
    END TRY
    RETURN error.line`;
  const runId = await engine.launch(planOf(text, { http: { remote: remote.url } }));
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed' });
  const events = await readRunEvents(engine.test.database, runId, 0, 100);
  const said = events.filter(({ type }) => type === 'message_sent');
  expect(said.map(({ data }) => data['content'])).toEqual(['BOT_REFUSED', 'closed']);
});

it('catches a rejection and goes on', async () => {
  const text = `
    TRY
      HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600
    CATCH problem
      RETURN problem.code
    END TRY`;
  const runId = await engine.launch(planOf(text));
  await engine.decide(await engine.asked(runId), false);
  expect(await engine.ended(runId)).toMatchObject({
    status: 'completed',
    result: 'APPROVAL_REJECTED',
  });
});
