import { randomUUID } from 'node:crypto';
import type { ApprovalRules } from '../../plan/effects';
import { ApprovalPageSchema, ApprovalSchema } from '../../plan/messages';
import { MailListSchema } from '../../plan/people-messages';
import { launchRun } from '../../store/runs';
import { aHead, anApproval, aRun, begin, runEffect } from '../../store/test-run';
import { problemOf, readProblem, startTestApi, type TestAnswer, type TestApi } from '../test-api';

let api: TestApi;
let ann: string;
let bob: string;
beforeAll(async () => {
  api = await startTestApi();
  ann = await api.addKey('ann@example.com', 'approver');
  bob = await api.addKey('bob@example.com', 'approver');
});
afterAll(async () => {
  await api.stop();
});

const PEOPLE = ['ann@example.com', 'bob@example.com', 'cid@example.com'];

async function anOpenApproval(rules: Partial<ApprovalRules> = {}): Promise<string> {
  const { database } = api.test;
  const { run } = await launchRun(database, aRun({ createdBy: 'operator' }));
  const head = aHead(run.id);
  await begin(database, head);
  const effect = anApproval({
    asked: PEOPLE.join(', '),
    rules: {
      ...{ people: PEOPLE, needed: 2, noSelf: false, commentRequired: false, remindEveryMs: null },
      ...rules,
    },
  });
  await runEffect(database, head, effect);
  return effect.id;
}

const decide = (id: string, body: object, key = api.keys.operator): Promise<TestAnswer> =>
  api.send('POST', `/api/approvals/${id}/decision`, {
    body: { decision: 'approve', ...body },
    key,
  });
const reassign = (id: string, body: object, key = api.keys.operator): Promise<TestAnswer> =>
  api.send('POST', `/api/approvals/${id}/reassign`, { body, key });

it('counts the vote of an approver, and shows who has said what', async () => {
  const id = await anOpenApproval();
  const counted = await decide(id, { comment: 'good' }, ann);
  expect(counted.status).toBe(200);
  expect(ApprovalSchema.parse(counted.body)).toMatchObject({
    ...{ status: 'open', needed: 2, people: PEOPLE },
    votes: [{ by: 'ann@example.com', approved: true, comment: 'good' }],
  });
  const inbox = await api.send('GET', '/api/approvals?person=BOB@example.com&status=open');
  expect(ApprovalPageSchema.parse(inbox.body).items.map((item) => item.id)).toContain(id);
});

it('lets an operator write down what somebody has said who is asked, and nothing of others', async () => {
  const id = await anOpenApproval();
  const own = readProblem(await decide(id, {}), 403, 'APPROVAL_NOT_FOR_YOU');
  expect(own.detail).toContain('not for operator');
  const written = await decide(id, { by: 'bob@example.com' });
  expect(ApprovalSchema.parse(written.body).votes).toMatchObject([{ by: 'bob@example.com' }]);
});

it('refuses who launched the run, whoever is named', async () => {
  const id = await anOpenApproval({ noSelf: true });
  const refused = await decide(id, { by: 'bob@example.com' });
  const { detail } = readProblem(refused, 403, 'APPROVAL_OWN');
  expect(detail).toContain('operator made this one');
  expect((await decide(id, {}, bob)).status).toBe(200);
});

it('asks for a comment where one is required', async () => {
  const id = await anOpenApproval({ commentRequired: true });
  expect(problemOf(await decide(id, {}, ann))).toBe('422 APPROVAL_COMMENT');
});

it('hands on what an approver is asked, and tells why not', async () => {
  const id = await anOpenApproval();
  const handed = await reassign(id, { to: 'dan@example.com', comment: 'away' }, ann);
  expect(ApprovalSchema.parse(handed.body).people).toEqual(['dan@example.com', ...PEOPLE.slice(1)]);
  const other = { from: 'cid@example.com', to: 'eve@example.com' };
  expect(problemOf(await reassign(id, other, bob))).toBe('403 APPROVAL_NOT_FOR_YOU');
  expect((await reassign(id, other)).status).toBe(200);
  expect(problemOf(await reassign(id, { to: 'x' }))).toBe('422 APPROVAL_WHOSE');
  const twice = { from: 'bob@example.com', to: 'eve@example.com' };
  expect(problemOf(await reassign(id, twice))).toBe('409 APPROVAL_ASKED');
  await decide(id, {}, bob);
  expect(problemOf(await reassign(id, { to: 'zoe' }, bob))).toBe('409 APPROVAL_VOTED');
  expect(problemOf(await reassign(randomUUID(), { to: 'zoe' }))).toBe('404 APPROVAL_UNKNOWN');
  expect(problemOf(await reassign(id, { to: '' }))).toBe('422 API_BODY_INVALID');
});

it('keeps groups', async () => {
  const put = (name: string, members: readonly unknown[]): Promise<TestAnswer> =>
    api.send('PUT', `/api/groups/${encodeURIComponent(name)}`, { body: { members } });
  expect((await put('Head office', ['ann', ' bob '])).body).toEqual({
    name: 'Head office',
    members: ['ann', 'bob'],
  });
  expect((await api.send('GET', '/api/groups')).body).toEqual({
    items: [{ name: 'Head office', members: ['ann', 'bob'] }],
  });
  expect(problemOf(await put('a,b', ['ann']))).toBe('400 API_QUERY_INVALID');
  expect(problemOf(await put('a', ['ann, bob']))).toBe('422 API_BODY_INVALID');
  expect(problemOf(await put('a', []))).toBe('422 API_BODY_INVALID');
  expect((await api.send('DELETE', '/api/groups/head%20office')).body).toEqual({
    name: 'head office',
  });
  const gone = await api.send('DELETE', '/api/groups/head%20office');
  expect(problemOf(gone)).toBe('404 GROUP_UNKNOWN');
});

it('shows the mails that were written', async () => {
  const id = await anOpenApproval();
  const { items } = MailListSchema.parse((await api.send('GET', '/api/outbox')).body);
  const ofThis = items.filter(({ approvalId }) => approvalId === id);
  expect(ofThis.map(({ to }) => to).toSorted()).toEqual(PEOPLE);
  expect(problemOf(await api.send('GET', '/api/outbox?limit=0'))).toBe('400 API_QUERY_INVALID');
});
