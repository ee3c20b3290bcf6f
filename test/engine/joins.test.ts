import { readRunEvents, type Run } from '../../store/runs';
import type { Variables } from '../../plan/value';
import { planOf } from '../../scripts/simulate/plan-of';
import { historyOf, startEngine, type Engine } from './engine';
import { startRemoteBot, type RemoteBot } from './remote-bot';

let engine: Engine;
let short: Engine;
let remote: RemoteBot;
beforeAll(async () => {
  [engine, short, remote] = await Promise.all([
    startEngine(),
    // Continues as new at nearly every rest, so that each moment of a fork is one to resume from.
    startEngine({ historyLimit: 5 }),
    startRemoteBot(),
  ]);
});
afterAll(async () => {
  await engine.stop();
  await short.stop();
  await remote.stop();
});

const launch = (where: Engine, text: string, input: Variables = {}): Promise<string> =>
  where.launch(planOf(text, { http: { remote: remote.url } }), input);
const runToEnd = async (where: Engine, text: string): Promise<Run> =>
  where.ended(await launch(where, text));

const ACTIVITY_SCHEDULED = '10';

it('ends a RACE with its first branch; the loser does nothing more and its writes vanish', async () => {
  const text = `
    x = "before"
    RACE
      BRANCH fast: TALK "fast"
      BRANCH slow:
        x = "slow"
        WAIT 3600
        TALK "slow"
    END RACE
    TALK "joined"
    RETURN x`;
  const run = await runToEnd(engine, text);
  expect(run).toMatchObject({ status: 'completed', result: 'before' });
  const events = await readRunEvents(engine.test.database, run.id, 0, 100);
  const said = events.filter(({ type }) => type === 'message_sent');
  expect(said.map(({ data }) => data['content'])).toEqual(['fast', 'joined']);
});

it('withdraws the approval of a branch that has lost', async () => {
  const text = `
    PARALLEL JOIN 1 OF
      BRANCH person: HUMAN APPROVAL FROM "ann@example.com"
      BRANCH time: WAIT 0.2
    END PARALLEL
    TALK "late"
    RETURN approval`;
  const runId = await launch(engine, text);
  const approval = await engine.asked(runId);
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: null });
  expect(await engine.decide(approval, true)).not.toBe('accepted');
});

it('collects failures with SETTLED', async () => {
  const text = `
    PARALLEL SETTLED
      BRANCH a: THROW "no"
      BRANCH b:
        WAIT 0.1
        y = 2
    END PARALLEL
    RETURN errors[0].message + y`;
  expect(await runToEnd(engine, text)).toMatchObject({ status: 'completed', result: 'no2' });
});

it('goes through a list side by side and appends in its order, across histories', async () => {
  const text = `
    FOR EACH n IN [3, 1, 2] IN PARALLEL MAX 2
      WAIT n / 20
      TALK "done " + n
      APPEND squares, n * n
    NEXT
    RETURN squares`;
  const runId = await launch(short, text);
  const first = (await short.client.workflow.getHandle(runId).describe()).runId;
  expect(await short.ended(runId)).toMatchObject({ status: 'completed', result: [9, 1, 4] });
  expect((await short.client.workflow.getHandle(runId).describe()).runId).not.toBe(first);
});

it('starts many branches in chunks, and pays nothing else for them', async () => {
  const text = `
    FOR i = 1 TO 120
      APPEND numbers, i
    NEXT
    FOR EACH n IN numbers IN PARALLEL
      BOT "remote" "go"
      APPEND seen, n
    NEXT
    RETURN COUNT(seen)`;
  const run = await runToEnd(engine, text);
  expect(run).toMatchObject({ status: 'completed', result: 120 });
  const types = await historyOf(engine, run.id);
  expect(types.filter((type) => type === ACTIVITY_SCHEDULED)).toHaveLength(121);
});
