import { createHash } from 'node:crypto';
import { openDatabase, type Database } from './database';
import {
  decideApproval,
  hasApprovalToken,
  listApprovals,
  readApproval,
  type ApprovalDecision,
} from './approvals';
import { readInbox } from './inbox';
import { listOutbox } from './outbox';
import { listTasks, readRunEvents } from './runs';
import type { StepHead } from '../plan/segments';
import { createTestDatabase, type TestDatabase } from './test-database';
import { anApproval, commit, runEffect, startRun, WORKSPACE } from './test-run';

let test: TestDatabase;
let other: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  other = openDatabase(test.url, { max: 2 });
});
afterAll(async () => {
  await other.close();
  await test.drop();
});

const db = (): Database => test.database;

function aDecision(id: string, changes: Partial<ApprovalDecision> = {}): ApprovalDecision {
  return {
    workspaceId: WORKSPACE,
    id,
    approved: true,
    by: 'ann',
    comment: null,
    via: 'api',
    ...changes,
  };
}

describe('opening an approval', () => {
  it('keeps what was asked, counts the deadline from now and leaves a mail', async () => {
    const { runId, head } = await startRun(db());
    const tokenHash = createHash('sha256').update('token').digest('hex');
    const asked = anApproval({ timeoutMs: 60_000, tokenHash, metadata: { b: 1, a: 2 } });
    const result = (await runEffect(db(), head, asked, 'key')) as { until: number };
    expect(result).toEqual({ approvalId: asked.id, until: expect.any(Number) as number });
    const approval = await readApproval(db(), WORKSPACE, asked.id);
    expect(result.until - Date.parse(approval?.createdAt ?? '')).toBe(60_000);
    expect(approval).toMatchObject({
      runId,
      stepId: 'main.1',
      stepKey: 'key',
      asked: 'ann@example.com',
      status: 'open',
      deadline: new Date(result.until).toISOString(),
      metadata: { b: 1, a: 2 },
    });
    const mails = await listOutbox(db(), { kind: 'mail', limit: 100 });
    expect(mails.filter((mail) => mail.runId === runId).map((mail) => mail.payload)).toEqual([
      { to: 'ann@example.com', approvalId: asked.id, message: 'May we?' },
    ]);
    expect((await readRunEvents(db(), runId, 4, 10)).map((event) => event.type)).toEqual([
      'approval_requested',
    ]);
    await expect(hasApprovalToken(db(), asked.id, tokenHash)).resolves.toBe(true);
    await expect(hasApprovalToken(db(), asked.id, tokenHash.slice(2))).resolves.toBe(false);
  });

  it('has no deadline without a time limit', async () => {
    const { head } = await startRun(db());
    const asked = anApproval();
    expect(await runEffect(db(), head, asked)).toEqual({ approvalId: asked.id, until: null });
  });
});

