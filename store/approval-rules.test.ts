import type { ApprovalRules } from '../plan/effects';
import { decideApproval, readApproval, reassignApproval, remindApproval } from './approvals';
import { controlRun } from './control';
import type { Database } from './database';
import { deleteGroup, listGroups, saveGroup } from './groups';
import { readInbox } from './inbox';
import { saveKey } from './keys';
import { listMail } from './outbox';
import { readRunEvents } from './runs';
import { createTestDatabase, type TestDatabase } from './test-database';
import { anApproval, runEffect, startRun, WORKSPACE } from './test-run';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => {
  await test.drop();
});
const db = (): Database => test.database;

interface Asked {
  readonly id: string;
  readonly runId: string;
  readonly answer: unknown;
  vote(by: string, approved: boolean, comment?: string): Promise<string>;
}

async function ask(people: readonly string[], rules: Partial<ApprovalRules> = {}): Promise<Asked> {
  const { runId, head } = await startRun(db());
  const effect = anApproval({
    asked: people.join(', '),
    rules: {
      ...{ people, needed: null, noSelf: false, commentRequired: false, remindEveryMs: null },
      ...rules,
    },
  });
  const answer = await runEffect(db(), head, effect);
  return {
    id: effect.id,
    runId,
    answer,
    vote: async (by, approved, comment) => {
      const said = { by, approved, comment: comment ?? null, via: 'api' };
      const given = { workspaceId: WORKSPACE, id: effect.id, ...said };
      return (await decideApproval(db(), given)).status;
    },
  };
}

const statusOf = async (id: string): Promise<string | undefined> =>
  (await readApproval(db(), WORKSPACE, id))?.status;
const eventTypes = async (runId: string): Promise<readonly string[]> =>
  (await readRunEvents(db(), runId, 4, 100)).map(({ type }) => type);
const mailsOf = async (runId: string): Promise<readonly string[]> =>
  (await listMail(db(), WORKSPACE, 200))
    .filter((mail) => mail.runId === runId)
    .map(({ to, isReminder }) => (isReminder ? `reminder to ${to}` : to))
    .sort();
const makeDue = (id: string, ago: string): Promise<unknown> =>
  db().query(`update approvals set remind_at = clock_timestamp() - $2::interval where id = $1`, [
    id,
    ago,
  ]);

describe('several people', () => {
  it('waits until enough have approved, and gives the run all votes at once', async () => {
    const asked = await ask(['Ann', 'Bob', 'Cid'], { needed: 2 });
    expect(await asked.vote('ann', true)).toBe('counted');
    expect(await readInbox(db(), asked.runId, 0)).toEqual([]);
    expect(await asked.vote('CID', true, 'fine')).toBe('accepted');
    const [row] = await readInbox(db(), asked.runId, 0);
    expect(row?.payload).toMatchObject({
      approved: true,
      decidedBy: 'CID',
      needed: 2,
      votes: [
        { by: 'ann', approved: true, comment: null },
        { by: 'CID', approved: true, comment: 'fine' },
      ],
    });
    expect(await asked.vote('Bob', false)).toBe('decided');
    expect(await eventTypes(asked.runId)).toEqual([
      ...['approval_requested', 'approval_voted', 'approval_voted', 'approval_decided'],
    ]);
  });

  it('counts one person once, and takes a change of mind before the end', async () => {
    const asked = await ask(['ann', 'bob', 'cid'], { needed: 2 });
    expect(await asked.vote('ann', true)).toBe('counted');
    expect(await asked.vote('Ann ', true)).toBe('counted');
    expect(await asked.vote('ann', false)).toBe('counted');
    expect(await asked.vote('bob', true)).toBe('counted');
    expect(await asked.vote('ann', true)).toBe('accepted');
    const votes = (await eventTypes(asked.runId)).filter((type) => type === 'approval_voted');
    expect(votes).toHaveLength(4);
  });

  it('is rejected as soon as too few can still approve', async () => {
    const asked = await ask(['ann', 'bob', 'cid'], { needed: 2 });
    expect(await asked.vote('ann', false)).toBe('counted');
    expect(await asked.vote('bob', false)).toBe('accepted');
    expect(await statusOf(asked.id)).toBe('rejected');
  });

  it('needs everybody for ALL: one rejection ends it', async () => {
    const asked = await ask(['ann', 'bob'], { needed: 'all' });
    expect(await asked.vote('ann', true)).toBe('counted');
    expect(await asked.vote('bob', false)).toBe('accepted');
    expect(await statusOf(asked.id)).toBe('rejected');
  });

  it('takes the first decision where no number is given', async () => {
    const asked = await ask(['ann', 'bob']);
    expect(await asked.vote('bob', false)).toBe('accepted');
    expect(await statusOf(asked.id)).toBe('rejected');
  });

  it('lets exactly one of many votes at once decide', async () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f'];
    const asked = await ask(people, { needed: 3 });
    const outcomes = await Promise.all(people.map((name) => asked.vote(name, true)));
    expect([...outcomes].sort()).toEqual([
      ...['accepted', 'counted', 'counted', 'decided', 'decided', 'decided'],
    ]);
    expect(await readInbox(db(), asked.runId, 0)).toHaveLength(1);
  });

  it('takes no vote of somebody who is not asked', async () => {
    const asked = await ask(['ann', 'bob'], { needed: 1 });
    expect(await asked.vote('eve', true)).toBe('not_asked');
    expect(await statusOf(asked.id)).toBe('open');
  });
});

