import { randomUUID } from 'node:crypto';
import { planOf } from '../../scripts/simulate/plan-of';
import { readInbox } from '../../store/inbox';
import { listMessages } from '../../store/messages';
import { listOpenQuestions } from '../../store/questions';
import { historyOf, startEngine, WORKSPACE, type Engine } from './engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(async () => {
  await engine.stop();
});

const launch = (text: string): Promise<string> => engine.launch(planOf(text));
const contents = async (runId: string): Promise<readonly string[]> =>
  (await listMessages(engine.test.database, WORKSPACE, { runId, limit: 50 })).map(
    ({ content }) => content,
  );

it('waits for a reply and goes on with it', async () => {
  const runId = await launch('HEAR name WITH "Your name?"\nTALK "Hello, " + name\nRETURN name');
  await engine.heard(runId);
  expect(await engine.reply(runId, ' Ana ')).toBe('taken');
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 'Ana' });
  expect(await contents(runId)).toEqual(['Your name?', ' Ana ', 'Hello, Ana']);
});

it('costs the events of a decision, whatever else is said before', async () => {
  const runId = await launch('HEAR n AS INTEGER TIMEOUT 600\nTALK n');
  await engine.heard(runId);
  expect(await engine.reply(runId, 'many')).toBe('asked_again');
  expect(await engine.reply(runId, 'a few')).toBe('asked_again');
  expect(await engine.reply(runId, '3')).toBe('taken');
  await engine.ended(runId);
  expect(await historyOf(engine, runId)).toHaveLength(5 + 6 + 7 + 6);
});

it('asks again three times, then takes the default', async () => {
  const runId = await launch('HEAR day AS DATE WITH "When?" DEFAULT "never"\nRETURN day');
  await engine.heard(runId);
  const outcomes: string[] = [];
  for (const text of ['soon', 'later', 'maybe', 'who knows']) {
    outcomes.push(await engine.reply(runId, text));
  }
  expect(outcomes).toEqual(['asked_again', 'asked_again', 'asked_again', 'taken']);
  expect((await engine.ended(runId)).result).toBe('never');
  expect(await contents(runId)).toContain(
    'Please reply with a day, for example 2026-01-31 or 31/01/2026.',
  );
});

it('counts one message once, however often and however late it comes', async () => {
  const runId = await launch('HEAR a\nHEAR b\nRETURN a + b');
  const { id } = await engine.heard(runId);
  const messageId = randomUUID();
  const [first, second] = await Promise.all([
    engine.reply(runId, 'x', { messageId }),
    engine.reply(runId, 'x', { messageId }),
  ]);
  expect([first, second]).toEqual(['taken', 'taken']);
  while ((await engine.heard(runId)).id === id) await new Promise(setImmediate);
  expect(await engine.reply(runId, 'x', { messageId })).toBe('taken');
  expect(await engine.reply(runId, 'other', { messageId })).toBe('id_used');
  expect(await engine.reply(runId, 'y')).toBe('taken');
  expect((await engine.ended(runId)).result).toBe('xy');
  expect(await readInbox(engine.test.database, runId, 0)).toHaveLength(2);
});

it('gives a reply to the question it names, else to the oldest', async () => {
  const text = `
    PARALLEL
      BRANCH A: HEAR a WITH "a?"
      BRANCH B: HEAR b WITH "b?"
    END PARALLEL
    RETURN a + "," + b`;
  const runId = await launch(text);
  const open = (): ReturnType<typeof listOpenQuestions> =>
    listOpenQuestions(engine.test.database, WORKSPACE, runId);
  while ((await open()).length < 2) await new Promise(setImmediate);
  const [oldest, second] = await open();
  await engine.reply(runId, 'second', { questionId: second?.id ?? '' });
  expect(await engine.reply(runId, 'again', { questionId: second?.id ?? '' })).toBe('closed');
  await engine.reply(runId, 'first');
  const { result } = await engine.ended(runId);
  expect(result).toBe(oldest?.prompt === 'a?' ? 'first,second' : 'second,first');
});

it('refuses a reply that nobody waits for, and one that comes too late', async () => {
  const runId = await launch('HEAR a TIMEOUT 0.1\nWAIT 600');
  const { id } = await engine.heard(runId);
  while ((await listOpenQuestions(engine.test.database, WORKSPACE, runId)).length > 0) {
    await new Promise(setImmediate);
  }
  expect(await engine.reply(runId, 'late')).toBe('not_asked');
  expect(await engine.reply(runId, 'late', { questionId: id })).toBe('closed');
  expect(await engine.reply(runId, 'x', { questionId: randomUUID() })).toBe('unknown_question');
  await engine.control(runId, 'cancel');
  await engine.ended(runId);
  expect(await engine.reply(randomUUID(), 'x')).toBe('unknown');
});

it('withdraws what a run asks when it ends or when the branch loses', async () => {
  const text = 'RACE\n BRANCH a: HEAR x WITH "x?"\n BRANCH b: WAIT 1\nEND RACE\nTALK "over"';
  const runId = await launch(text);
  const { id } = await engine.heard(runId);
  expect((await engine.ended(runId)).status).toBe('completed');
  expect(await engine.reply(runId, 'late', { questionId: id })).toBe('run_closed');
  expect(await listOpenQuestions(engine.test.database, WORKSPACE, runId)).toEqual([]);
});
