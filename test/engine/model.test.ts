import { planOf } from '../../scripts/simulate/plan-of';
import { readRunEvents } from '../../store/runs';
import { importRows } from '../../store/tables';
import { WORKSPACE } from '../../store/test-run';
import { startEngine, type Engine } from './engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(async () => {
  await engine.stop();
});

it('asks a model and records what it took', async () => {
  const runId = await engine.launch(
    planOf(`
      BEGIN SYSTEM PROMPT
      You sort mails.
      END SYSTEM PROMPT
      kind = LLM "Classify as order, refund or question: I want a refund" WITH OPTIMIZE FOR "cost"
      mood = ANALYZE SENTIMENT FROM "It is great, thanks"
      RETURN kind + " " + mood.sentiment`),
  );
  expect(await engine.ended(runId)).toMatchObject({
    status: 'completed',
    result: 'refund positive',
  });
  const events = await readRunEvents(engine.test.database, runId, 0, 100);
  expect(events.find(({ type }) => type === 'call_answered')?.data).toMatchObject({
    task: 'answer',
    model: 'simulated',
    cost: 0,
  });
});

it('takes an answer that wants to decide for what it is: a value', async () => {
  const runId = await engine.launch(
    planOf(`
      ask = "Return the number as JSON: approved 1"
      x = LLM ask
      HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600
      RETURN approval.approved`),
  );
  const approval = await engine.asked(runId);
  expect(await engine.decide(approval, false)).toBe('accepted');
  expect(await engine.ended(runId)).toMatchObject({ status: 'rejected' });
});

it('fails the run for a model that nobody has', async () => {
  const runId = await engine.launch(planOf('USE MODEL "none"\nx = LLM "a"'));
  expect(await engine.ended(runId)).toMatchObject({
    status: 'failed',
    failure: { code: 'MODEL_UNKNOWN' },
  });
});

it('asks with what the collections say that USE KB has named', async () => {
  const passages = [
    { package: '', collection: 'faq', text: 'A refund takes five days.' },
    { package: '', collection: 'prices', text: 'A refund costs nothing.' },
    { package: 'other', collection: 'faq', text: 'A refund takes a year.' },
  ];
  await importRows(
    engine.test.database,
    WORKSPACE,
    'package_knowledge',
    passages.map((data, index) => ({ id: `p-${index}`, data })),
  );
  const runId = await engine.launch(
    planOf(`
      USE KB "FAQ"
      known = LLM "How long does a refund take?"
      CLEAR KB
      unknown = LLM "How long does a refund take?"
      RETURN known + " / " + unknown`),
  );
  expect(await engine.ended(runId)).toMatchObject({
    status: 'completed',
    result: 'A refund takes five days. / How long does a refund take?',
  });
});
