import { approvalToken } from '../../activities/effect-host';
import { readApproval } from '../../store/approvals';
import { readRunEvents } from '../../store/runs';
import { planOf } from '../../scripts/simulate/plan-of';
import { SECRET, startEngine, WORKSPACE, type Engine } from './engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine({ trustSignals: false });
});
afterAll(async () => {
  await engine.stop();
});

it('takes a raw signal only with the token of the approval, where signals are not trusted', async () => {
  const text = 'HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600\nRETURN approval.status';
  const runId = await engine.launch(planOf(text));
  const { id: approvalId } = await engine.asked(runId);
  const handle = engine.client.workflow.getHandle(runId);
  const message = { approvalId, approved: true, by: 'ann@example.com' };
  await handle.signal('approval', message);
  await handle.signal('approval', { ...message, token: 'guessed' });
  await handle.signal('approval', { ...message, token: approvalToken(SECRET, approvalId) });
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 'approved' });
  const events = await readRunEvents(engine.test.database, runId, 0, 100);
  expect(events.filter(({ type }) => type === 'signal_refused')).toHaveLength(2);
  const stored = await readApproval(engine.test.database, WORKSPACE, approvalId);
  expect(stored).toMatchObject({ decidedVia: 'temporal-signal with token' });
});
