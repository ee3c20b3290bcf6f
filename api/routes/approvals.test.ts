import { randomUUID } from 'node:crypto';
import { ApprovalPageSchema, ApprovalSchema } from '../../plan/messages';
import { QueuedDecisionSchema } from '../../plan/people-messages';
import { launchRun, markTerminated } from '../../store/runs';
import { savePlan } from '../../store/plans';
import { aHead, anApproval, aRun, begin, runEffect, WORKSPACE } from '../../store/test-run';
import { problemOf, readProblem, startTestApi, type TestAnswer, type TestApi } from '../test-api';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.stop();
});

/** A run that is in Temporal, where nobody works on it, with an open approval. */
async function anOpenApproval(
  changes: Parameters<typeof anApproval>[0] = {},
): Promise<{ readonly runId: string; readonly id: string }> {
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
  const id = randomUUID();
  await runEffect(database, head, anApproval({ id, ...changes }));
  return { runId: run.id, id };
}

const decide = (id: string, body: unknown, key = api.keys.operator) =>
  api.send('POST', `/api/approvals/${id}/decision`, { body, key });

it('lists approvals by state, run and person, and shows one', async () => {
  const mine = await anOpenApproval({ asked: 'lister' });
  await anOpenApproval({ asked: 'lister' });
  const all = ApprovalPageSchema.parse(
    (await api.send('GET', '/api/approvals?status=open&from=lister')).body,
  );
  expect(all.items).toHaveLength(2);
  const ofRun = ApprovalPageSchema.parse(
    (await api.send('GET', `/api/approvals?run=${mine.runId}`)).body,
  );
  expect(ofRun.items.map(({ id }) => id)).toEqual([mine.id]);
  const one = ApprovalSchema.parse((await api.send('GET', `/api/approvals/${mine.id}`)).body);
  expect(one).toMatchObject({ id: mine.id, runId: mine.runId, from: 'lister', status: 'open' });
});

it('goes through a long list by its cursor', async () => {
  await Promise.all([1, 2, 3].map(() => anOpenApproval({ asked: 'pages' })));
  const path = '/api/approvals?from=pages&limit=2';
  const first = ApprovalPageSchema.parse((await api.send('GET', path)).body);
  expect(first.items).toHaveLength(2);
  const rest = ApprovalPageSchema.parse(
    (await api.send('GET', `${path}&cursor=${first.next ?? ''}`)).body,
  );
  expect(rest.items).toHaveLength(1);
  expect(rest.next).toBeNull();
});

describe('decisions that their runs cannot take yet, as nobody works on them', () => {
  const ids = { plain: '', approver: '' };
  let plainAnswer: TestAnswer;
  let behalfAnswer: TestAnswer;
  let approverAnswer: TestAnswer;
  let crowd: TestAnswer[];
  let approver: string;

  // All at once, because each waits for ten seconds.
  beforeAll(async () => {
    approver = await api.addKey('Ann@example.com', 'approver');
    const [plain, onBehalf, own, wanted] = await Promise.all([
      anOpenApproval(),
      anOpenApproval(),
      anOpenApproval({ asked: 'bob@example.com, ann@example.com' }),
      anOpenApproval(),
    ]);
    ids.plain = plain.id;
    ids.approver = own.id;
    const ann = { decision: 'reject', by: 'ann@example.com' };
    const many = Array.from({ length: 20 }, (_, index) =>
      decide(wanted.id, { decision: index % 2 === 0 ? 'approve' : 'reject' }),
    );
    [plainAnswer, behalfAnswer, approverAnswer, crowd] = await Promise.all([
      decide(plain.id, { decision: 'approve', comment: '<script>' }),
      decide(onBehalf.id, ann),
      decide(own.id, { decision: 'approve' }, approver),
      Promise.all(many),
    ]);
  });

  it('are recorded and queued', () => {
    expect(plainAnswer.status).toBe(202);
    expect(QueuedDecisionSchema.parse(plainAnswer.body).approval).toMatchObject({
      ...{ id: ids.plain, status: 'approved', decidedBy: 'operator', decidedVia: 'api' },
      comment: '<script>',
    });
  });

  it('tell the second one who was first', async () => {
    const second = await decide(ids.plain, { decision: 'reject' });
    const problem = readProblem(second, 409, 'APPROVAL_DECIDED');
    expect(problem.detail).toBe('The approval was already decided by operator: approved.');
    expect(problem.details).toMatchObject({ by: 'operator', outcome: 'approved' });
  });

  it('count exactly once, of twenty at the same moment', () => {
    const statuses = crowd.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([202, ...Array.from({ length: 19 }, () => 409)]);
  });

  it('can be written down by operators for somebody else', () => {
    expect(QueuedDecisionSchema.parse(behalfAnswer.body).approval).toMatchObject({
      ...{ status: 'rejected', decidedBy: 'ann@example.com', decidedVia: 'api by operator' },
    });
  });

  it('are made by approvers where they are asked', () => {
    const { approval } = QueuedDecisionSchema.parse(approverAnswer.body);
    expect(approval).toMatchObject({ id: ids.approver, decidedBy: 'Ann@example.com' });
  });

  it('are refused to approvers who are not asked, or who say that they are somebody else', async () => {
    const foreign = await anOpenApproval({ asked: 'bob@example.com' });
    const denied = await decide(foreign.id, { decision: 'approve' }, approver);
    expect(problemOf(denied)).toBe('403 APPROVAL_NOT_FOR_YOU');
    const own = await anOpenApproval({ asked: 'ann@example.com' });
    const pretending = { decision: 'approve', by: 'bob@example.com' };
    expect(problemOf(await decide(own.id, pretending, approver))).toBe('403 APPROVAL_NOT_FOR_YOU');
  });
});

