import { planOf } from '../../scripts/simulate/plan-of';
import { startEngine, type Engine } from './engine';

let engine: Engine;
beforeAll(async () => {
  // Continues as new inside the file that is called, too.
  engine = await startEngine({ historyLimit: 5 });
});
afterAll(async () => {
  await engine.stop();
});

it('walks a file that waits and asks, in the same run', async () => {
  const files = {
    'ask.bas': `
      PARAM who AS STRING
      WAIT 0.05
      HUMAN APPROVAL FROM who TIMEOUT 600
      WAIT 0.05
      RETURN approval.decidedBy`,
  };
  const runId = await engine.launch(
    planOf('x = CALL "ask.bas", "ann@example.com"\nRETURN x', { files }),
  );
  await engine.decide(await engine.asked(runId), true);
  expect(await engine.ended(runId)).toMatchObject({
    status: 'completed',
    result: 'ann@example.com',
  });
});
