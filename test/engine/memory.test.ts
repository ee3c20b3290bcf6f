import { planOf } from '../../scripts/simulate/plan-of';
import { listTasks, readRunEvents } from '../../store/runs';
import { startEngine, type Engine } from './engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(async () => {
  await engine.stop();
});

/** Runs a text to its end and gives what it returned. */
async function run(text: string, who: Parameters<Engine['launch']>[2] = {}): Promise<unknown> {
  const ended = await engine.ended(await engine.launch(planOf(text), {}, who));
  expect(ended).toMatchObject({ status: 'completed', failure: null });
  return ended.result;
}

it('remembers for the user and the session of the run, beyond the run and for other bots', async () => {
  const ann = { user: 'ann', session: 'web-1' };
  await run('REMEMBER "language", "pt", "30 days"\nSET "session.cart" = [1, 2]', ann);
  const text = `
    ORCHESTRATE WORKFLOW "another"
    RETURN [RECALL("language"), GET "session.cart", GET SESSION("web-1", "cart")]`;
  expect(await run(text, ann)).toEqual(['pt', [1, 2], [1, 2]]);
  expect(await run(text, { user: 'bob' })).toEqual(['', '', [1, 2]]);
  expect(await run(text)).toEqual(['', '', [1, 2]]);
});

it('forgets what has expired', async () => {
  const text = `
    CACHE SET "short", 1, 0.2
    CACHE SET "long", 2
    WAIT 0.5
    RETURN [CACHE GET("short"), CACHE GET("long")]`;
  expect(await run(text)).toEqual(['', 2]);
});

it('shares with another bot, which reads it and takes it over', async () => {
  await run(`
    ORCHESTRATE WORKFLOW "giver"
    SET BOT MEMORY "a", "of the giver"
    SET BOT MEMORY "b", "of the giver"
    BOT SHARE MEMORY "a" WITH "taker"
    BOT SHARE MEMORY "b" WITH "taker"`);
  const taken = await run(`
    ORCHESTRATE WORKFLOW "taker"
    before = GET BOT MEMORY("a")
    SET BOT MEMORY "b", "set later"
    BOT SYNC MEMORY FROM "giver"
    BOT SYNC MEMORY FROM "giver"
    RETURN [before, GET BOT MEMORY("a"), GET BOT MEMORY("b")]`);
  expect(taken).toEqual(['of the giver', 'of the giver', 'set later']);
  const own = await engine.test.database.query(
    `select key from bot_memories where bot_id = 'taker' order by key`,
  );
  expect(own).toEqual([{ key: 'a' }, { key: 'b' }]);
});

it('uses an answer of another run again, and says so in the events and the task', async () => {
  const plan = planOf('x = BOT "clerk" "sum" WITH { a: 1, b: 2 } CACHE 1 HOUR\nRETURN x', {
    scripts: { clerk: 'SET BOT MEMORY "asked", (GET BOT MEMORY("asked") OR 0) + 1\nRETURN 3' },
  });
  const first = await engine.launch(plan);
  expect(await engine.ended(first)).toMatchObject({ status: 'completed', result: 3 });
  const second = await engine.launch(plan);
  expect(await engine.ended(second)).toMatchObject({ status: 'completed', result: 3 });
  const { database } = engine.test;
  expect(await listTasks(database, first)).toMatchObject([{ status: 'completed', answerOf: null }]);
  expect(await listTasks(database, second)).toMatchObject([
    { status: 'completed', answerOf: first },
  ]);
  const events = await readRunEvents(database, second, 0, 100);
  expect(events.find(({ type }) => type === 'answer_reused')?.data).toMatchObject({
    bot: 'clerk',
    runId: first,
  });
  const asked = `select value from bot_memories where key = 'asked'`;
  expect(await database.query(asked)).toEqual([{ value: '1' }]);
  await database.query('update workspaces set reuses_answers = false');
  expect(await engine.ended(await engine.launch(plan))).toMatchObject({ result: 3 });
  expect(await database.query(asked)).toEqual([{ value: '2' }]);
});