describe('rule 12: one judge', () => {
  it('accepts the first decision and tells the second who decided', async () => {
    const { runId, head } = await startRun(db());
    const asked = anApproval();
    await runEffect(db(), head, asked);
    const first = await decideApproval(db(), aDecision(asked.id, { comment: 'Yes "indeed"' }));
    const second = await decideApproval(db(), aDecision(asked.id, { approved: false, by: 'bob' }));
    const payload = {
      approved: true,
      decidedBy: 'ann',
      comment: 'Yes "indeed"',
      decidedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
    };
    expect(first).toMatchObject({
      status: 'accepted',
      runId,
      row: { number: 1, kind: 'decision', subject: asked.id, payload },
      approval: { status: 'approved', decidedBy: 'ann', decidedVia: 'api' },
    });
    expect(second).toMatchObject({ status: 'decided', approval: { decidedBy: 'ann' } });
    expect(await readInbox(db(), runId, 0)).toHaveLength(1);
    const work = await listOutbox(db(), { kind: 'notify_inbox', limit: 100 });
    expect(work.filter((item) => item.runId === runId)).toMatchObject([{ payload: { number: 1 } }]);
    expect((await readRunEvents(db(), runId, 5, 10)).map((event) => event.type)).toEqual([
      'approval_decided',
    ]);
  });

  it('gives an expiry that comes after the decision that decision', async () => {
    const { head } = await startRun(db());
    const asked = anApproval();
    await runEffect(db(), head, asked);
    await decideApproval(db(), aDecision(asked.id, { approved: false }));
    const expiry = { effect: 'expire_approval' as const, id: asked.id, as: 'expired' as const };
    expect(await runEffect(db(), head, expiry)).toMatchObject({
      decision: { approved: false, decidedBy: 'ann' },
    });
    expect(await readApproval(db(), WORKSPACE, asked.id)).toMatchObject({ status: 'rejected' });
  });

  it('takes no decision after an expiry or an escalation', async () => {
    const { runId, head } = await startRun(db());
    for (const as of ['expired', 'escalated'] as const) {
      const asked = anApproval();
      await runEffect(db(), head, asked);
      expect(await runEffect(db(), head, { effect: 'expire_approval', id: asked.id, as })).toEqual({
        expired: true,
      });
      expect(await decideApproval(db(), aDecision(asked.id))).toMatchObject({
        status: 'closed',
        approval: { status: as, decidedBy: null },
      });
    }
    expect(await readInbox(db(), runId, 0)).toEqual([]);
    expect((await readRunEvents(db(), runId, 4, 10)).map((event) => event.type)).toEqual([
      'approval_requested',
      'approval_expired',
      'approval_requested',
      'approval_escalated',
    ]);
  });

  it('of a decision and an expiry at the same moment exactly one counts, and both agree', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 50; round += 1) {
      const { runId, head } = await startRun(db());
      const asked = anApproval();
      await runEffect(db(), head, asked);
      const expiry = { effect: 'expire_approval' as const, id: asked.id, as: 'expired' as const };
      // Who is asked first alternates; the row lock decides.
      const decide = (): ReturnType<typeof decideApproval> =>
        decideApproval(other, aDecision(asked.id));
      const expire = (): Promise<unknown> => runEffect(db(), head, expiry);
      const [decided, expired] =
        round % 2 === 0
          ? await Promise.all([decide(), expire()])
          : await Promise.all([expire(), decide()]).then(([a, b]) => [b, a] as const);
      const approval = await readApproval(db(), WORKSPACE, asked.id);
      const rows = await readInbox(db(), runId, 0);
      const seen = JSON.stringify([decided.status, expired, approval?.status, rows.length]);
      outcomes.add(seen.replace(/\{"decision".*?\}\}/, '"decision"'));
    }
    const allowed = [
      '["accepted","decision","approved",1]',
      '["closed",{"expired":true},"expired",0]',
    ];
    expect(allowed).toEqual(expect.arrayContaining([...outcomes]));
  });

  it('of many decisions at the same moment exactly one is accepted', async () => {
    const { runId, head } = await startRun(db());
    const asked = anApproval();
    await runEffect(db(), head, asked);
    const outcomes = await Promise.all(
      [...Array(10).keys()].map((n) => decideApproval(db(), aDecision(asked.id, { by: `p${n}` }))),
    );
    const accepted = outcomes.filter((outcome) => outcome.status === 'accepted');
    expect(accepted).toHaveLength(1);
    const by = new Set(
      outcomes.map((outcome) => 'approval' in outcome && outcome.approval.decidedBy),
    );
    expect(by.size).toBe(1);
    expect(await readInbox(db(), runId, 0)).toHaveLength(1);
  });

  it('records a decision that came as a signal, once', async () => {
    const { runId, head } = await startRun(db());
    const asked = anApproval();
    await runEffect(db(), head, asked);
    const signal = {
      effect: 'decide_approval' as const,
      id: asked.id,
      comment: null,
      via: 'signal',
    };
    const first = await runEffect(db(), head, { ...signal, approved: true, by: 'ann' });
    const second = await runEffect(db(), head, { ...signal, approved: false, by: 'bob' });
    expect(first).toMatchObject({ decision: { approved: true, decidedBy: 'ann' } });
    expect(second).toEqual(first);
    expect(await readInbox(db(), runId, 0)).toMatchObject([
      { kind: 'decision', subject: asked.id },
    ]);
  });

  it('knows only approvals of the workspace and of the run', async () => {
    const { head } = await startRun(db());
    const { head: stranger } = await startRun(db());
    const asked = anApproval();
    await runEffect(db(), head, asked);
    const workspaceId = '00000000-0000-0000-0000-000000000002';
    await expect(decideApproval(db(), aDecision(asked.id, { workspaceId }))).resolves.toEqual({
      status: 'unknown',
    });
    await expect(decideApproval(db(), aDecision('nothing'))).resolves.toEqual({
      status: 'unknown',
    });
    const expiry = { effect: 'expire_approval' as const, id: asked.id, as: 'expired' as const };
    await runEffect(db(), stranger, expiry);
    const decision = { approved: true, by: 'eve', comment: null, via: 'signal' };
    expect(
      await runEffect(db(), stranger, { effect: 'decide_approval', id: asked.id, ...decision }),
    ).toEqual({ expired: true });
    expect(await readApproval(db(), WORKSPACE, asked.id)).toMatchObject({ status: 'open' });
  });
});

