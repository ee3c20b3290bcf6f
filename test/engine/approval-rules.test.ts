import { setTimeout as sleep } from 'node:timers/promises';
import type { Value } from '../../plan/value';
import { planOf } from '../../scripts/simulate/plan-of';
import { simulateRun } from '../../simulation/simulate-run';
import { decideApproval, listApprovals, readApproval, type Approval } from '../../store/approvals';
import { saveGroup } from '../../store/groups';
import { historyOf, startEngine, WORKSPACE, type Engine } from './engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  const members = ['ann', 'bob', 'cid'];
  await saveGroup(engine.test.database, WORKSPACE, { name: 'finance', members });
});
afterAll(async () => {
  await engine.stop();
});

const launch = (text: string): Promise<string> => engine.launch(planOf(text), {});

/** Decides as the API does. */
async function vote(approval: Approval, by: string, approved: boolean): Promise<string> {
  const said = { by, approved, comment: `${by} says`, via: 'test' };
  const given = { workspaceId: WORKSPACE, id: approval.id, ...said };
  const outcome = await decideApproval(engine.test.database, given);
  if (outcome.status === 'accepted') await engine.gateway.bringRow(approval.runId, outcome.row);
  return outcome.status;
}

const QUORUM = `HUMAN APPROVAL FROM 2 OF GROUP "finance" TIMEOUT 600
  ON REJECT: CONTINUE
RETURN approval`;

it('takes 2 of 3 for one update and one timer: votes before cost no event', async () => {
  const one = await launch('HUMAN APPROVAL FROM "ann" TIMEOUT 600');
  await engine.decide(await engine.asked(one), true);
  await engine.ended(one);
  const runId = await launch(QUORUM);
  const approval = await engine.asked(runId);
  expect(await vote(approval, 'ann', true)).toBe('counted');
  expect(await vote(approval, 'bob', false)).toBe('counted');
  expect(await vote(approval, 'cid', true)).toBe('accepted');
  const { result } = await engine.ended(runId);
  expect(result).toMatchObject({
    ...{ status: 'approved', needed: 2, decidedBy: 'cid' },
    votes: [{ by: 'ann' }, { by: 'bob', approved: false }, { by: 'cid', comment: 'cid says' }],
  });
  expect(await historyOf(engine, runId)).toEqual(await historyOf(engine, one));
});