describe('groups and roles', () => {
  it('asks the members that a group has then, each once', async () => {
    await saveGroup(db(), WORKSPACE, { name: 'Finance', members: ['ann', 'bob'] });
    const asked = await ask(['group:finance', 'ANN', 'cid'], { needed: 'all' });
    await saveGroup(db(), WORKSPACE, { name: 'finance', members: ['zoe'] });
    const approval = await readApproval(db(), WORKSPACE, asked.id);
    expect(approval).toMatchObject({ people: ['ann', 'bob', 'cid'], needed: 3 });
    expect(await mailsOf(asked.runId)).toEqual(['ann', 'bob', 'cid']);
    expect(await listGroups(db(), WORKSPACE)).toEqual([{ name: 'finance', members: ['zoe'] }]);
    expect(await deleteGroup(db(), WORKSPACE, 'FINANCE')).toBe(true);
    expect(await deleteGroup(db(), WORKSPACE, 'finance')).toBe(false);
  });

  it('asks the owners of the keys of a role', async () => {
    for (const name of ['Kim', 'Lee']) {
      const keyHash = Buffer.from(name.padEnd(32));
      await saveKey(db(), { workspaceId: WORKSPACE, name, role: 'approver', keyHash });
    }
    const asked = await ask(['role:approver']);
    expect((await readApproval(db(), WORKSPACE, asked.id))?.people).toEqual(['Kim', 'Lee']);
  });

  it('tells when those who are asked are too few', async () => {
    const nobody = await ask(['group:nobody']);
    expect(nobody.answer).toEqual({ unable: { people: 0, needed: 1 } });
    expect(await statusOf(nobody.id)).toBeUndefined();
    const two = await ask(['ann', 'Ann'], { needed: 2 });
    expect(two.answer).toEqual({ unable: { people: 1, needed: 2 } });
  });
});

