import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalJson } from '../../plan/canonical';
import { planOf } from '../../scripts/simulate/plan-of';
import { savePlan } from '../../store/plans';
import { listTasks, readRun, readRunEvents } from '../../store/runs';
import { startEngine, WORKSPACE, type Engine } from './engine';
import { loseAndRestore } from './lose-run';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(async () => {
  await engine.stop();
});

const SCRIPTS = { clerk: 'RETURN "booked"', payer: 'RETURN "paid"' };
const plan = (text: string): ReturnType<typeof planOf> => planOf(text, { scripts: SCRIPTS });

/** Lets a run go on with another text, and waits until it does or refuses. Gives the reason of a refusal. */
async function migrate(runId: string, text: string): Promise<string | undefined> {
  const json = canonicalJson({ ...plan(text), lines: undefined });
  const hash = createHash('sha256').update(json).digest('hex');
  const kept = { hash, plan: json, places: '{}', sourceFile: null, sourceText: null };
  await savePlan(engine.test.database, kept);
  const before = (await eventsOf(runId, 'migrated')).length;
  expect(await engine.control(runId, 'migrate', { planHash: hash })).toBe('taken');
  for (;;) {
    const [refusal] = await eventsOf(runId, 'migration_refused');
    if (refusal) return String(refusal['reason']);
    if ((await eventsOf(runId, 'migrated')).length > before) return undefined;
    await sleep(20);
  }
}

async function eventsOf(
  runId: string,
  type: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const events = await readRunEvents(engine.test.database, runId, 0, 1000);
  return events.filter((event) => event.type === type).map(({ data }) => data);
}

async function said(runId: string): Promise<readonly unknown[]> {
  return (await eventsOf(runId, 'message_sent')).map(({ content }) => content);
}

const ASK = 'HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600';

it('goes on behind an open approval with the steps of the new plan, and does nothing twice', async () => {
  const runId = await engine.launch(plan(`TALK "a"\n${ASK}\nTALK "old"\nRETURN 1`));
  const approval = await engine.asked(runId);
  expect(
    await migrate(
      runId,
      `TALK "first"\nTALK "a"\n${ASK}\nTALK "new"\nx = BOT "payer" "pay"\nRETURN x`,
    ),
  ).toBeUndefined();
  expect(await engine.asked(runId)).toMatchObject({ id: approval.id, stepId: 'main.2' });
  await engine.decide(approval, true);
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 'paid' });
  expect(await said(runId)).toEqual(['a', 'new']);
});

it('keeps the tasks that were done, and has those of the new plan', async () => {
  const text = `STEP 1: BOT "clerk" "book"\nSTEP 2: ${ASK}\nRETURN 1`;
  const runId = await engine.launch(plan(text));
  const approval = await engine.asked(runId);
  expect(
    await migrate(runId, `n = 1\n${text.replace('RETURN 1', 'STEP 3: BOT "payer" "pay"')}`),
  ).toBe(undefined);
  expect(await listTasks(engine.test.database, runId)).toMatchObject([
    { taskId: 'main.1', status: 'completed' },
    { taskId: 'main.2', status: 'in_progress' },
    { taskId: 'main.3', status: 'pending' },
  ]);
  await engine.decide(approval, true);
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed' });
});

it('moves loops and branches with what they are at', async () => {
  const text = (more: string): string => `${more}
    FOR i = 1 TO 2
      PARALLEL
        BRANCH A:
          ${ASK}
          TALK "a" + i
        BRANCH B: TALK "b" + i
      END PARALLEL
    NEXT
    RETURN i`;
  const runId = await engine.launch(plan(text('')));
  const first = await engine.asked(runId);
  while ((await said(runId)).length < 1) await sleep(20);
  expect(await migrate(runId, text('TALK "before"\nTALK "also before"'))).toBeUndefined();
  await engine.decide(first, true);
  await engine.decide(await engine.asked(runId), true);
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 3 });
  expect(await said(runId)).toEqual(['b1', 'a1', 'b2', 'a2'].toSorted(byOrder(await said(runId))));
});

/** Branches beside each other have no order. */
function byOrder(found: readonly unknown[]): (a: unknown, b: unknown) => number {
  return (a, b) => found.indexOf(a) - found.indexOf(b);
}

it('is refused where the step that is waited at is gone, and goes on as before', async () => {
  const runId = await engine.launch(plan(`${ASK}\nTALK "old"\nRETURN 1`));
  const approval = await engine.asked(runId);
  expect(await migrate(runId, 'TALK "new"\nRETURN 2')).toContain('main.0 is under way');
  await engine.decide(approval, true);
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 1 });
  expect(await said(runId)).toEqual(['old']);
});

it('moves a paused run, again and again, and one that Temporal loses afterwards', async () => {
  const runId = await engine.launch(plan(`${ASK}\nTALK "v1"`));
  const approval = await engine.asked(runId);
  await engine.control(runId, 'pause');
  expect(await migrate(runId, `${ASK}\nTALK "v2"`)).toBeUndefined();
  expect(await migrate(runId, `n = 3\n${ASK}\nTALK "v3"\nRETURN n`)).toBeUndefined();
  expect(await readRun(engine.test.database, WORKSPACE, runId)).toMatchObject({ status: 'paused' });
  await loseAndRestore(engine, runId);
  await engine.control(runId, 'resume');
  await engine.decide(approval, true);
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: null });
  expect(await said(runId)).toEqual(['v3']);
});

it('waits until what is under way has come back', async () => {
  const runId = await engine.launch(plan(`WAIT 0.2\nTALK "a"\n${ASK}\nRETURN 1`));
  expect(await migrate(runId, `WAIT 0.2\nTALK "a"\n${ASK}\nRETURN 2`)).toBeUndefined();
  await engine.decide(await engine.asked(runId), true);
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 2 });
  expect(await said(runId)).toEqual(['a']);
});
