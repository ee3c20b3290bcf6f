import { setTimeout as sleep } from 'node:timers/promises';
import { planOf } from '../../scripts/simulate/plan-of';
import { listRuns, readRunEvents, type Run } from '../../store/runs';
import { listRows } from './rows';
import { historyOf, startEngine, WORKSPACE, type Engine } from './engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine({ historyLimit: 40 });
});
afterAll(async () => {
  await engine.stop();
});

const files = {
  'twice.bas': 'PARAM n AS NUMBER\nTALK "twice"\nWAIT 0.05\nRETURN n * 2',
  'fails.bas': 'WAIT 0.05\nTHROW "It is broken."',
  'asks.bas': 'HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600\nRETURN approval.decidedBy',
  'undoes.bas':
    'SAVE "stock", "chair", { reserved: 1 }\nON FAILURE DO\n  SAVE "stock", "chair", { reserved: 0 }\nEND ON\nWAIT 600',
};
const launch = (text: string): Promise<string> => engine.launch(planOf(text, { files }));

async function childrenOf(parentRunId: string, count = 1): Promise<readonly Run[]> {
  for (;;) {
    const { items } = await listRuns(engine.test.database, WORKSPACE, { parentRunId, limit: 50 });
    if (items.length >= count) return items;
    await sleep(20);
  }
}

async function endOf(runId: string): Promise<Run> {
  for (;;) {
    const rows = await listRuns(engine.test.database, WORKSPACE, { limit: 200 });
    const run = rows.items.find(({ id }) => id === runId);
    if (run?.completedAt) return run;
    await sleep(20);
  }
}

it('a child has a row of its own and gives its result back', async () => {
  const runId = await launch('x = CALL "twice.bas", 21 AS CHILD\nRETURN x');
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 42 });
  const [child] = await childrenOf(runId);
  expect(child).toMatchObject({
    parentRunId: runId,
    parentStepId: 'main.0',
    workflowName: 'twice',
    flow: 'file:twice',
    status: 'completed',
    result: 42,
    input: { n: 21 },
  });
  const types = (await readRunEvents(engine.test.database, runId, 0, 100)).map(({ type }) => type);
  expect(types.filter((type) => type.startsWith('child_'))).toEqual([
    'child_started',
    'child_ended',
  ]);
});

it('costs a short step and a signal in the history of its parent', async () => {
  const runId = await launch('TALK "a"\nx = CALL "twice.bas", 1 AS CHILD\nTALK "b"');
  await engine.ended(runId);
  expect((await historyOf(engine, runId)).length).toBeLessThanOrEqual(5 + 6 + 4 + 6);
});

it('gives its failure back; TRY handles it', async () => {
  const failed = await engine.ended(await launch('CALL "fails.bas" AS CHILD'));
  expect(failed).toMatchObject({
    status: 'failed',
    failure: { code: 'RUN_THROWN', message: 'It is broken.', stepId: 'main.0' },
  });
  const text = 'TRY\n  CALL "fails.bas" AS CHILD\nCATCH e\n  RETURN e.message\nEND TRY';
  expect((await engine.ended(await launch(text))).result).toBe('It is broken.');
});

it('many children go side by side, across continue-as-new of their parent', async () => {
  const runId = await launch(
    'FOR EACH n IN [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] IN PARALLEL\n  x = CALL "twice.bas", n AS CHILD\n  SAVE "doubled" WITH x AS x\nNEXT',
  );
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed' });
  const rows = await listRows(engine, 'doubled');
  expect(rows.map(({ x }) => Number(x)).sort((a, b) => a - b)).toEqual([
    2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24,
  ]);
});

it('is cancelled with its parent, and takes back what it has done', async () => {
  const runId = await launch('CALL "undoes.bas" AS CHILD');
  const [child] = await childrenOf(runId);
  while ((await listRows(engine, 'stock')).length === 0) await sleep(20);
  expect(await engine.control(runId, 'cancel')).toBe('taken');
  expect((await engine.ended(runId)).status).toBe('cancelled');
  expect((await endOf(child?.id ?? '')).status).toBe('cancelled');
  expect(await listRows(engine, 'stock')).toEqual([{ reserved: 0 }]);
});

it('is cancelled with its parent where nothing is taken back', async () => {
  const runId = await launch('CALL "asks.bas" AS CHILD');
  const [child] = await childrenOf(runId);
  await engine.asked(child?.id ?? '');
  expect(await engine.control(runId, 'cancel')).toBe('taken');
  expect((await endOf(child?.id ?? '')).status).toBe('cancelled');
});

it('is cancelled when its branch loses a race', async () => {
  const runId = await launch(
    'RACE\n  BRANCH a:\n    CALL "asks.bas" AS CHILD\n  BRANCH b:\n    WAIT 0.5\nEND RACE\nTALK "over"\nRETURN 1',
  );
  const [child] = await childrenOf(runId);
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed', result: 1 });
  expect((await endOf(child?.id ?? '')).status).toBe('cancelled');
});

it('fails its parent when somebody cancels it', async () => {
  const runId = await launch('CALL "asks.bas" AS CHILD');
  const [child] = await childrenOf(runId);
  await engine.asked(child?.id ?? '');
  expect(await engine.control(child?.id ?? '', 'cancel')).toBe('taken');
  expect(await engine.ended(runId)).toMatchObject({
    status: 'failed',
    failure: { code: 'CHILD_CANCELLED' },
  });
});

it('a child asks people by itself', async () => {
  const runId = await launch('who = CALL "asks.bas" AS CHILD\nRETURN who');
  const [child] = await childrenOf(runId);
  await engine.decide(await engine.asked(child?.id ?? ''), true);
  expect((await engine.ended(runId)).result).toBe('ann@example.com');
});

it('SCHEDULE IN begins a run later, also when this one has ended', async () => {
  const text =
    'n = 1\nSCHEDULE IN 0.5 DO\n  SAVE "late" WITH n AS n\nEND SCHEDULE\nn = 2\nRETURN n';
  const runId = await launch(text);
  expect((await engine.ended(runId)).result).toBe(2);
  const [later] = await childrenOf(runId);
  expect(later?.startAt).not.toBeNull();
  expect(await endOf(later?.id ?? '')).toMatchObject({
    status: 'completed',
    flow: 'block:main.1.body',
  });
  expect(await listRows(engine, 'late')).toEqual([{ n: 1 }]);
});

it('a scheduled run that is cancelled before its time does not start', async () => {
  const runId = await launch('SCHEDULE IN 1 HOUR DO\n  TALK "never"\nEND SCHEDULE');
  await engine.ended(runId);
  const [later] = await childrenOf(runId);
  expect(later).toMatchObject({ status: 'planning', startedAt: null });
  await engine.control(later?.id ?? '', 'cancel');
  expect((await endOf(later?.id ?? '')).status).toBe('cancelled');
});
