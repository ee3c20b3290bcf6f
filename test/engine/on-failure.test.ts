import { readRunEvents } from '../../store/runs';
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

const launch = (text: string): Promise<string> =>
  engine.launch(planOf(text, { http: { remote: remote.url } }));

async function saidIn(runId: string): Promise<readonly unknown[]> {
  const events = await readRunEvents(engine.test.database, runId, 0, 200);
  return events.filter(({ type }) => type === 'message_sent').map(({ data }) => data['content']);
}

const takesBack = (text: string): string => `ON FAILURE DO\n TALK "${text}"\nEND ON`;

it('takes back in reverse when the run fails', async () => {
  remote.answers.push({ status: 400, body: {} });
  const text = `TALK "a"\n${takesBack('undo a')}\nWAIT 0.05\n${takesBack('undo b')}\nBOT "remote" "go"`;
  const runId = await launch(text);
  expect(await engine.ended(runId)).toMatchObject({
    status: 'failed',
    failure: { code: 'BOT_REFUSED' },
  });
  expect(await saidIn(runId)).toEqual(['a', 'undo b', 'undo a']);
});

it.each(['through Temporal', 'through the API'])(
  'takes back when it is cancelled %s',
  async (way) => {
    const text = `TALK "a"\n${takesBack('undo a')}\nPARALLEL\n BRANCH x:\n  ${takesBack('undo x')}\n  TALK "ready"\n  WAIT 3600\n BRANCH y: HUMAN APPROVAL FROM "ann@example.com"\nEND PARALLEL`;
    const runId = await launch(text);
    const approval = await engine.asked(runId);
    while (!(await saidIn(runId)).includes('ready')) await new Promise(setImmediate);
    if (way === 'through Temporal') await engine.client.workflow.getHandle(runId).cancel();
    else await engine.control(runId, 'cancel');
    expect(await engine.ended(runId)).toMatchObject({ status: 'cancelled' });
    expect(await saidIn(runId)).toEqual(['a', 'ready', 'undo x', 'undo a']);
    expect(await engine.decide(approval, true)).not.toBe('accepted');
  },
);

it('takes back at once what the loser of a race has done, and the run goes on', async () => {
  const text = `
    RACE
      BRANCH quick: WAIT 0.5
      BRANCH slow:
        TALK "slow began"
        ${takesBack('undo slow')}
        WAIT 3600
    END RACE
    TALK "after"`;
  const runId = await launch(text);
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed' });
  expect(await saidIn(runId)).toEqual(['slow began', 'undo slow', 'after']);
});
