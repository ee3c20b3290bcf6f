import type { Variables } from '../../plan/value';
import { readApproval, listApprovals } from '../../store/approvals';
import type { Run } from '../../store/runs';
import { planOf } from '../../scripts/simulate/plan-of';
import { startEngine, WORKSPACE, type Engine } from './engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(async () => {
  await engine.stop();
});

const launch = (text: string, input: Variables = {}): Promise<string> =>
  engine.launch(planOf(text), input);
const runToEnd = async (text: string): Promise<Run> => engine.ended(await launch(text));
const ask = (seconds: number, clauses = ''): string =>
  `HUMAN APPROVAL FROM "ann@example.com" TIMEOUT ${seconds}\n${clauses}\nRETURN approval.status`;

it('goes on after an approval and keeps who decided', async () => {
  const runId = await launch(ask(600));
  const approval = await engine.asked(runId);
  expect(await engine.decide(approval, true)).toBe('accepted');
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 'approved' });
  const stored = await readApproval(engine.test.database, WORKSPACE, approval.id);
  expect(stored).toMatchObject({ status: 'approved', decidedBy: 'ann@example.com' });
});

it('ends as rejected after a rejection, which Temporal shows as completed', async () => {
  const runId = await launch(ask(600));
  await engine.decide(await engine.asked(runId), false);
  expect(await engine.ended(runId)).toMatchObject({
    status: 'rejected',
    failure: { code: 'APPROVAL_REJECTED' },
  });
  const result: unknown = await engine.client.workflow.getHandle(runId).result();
  expect(result).toMatchObject({ status: 'rejected' });
});

it('takes one of two decisions and tells the second about the first', async () => {
  const runId = await launch(ask(600));
  const approval = await engine.asked(runId);
  const outcomes = await Promise.all([
    engine.decide(approval, true),
    engine.decide(approval, false),
  ]);
  expect([...outcomes].sort()).toEqual(['accepted', 'decided']);
  expect((await engine.ended(runId)).status).toBe(
    outcomes[0] === 'accepted' ? 'completed' : 'rejected',
  );
});

it('rejects when nobody decides in time', async () => {
  expect(await runToEnd(ask(0.1))).toMatchObject({ status: 'rejected' });
});

it('approves with a warning when nobody decides and the author says so', async () => {
  const text = ask(0.1, 'ON TIMEOUT: APPROVE WITH WARNING').replace(
    'approval.status',
    'approval.warning',
  );
  expect(await runToEnd(text)).toMatchObject({ status: 'completed', result: true });
});

it('asks the next person when nobody decides, with a limit of its own', async () => {
  const runId = await launch(ask(0.3, 'ON TIMEOUT: ESCALATE TO "boss@example.com"'));
  const first = await engine.asked(runId);
  let second = first;
  while (second.id === first.id) {
    const { items } = await listApprovals(engine.test.database, WORKSPACE, { runId, limit: 5 });
    second = items.find(({ asked }) => asked === 'boss@example.com') ?? first;
  }
  expect(second).toMatchObject({ escalatedFrom: first.id });
  expect(await engine.decide(first, true)).toBe('closed');
  const outcome = await engine.decide(second, true);
  const run = await engine.ended(runId);
  expect(run.status).toBe(outcome === 'accepted' ? 'completed' : 'rejected');
});

it('works in branches that wait side by side, in any order of answers', async () => {
  const runId = await launch(`
    PARALLEL
      BRANCH A:
        HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600
        a = approval.decidedBy
      BRANCH B:
        HUMAN APPROVAL FROM "bob@example.com" TIMEOUT 600
        b = approval.decidedBy
    END PARALLEL
    RETURN a + " " + b`);
  const find = async (asked: string): Promise<Awaited<ReturnType<Engine['asked']>>> => {
    for (;;) {
      const filter = { runId, status: 'open', limit: 5 } as const;
      const { items } = await listApprovals(engine.test.database, WORKSPACE, filter);
      const found = items.find((approval) => approval.asked === asked);
      if (found) return found;
    }
  };
  await engine.decide(await find('bob@example.com'), true);
  await engine.decide(await find('ann@example.com'), true);
  expect(await engine.ended(runId)).toMatchObject({
    status: 'completed',
    result: 'ann@example.com bob@example.com',
  });
});

it('works in a loop, each turn with a request of its own', async () => {
  const runId = await launch(`
    FOR EACH name IN ["ann", "bob", "cid"]
      HUMAN APPROVAL FROM name TIMEOUT 600
      done = done + name
    NEXT
    RETURN done`);
  for (const name of ['ann', 'bob', 'cid']) {
    const approval = await engine.asked(runId);
    expect(approval.asked).toBe(name);
    await engine.decide(approval, true);
  }
  expect(await engine.ended(runId)).toMatchObject({ result: 'annbobcid' });
});

it('takes a decision by a raw Temporal signal, and records how it came', async () => {
  const runId = await launch(ask(600));
  const approval = await engine.asked(runId);
  const message = { approvalId: approval.id, approved: true, by: 'ann@example.com' };
  await engine.client.workflow.getHandle(runId).signal('approval', message);
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 'approved' });
  const stored = await readApproval(engine.test.database, WORKSPACE, approval.id);
  expect(stored).toMatchObject({ decidedVia: 'temporal-signal', decidedBy: 'ann@example.com' });
});

it('ignores signals that are no decisions, and decisions of other requests', async () => {
  const runId = await launch(ask(600));
  const approval = await engine.asked(runId);
  const handle = engine.client.workflow.getHandle(runId);
  for (const junk of [
    null,
    'yes',
    1,
    [],
    { approved: 'yes' },
    { approved: true, approvalId: 'x' },
  ]) {
    await handle.signal('approval', junk);
  }
  await handle.signal('inbox', 'junk');
  await engine.decide(approval, false);
  expect((await engine.ended(runId)).status).toBe('rejected');
});

it('publishes approval_received to the run that waits for it', async () => {
  const runId = await launch(`
    HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600
    WAIT FOR EVENT "approval_received" TIMEOUT 600
    RETURN event.decidedBy`);
  await engine.decide(await engine.asked(runId), true);
  expect(await engine.ended(runId)).toMatchObject({ result: 'ann@example.com' });
});

it('withdraws the request when the run is cancelled', async () => {
  const runId = await launch(ask(600));
  const approval = await engine.asked(runId);
  await engine.client.workflow.getHandle(runId).cancel();
  expect(await engine.ended(runId)).toMatchObject({ status: 'cancelled' });
  expect(await engine.decide(approval, true)).toBe('closed');
});