it('says that an approval is closed when its run has ended or its time is over', async () => {
  const ended = await anOpenApproval();
  await markTerminated(api.test.database, ended.runId, {
    status: 'cancelled',
    failure: { code: 'RUN_TERMINATED', message: 'test' },
  });
  expect(problemOf(await decide(ended.id, { decision: 'approve' }))).toBe('409 APPROVAL_CLOSED');
  const expired = await anOpenApproval();
  await api.test.database.query(`update approvals set status = 'expired' where id = $1`, [
    expired.id,
  ]);
  expect(problemOf(await decide(expired.id, { decision: 'approve' }))).toBe('409 APPROVAL_CLOSED');
});

it('says that the run is gone when Temporal has ended it', async () => {
  const { database } = api.test;
  const { run } = await launchRun(database, aRun());
  const head = aHead(run.id);
  await begin(database, head);
  const id = randomUUID();
  await runEffect(database, head, anApproval({ id }));
  expect(problemOf(await decide(id, { decision: 'approve' }))).toBe('409 RUN_CLOSED');
});

it.each<[string, unknown]>([
  ['an unknown decision', { decision: 'maybe' }],
  ['no decision', {}],
  ['a comment that is too long', { decision: 'approve', comment: 'x'.repeat(10_001) }],
  ['an empty name', { decision: 'approve', by: '' }],
  ['a member too many', { decision: 'approve', status: 'approved' }],
])('refuses %s', async (_name, body) => {
  expect(problemOf(await decide(randomUUID(), body))).toBe('422 API_BODY_INVALID');
});

it.each(['x', randomUUID(), 'x'.repeat(5_000)])('does not know the approval %#', async (id) => {
  expect(problemOf(await api.send('GET', `/api/approvals/${id}`))).toBe('404 APPROVAL_UNKNOWN');
  expect(problemOf(await decide(id, { decision: 'approve' }))).toBe('404 APPROVAL_UNKNOWN');
});

it('does not know approvals of another workspace', async () => {
  const { id } = await anOpenApproval();
  const workspaceId = randomUUID();
  await api.test.database.query('insert into workspaces (id, name) values ($1, $2)', [
    workspaceId,
    workspaceId,
  ]);
  const key = await api.addKey('stranger', 'admin', workspaceId);
  expect(problemOf(await api.send('GET', `/api/approvals/${id}`, { key }))).toBe(
    '404 APPROVAL_UNKNOWN',
  );
  expect(problemOf(await decide(id, { decision: 'approve' }, key))).toBe('404 APPROVAL_UNKNOWN');
  const list = await api.send('GET', '/api/approvals', { key });
  expect(list.body).toEqual({ items: [], next: null });
});