describe('the task of an approval', () => {
  const tasks = [
    { taskId: 'main.1', description: '', agentId: null, orderIndex: 0, dependsOn: [] },
    { taskId: 'main.2', description: '', agentId: null, orderIndex: 1, dependsOn: [] },
  ];

  /** A run with an open approval whose task is under way. */
  async function ask(): Promise<{ runId: string; head: StepHead; id: string }> {
    const { runId, head } = await startRun(db(), { tasks });
    const effect = anApproval();
    const task = { stepId: 'main.1', status: 'in_progress' as const };
    await commit(db(), head, 'open', { result: null, effect, task });
    return { runId, head, id: effect.id };
  }

  async function typesAfter(runId: string, seq: number): Promise<readonly string[]> {
    return (await readRunEvents(db(), runId, seq, 10)).map((event) => event.type);
  }

  it('ends with the decision, whichever it is', async () => {
    const { runId, id } = await ask();
    await decideApproval(db(), aDecision(id, { approved: false }));
    const [task] = await listTasks(db(), runId);
    expect(task?.status).toBe('completed');
    expect(JSON.parse(task?.output ?? '')).toMatchObject({ approved: false, decidedBy: 'ann' });
    expect(await typesAfter(runId, 5)).toEqual(['approval_decided', 'task_completed', 'progress']);
  });

  it('is skipped when nobody decides, and goes on when another person is asked', async () => {
    const { runId, head, id } = await ask();
    await runEffect(db(), head, { effect: 'expire_approval', id, as: 'escalated' });
    expect((await listTasks(db(), runId))[0]?.status).toBe('in_progress');
    const second = anApproval({ escalatedFrom: id });
    await runEffect(db(), head, second);
    await runEffect(db(), head, { effect: 'expire_approval', id: second.id, as: 'expired' });
    expect((await listTasks(db(), runId))[0]?.status).toBe('skipped');
    expect(await typesAfter(runId, 5)).toEqual([
      'approval_escalated',
      'approval_requested',
      'approval_expired',
      'task_skipped',
      'progress',
    ]);
  });

  it('stays ended when another turn of a loop expires later', async () => {
    const { runId, head, id } = await ask();
    const second = anApproval();
    await runEffect(db(), head, second);
    await decideApproval(db(), aDecision(id));
    await runEffect(db(), head, { effect: 'expire_approval', id: second.id, as: 'expired' });
    expect((await listTasks(db(), runId))[0]?.status).toBe('completed');
  });
});

it('a request that a run made before a reset stays as it is', async () => {
  const { runId, head } = await startRun(db());
  const asked = anApproval({ timeoutMs: 60_000 });
  const first = await runEffect(db(), head, asked);
  await decideApproval(db(), aDecision(asked.id));
  expect(await runEffect(db(), head, asked)).toEqual(first);
  expect(await readApproval(db(), WORKSPACE, asked.id)).toMatchObject({
    status: 'approved',
    runId,
  });
  const { head: stranger } = await startRun(db());
  await expect(runEffect(db(), stranger, asked)).rejects.toThrow();
});

describe('listApprovals', () => {
  it('gives every approval once, newest first, over pages', async () => {
    const { runId, head } = await startRun(db());
    const ids: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      const asked = anApproval({ asked: n % 2 === 0 ? 'even' : 'odd' });
      await runEffect(db(), head, asked);
      ids.unshift(asked.id);
    }
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listApprovals>> = await listApprovals(db(), WORKSPACE, {
        runId,
        limit: 3,
        ...(cursor === null ? {} : { cursor }),
      });
      found.push(...page.items.map((item) => item.id));
      cursor = page.next;
    } while (cursor !== null);
    expect(new Set(found)).toEqual(new Set(ids));
    expect(found).toHaveLength(7);
    const even = await listApprovals(db(), WORKSPACE, {
      runId,
      asked: 'even',
      status: 'open',
      limit: 50,
    });
    expect(even.items).toHaveLength(4);
    expect(even.next).toBeNull();
  });

  it('refuses a cursor that is none', async () => {
    await expect(listApprovals(db(), WORKSPACE, { limit: 3, cursor: 'x' })).rejects.toMatchObject({
      code: 'API_QUERY_INVALID',
    });
  });
});
