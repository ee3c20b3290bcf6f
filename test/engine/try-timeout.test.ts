import { planOf } from '../../scripts/simulate/plan-of';
import { startEngine, type Engine } from './engine';
import { startRemoteBot, type RemoteBot } from './remote-bot';

let engine: Engine;
let remote: RemoteBot;
beforeAll(async () => {
  [engine, remote] = await Promise.all([startEngine({ historyLimit: 15 }), startRemoteBot()]);
});
afterAll(async () => {
  await engine.stop();
  await remote.stop();
});

const run = async (text: string): ReturnType<Engine['ended']> =>
  engine.ended(await engine.launch(planOf(text, { http: { remote: remote.url } })));

it('fails a block that takes too long; its writes vanish and its approvals are withdrawn', async () => {
  const text = `
    x = "before"
    TRY TIMEOUT 0.3
      x = "inside"
      HUMAN APPROVAL FROM "ann@example.com"
    CATCH problem
      TALK problem.code
      RETURN problem.code + " " + x
    END TRY`;
  expect(await run(text)).toMatchObject({ status: 'completed', result: 'RUN_TIMEOUT before' });
});

it('lets a block end in time, with its RETURN', async () => {
  const text = 'TRY TIMEOUT 60\n BOT "remote" "go"\n RETURN last_result\nEND TRY\nRETURN "late"';
  expect(await run(text)).toMatchObject({ status: 'completed', result: '{"ok":true}' });
});

it('lets a STEP of any kind have a TIMEOUT', async () => {
  const text = 'STEP 1: PARALLEL\n BRANCH a: WAIT 3600\nEND PARALLEL\n  TIMEOUT 0.2';
  expect(await run(text)).toMatchObject({ status: 'failed', failure: { code: 'RUN_TIMEOUT' } });
});