describe('other rules', () => {
  it('takes no decision of who launched the run, also not for another', async () => {
    const { runId } = await startRun(db());
    await db().query(`update workflow_executions set created_by = 'Ann' where id = $1`, [runId]);
    const asked = await ask(['ann', 'bob'], { noSelf: true });
    await db().query(`update approvals set excluded = requesters_of($2) where id = $1`, [
      asked.id,
      runId,
    ]);
    expect(await asked.vote('ann', true)).toBe('own');
    const others = { by: 'bob', approved: true, comment: null, via: 'api by Ann', actor: 'Ann' };
    const outcome = await decideApproval(db(), {
      ...{ workspaceId: WORKSPACE, id: asked.id },
      ...others,
    });
    expect(outcome.status).toBe('own');
    expect(await asked.vote('bob', true)).toBe('accepted');
  });

  it('takes no decision without a comment where one is required', async () => {
    const asked = await ask(['ann'], { commentRequired: true });
    expect(await asked.vote('ann', true)).toBe('uncommented');
    expect(await asked.vote('ann', true, '  ')).toBe('uncommented');
    expect(await asked.vote('ann', true, 'as agreed')).toBe('accepted');
  });

  it('reminds those who have not voted, once for all that was missed, and counts on', async () => {
    const asked = await ask(['ann', 'bob', 'cid'], { needed: 2, remindEveryMs: 60_000 });
    await asked.vote('bob', true);
    await makeDue(asked.id, '150 seconds');
    const before = Date.now();
    expect(await Promise.all([remindApproval(db()), remindApproval(db())])).toContain(true);
    expect(await remindApproval(db())).toBe(false);
    expect(await mailsOf(asked.runId)).toEqual([
      ...['ann', 'bob', 'cid', 'reminder to ann', 'reminder to cid'],
    ]);
    const next = Date.parse((await readApproval(db(), WORKSPACE, asked.id))?.remindAt ?? '');
    expect(next).toBeGreaterThan(before);
    expect(next - before).toBeLessThan(60_000);
    await asked.vote('ann', true);
    await makeDue(asked.id, '1 second');
    expect(await remindApproval(db())).toBe(false);
  });

  it('reminds nobody of a frozen run, and goes on counting when it is resumed', async () => {
    const asked = await ask(['ann'], { remindEveryMs: 60_000 });
    const order = { workspaceId: WORKSPACE, runId: asked.runId, by: 'op' };
    await controlRun(db(), { ...order, command: 'pause', freeze: true });
    await makeDue(asked.id, '1 second');
    expect(await remindApproval(db())).toBe(false);
    await controlRun(db(), { ...order, command: 'resume' });
    expect(await remindApproval(db())).toBe(true);
  });
});

describe('reassigning', () => {
  const hand = async (id: string, from: string | null, to: string): Promise<string> => {
    const wish = { id, from, to, by: 'op', comment: 'away' };
    return (await reassignApproval(db(), { workspaceId: WORKSPACE, ...wish })).status;
  };

  it('asks another in the place of one, tells both the audit and the other', async () => {
    const asked = await ask(['ann', 'bob', 'cid'], { needed: 2 });
    expect(await hand(asked.id, 'BOB', 'dan')).toBe('reassigned');
    expect(await asked.vote('bob', true)).toBe('not_asked');
    expect(await asked.vote('dan', true)).toBe('counted');
    expect(await readApproval(db(), WORKSPACE, asked.id)).toMatchObject({
      asked: 'ann, dan, cid',
      people: ['ann', 'dan', 'cid'],
    });
    expect(await mailsOf(asked.runId)).toEqual(['ann', 'bob', 'cid', 'dan']);
    const events = await readRunEvents(db(), asked.runId, 4, 100);
    expect(events.find(({ type }) => type === 'approval_reassigned')?.data).toMatchObject({
      ...{ from: 'BOB', to: 'dan', by: 'op', comment: 'away' },
    });
  });

  it('needs no name where one person is asked', async () => {
    const { head } = await startRun(db());
    const asked = anApproval();
    await runEffect(db(), head, asked);
    expect(await hand(asked.id, null, 'bob')).toBe('reassigned');
    expect((await readApproval(db(), WORKSPACE, asked.id))?.asked).toBe('bob');
  });

  it('asks nobody whose own request it is', async () => {
    const asked = await ask(['ann', 'bob'], { needed: 1, noSelf: true });
    await db().query(`update approvals set excluded = '{cid}' where id = $1`, [asked.id]);
    expect(await hand(asked.id, 'bob', 'Cid')).toBe('own');
  });

  it('says why it does not', async () => {
    const asked = await ask(['ann', 'bob', 'cid'], { needed: 2 });
    await asked.vote('ann', true);
    expect(await hand(asked.id, 'ann', 'dan')).toBe('voted');
    expect(await hand(asked.id, 'bob', 'cid')).toBe('asked_already');
    expect(await hand(asked.id, 'eve', 'dan')).toBe('not_asked');
    expect(await hand(asked.id, null, 'dan')).toBe('not_asked');
    await asked.vote('bob', true);
    expect(await hand(asked.id, 'cid', 'dan')).toBe('decided');
    expect(await hand('00000000-0000-4000-8000-000000000000', null, 'dan')).toBe('unknown');
  });
});
