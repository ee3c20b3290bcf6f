import { randomUUID } from 'node:crypto';
import type { Effect } from '../../plan/effects';
import { ConversationSchema, type ConversationView } from '../../plan/conversation';
import { readInbox } from '../../store/inbox';
import { listOutbox } from '../../store/outbox';
import { savePlan } from '../../store/plans';
import { launchRun } from '../../store/runs';
import { aHead, aRun, begin, runEffect, WORKSPACE } from '../../store/test-run';
import { problemOf, startTestApi, type TestAnswer, type TestApi } from '../test-api';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.stop();
});

type OpenQuestion = Extract<Effect, { effect: 'open_question' }>;

const aQuestion = (changes: Partial<OpenQuestion['form']> = {}): OpenQuestion => ({
  effect: 'open_question',
  id: randomUUID(),
  stepId: 'main.0',
  sender: 'shop',
  prompt: 'How many shoes?',
  form: { type: 'integer', choices: [], open: false, fallback: null, ...changes },
  timeoutMs: null,
});

/** A run that is in Temporal, where nobody works on it, and asks: replies stay queued. */
async function ask(...questions: readonly OpenQuestion[]): Promise<string> {
  const { database } = api.test;
  const planHash = randomUUID();
  const plan = { hash: planHash, plan: '{}', places: '{}', sourceFile: null, sourceText: null };
  await savePlan(database, plan);
  const { run } = await launchRun(database, aRun({ planHash }));
  const { temporalRunId } = await api.gateway.startRun({
    ...{ id: run.id, workspaceId: WORKSPACE, planHash, input: {}, inputNames: [] },
    ...{ workflowName: 'main', package: null },
  });
  const head = aHead(run.id, { temporalRunId });
  await begin(database, head);
  for (const question of questions) await runEffect(database, head, question);
  return run.id;
}

const say = (runId: string, body: unknown): Promise<TestAnswer> =>
  api.send('POST', `/api/workflows/${runId}/messages`, { body, key: api.keys.operator });
const read = async (runId: string, query = ''): Promise<ConversationView> =>
  ConversationSchema.parse(
    (await api.send('GET', `/api/workflows/${runId}/messages${query}`)).body,
  );

it('records a reply before Temporal hears of it, and says that it is queued', async () => {
  const question = aQuestion();
  const runId = await ask(question);
  const answer = await say(runId, { text: '12' });
  expect(answer).toMatchObject({ status: 202, body: { status: 'queued' } });
  const rows = await readInbox(api.test.database, runId, 0);
  expect(rows).toMatchObject([
    { kind: 'reply', subject: question.id, payload: { value: 12, text: '12', by: 'operator' } },
  ]);
  const waiting = await listOutbox(api.test.database, { kind: 'notify_inbox', limit: 100 });
  expect(waiting.filter((item) => item.runId === runId)).toHaveLength(1);
});

it('asks again for a reply that does not fit, and shows it in the conversation', async () => {
  const runId = await ask(aQuestion());
  const answer = await say(runId, { text: 'a few' });
  expect(answer).toMatchObject({
    status: 200,
    body: { status: 'asked_again', expected: 'a whole number, for example 12' },
  });
  const { items, questions } = await read(runId);
  expect(items.map(({ from, text }) => `${from}: ${text}`)).toEqual([
    'shop: How many shoes?',
    'operator: a few',
    'shop: Please reply with a whole number, for example 12.',
  ]);
  expect(questions).toMatchObject([{ prompt: 'How many shoes?', type: 'integer' }]);
});

it('counts the same message once, and refuses its id for another', async () => {
  const runId = await ask(aQuestion());
  const id = randomUUID();
  const answers = await Promise.all([1, 2, 3].map(() => say(runId, { text: '5', id })));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(await readInbox(api.test.database, runId, 0)).toHaveLength(1);
  expect(problemOf(await say(runId, { text: '6', id }))).toBe('409 MESSAGE_ID_USED');
});

it('takes one of two replies and tells the other who was faster', async () => {
  const question = aQuestion();
  const runId = await ask(question);
  const answers = await Promise.all(
    ['1', '2'].map((text) => say(runId, { text, questionId: question.id })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409]);
  const late = answers.find(({ status }) => status === 409);
  expect(late && problemOf(late)).toBe('409 REPLY_ANSWERED');
  expect(late?.body).toMatchObject({ details: { by: 'operator' } });
  expect(problemOf(await say(runId, { text: '3' }))).toBe('409 REPLY_NOT_ASKED');
});

it('gives replies to the oldest question unless one is named', async () => {
  const [first, second] = [aQuestion(), aQuestion({ type: 'text' })];
  const runId = await ask(first, second);
  await say(runId, { text: 'blue', questionId: second.id });
  await say(runId, { text: '7' });
  const rows = await readInbox(api.test.database, runId, 0);
  expect(rows.map(({ subject }) => subject)).toEqual([second.id, first.id]);
});

it('hides passwords in the conversation', async () => {
  const runId = await ask(aQuestion({ type: 'password' }));
  await say(runId, { text: 'correct horse' });
  const { items } = await read(runId);
  expect(JSON.stringify(items)).not.toContain('horse');
});

it('finds messages by their text and goes back in pages', async () => {
  const runId = await ask(aQuestion({ type: 'text' }), aQuestion({ type: 'text' }));
  await say(runId, { text: '50% off?' });
  expect((await read(runId, '?q=50%25%20OFF')).items.map(({ text }) => text)).toEqual(['50% off?']);
  expect((await read(runId, '?q=%25')).items).toHaveLength(1);
  const last = await read(runId, '?limit=1');
  expect(last.items.map(({ text }) => text)).toEqual(['50% off?']);
  const earlier = await read(runId, `?limit=5&before=${last.next}`);
  expect(earlier.items.map(({ type }) => type)).toEqual(['question', 'question']);
  expect(earlier.next).toBeNull();
});

it('refuses what cannot be a reply', async () => {
  const runId = await ask(aQuestion());
  const problems = [
    await say(runId, {}),
    await say(runId, { text: 'x'.repeat(10_001) }),
    await say(runId, { text: '1\u0000' }),
    await say(runId, { text: '1', id: 'no-uuid' }),
    await say(runId, { text: '1', questionId: randomUUID() }),
    await say(randomUUID(), { text: '1' }),
    await say('..', { text: '1' }),
    await api.send('GET', `/api/workflows/${runId}/messages?before=x`),
  ].map(problemOf);
  expect(problems).toEqual([
    '422 API_BODY_INVALID',
    '422 API_BODY_INVALID',
    '422 API_BODY_INVALID',
    '422 API_BODY_INVALID',
    '404 QUESTION_UNKNOWN',
    '404 RUN_UNKNOWN',
    '404 API_NOT_FOUND',
    '400 API_QUERY_INVALID',
  ]);
});