it('comes to the same in the simulation', async () => {
  const decisions: Readonly<Record<string, boolean>> = { ann: false, bob: true, cid: false };
  const runId = await launch(QUORUM);
  const approval = await engine.asked(runId);
  for (const [name, approved] of Object.entries(decisions)) await vote(approval, name, approved);
  const { result } = await engine.ended(runId);
  const { outcome } = await simulateRun({
    plan: planOf(QUORUM),
    world: {
      ...{ input: {}, inputNames: [], incoming: [] },
      groups: { 'group:finance': ['ann', 'bob', 'cid'] },
      bot: () => ({ error: 'nobody', retryable: false, afterMs: 1 }),
      decide: ({ asked, number }) => ({
        approved: decisions[asked] === true,
        ...{ by: asked, comment: `${asked} says`, afterMs: 100 * (number + 1) },
      }),
    },
  });
  const withoutTimes = (value: Value): unknown =>
    JSON.parse(JSON.stringify(value).replace(/"\d{4}-[^"]*Z"/g, '"<time>"'));
  expect(withoutTimes(outcome?.result ?? null)).toEqual(withoutTimes(result));
  expect(result).toMatchObject({ status: 'rejected', decidedBy: 'cid' });
});

it('fails when those who are asked can never approve', async () => {
  const run = await engine.ended(await launch('HUMAN APPROVAL FROM 3 OF "ann", "bob"'));
  expect(run).toMatchObject({
    status: 'failed',
    failure: {
      code: 'APPROVAL_IMPOSSIBLE',
      message: '3 approvals are needed, but 2 people are asked.',
    },
  });
});

it('lets TRY take a request to an empty group, and a wrong number', async () => {
  const run = await engine.ended(
    await launch(`n = 0
TRY
  HUMAN APPROVAL FROM GROUP "nobody"
CATCH
  a = error.code
END TRY
TRY
  HUMAN APPROVAL FROM n OF "ann"
CATCH
  b = error.code
END TRY
RETURN a + " " + b`),
  );
  expect(run.result).toBe('APPROVAL_IMPOSSIBLE VALUE_RANGE');
});

it('refuses who speaks with the run, by signal too, and waits on', async () => {
  const text = 'HUMAN APPROVAL FROM "ann", "bob" NO SELF APPROVAL\nRETURN approval.decidedBy';
  const runId = await engine.launch(planOf(text), {}, { user: 'ann' });
  const approval = await engine.asked(runId);
  expect(approval.people).toEqual(['bob']);
  const handle = engine.client.workflow.getHandle(runId);
  const message = { approvalId: approval.id, approved: true };
  await handle.signal('approval', { ...message, by: 'ann' });
  expect(await vote(approval, 'ann', true)).toBe('own');
  expect(await vote(approval, 'bob', true)).toBe('accepted');
  expect((await engine.ended(runId)).result).toBe('bob');
});

it.each([
  ['CONTINUE', 'went on'],
  ['RETURN "not paid"', 'not paid'],
  ['done = "told, "', 'told, went on'],
])('after a rejection does ON REJECT: %s', async (statement, result) => {
  const runId = await launch(
    `HUMAN APPROVAL FROM "ann"\n  ON REJECT: ${statement}\nRETURN done + "went on"`,
  );
  expect(await vote(await engine.asked(runId), 'ann', false)).toBe('accepted');
  expect((await engine.ended(runId)).result).toBe(result);
});

it('counts votes that come as signals', async () => {
  const runId = await launch('HUMAN APPROVAL FROM ALL OF "ann", "bob"\nRETURN approval.votes');
  const approval = await engine.asked(runId);
  const handle = engine.client.workflow.getHandle(runId);
  for (const by of ['eve', 'ann', 'bob']) {
    await handle.signal('approval', { approvalId: approval.id, approved: true, by });
  }
  expect((await engine.ended(runId)).result).toMatchObject([{ by: 'ann' }, { by: 'bob' }]);
});

it('takes votes in a branch of a loop, and asks the boss after the time', async () => {
  const runId = await launch(`
    FOR EACH name IN ["x", "y"]
      PARALLEL
        BRANCH A: HUMAN APPROVAL FROM 2 OF "ann", "bob", "cid" MESSAGE name
        BRANCH B: b = b + name
      END PARALLEL
    NEXT
    HUMAN APPROVAL FROM ALL OF "ann", "bob" TIMEOUT 0.2
      ON TIMEOUT: ESCALATE TO ["boss", "chief"]
    RETURN approval.decidedBy + " " + b`);
  for (const message of ['x', 'y']) {
    const approval = await next(runId, ({ message: asked }) => asked === message);
    await vote(approval, 'cid', true);
    expect(await vote(approval, 'ann', true)).toBe('accepted');
  }
  const boss = await next(runId, ({ escalatedFrom }) => escalatedFrom !== null);
  expect(boss).toMatchObject({ asked: 'boss, chief', needed: null, people: ['boss', 'chief'] });
  await vote(boss, 'chief', true);
  const run = await engine.ended(runId);
  const stored = await readApproval(engine.test.database, WORKSPACE, boss.id);
  expect(run.result ?? run.status).toBe(stored?.status === 'approved' ? 'chief xy' : 'rejected');
});

async function next(runId: string, fits: (approval: Approval) => boolean): Promise<Approval> {
  for (;;) {
    const filter = { runId, limit: 10 };
    const { items } = await listApprovals(engine.test.database, WORKSPACE, filter);
    const found = items.find(fits);
    if (found) return found;
    await sleep(20);
  }
}
