import { controlRun } from '../../store/control';
import { readRunEvents } from '../../store/runs';
import type { ControlCommand } from '../../plan/walk';
import { planOf } from '../../scripts/simulate/plan-of';
import { startEngine, WORKSPACE, type Engine } from './engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(async () => {
  await engine.stop();
});

async function command(runId: string, name: ControlCommand): Promise<string> {
  const request = { workspaceId: WORKSPACE, runId, command: name, by: 'olga' };
  const outcome = await controlRun(engine.test.database, request);
  if (outcome.status === 'accepted') await engine.gateway.bringRow(runId, outcome.row);
  return outcome.status;
}

async function eventTypes(runId: string): Promise<readonly string[]> {
  const events = await readRunEvents(engine.test.database, runId, 0, 1000);
  return events.map(({ type }) => type);
}

it('a paused run does no step until it is resumed; a decision counts meanwhile', async () => {
  const text = 'HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600\nTALK "goes on"';
  const runId = await engine.launch(planOf(text));
  const approval = await engine.asked(runId);
  expect(await command(runId, 'pause')).toBe('accepted');
  expect(await command(runId, 'pause')).toBe('unchanged');
  expect(await engine.decide(approval, true)).toBe('accepted');
  expect(await eventTypes(runId)).not.toContain('message_sent');
  expect(await command(runId, 'resume')).toBe('accepted');
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed' });
  expect(await eventTypes(runId)).toEqual(
    expect.arrayContaining(['paused', 'resumed', 'message_sent']),
  );
});

it('a pause stops a stretch of short steps behind the step that is being done', async () => {
  const runId = await engine.launch(planOf('FOR i = 1 TO 3000\n SET BOT MEMORY "i", i\nNEXT'));
  while (!(await eventTypes(runId)).includes('memory_set')) await new Promise(setImmediate);
  await command(runId, 'pause');
  const count = (await readRunEvents(engine.test.database, runId, 0, 10_000)).length;
  expect((await readRunEvents(engine.test.database, runId, 0, 10_000)).length).toBe(count);
  await command(runId, 'resume');
  expect(await engine.ended(runId)).toMatchObject({ status: 'completed' });
});

it('a cancelled run ends at once and does nothing more', async () => {
  const text = 'PARALLEL\n BRANCH A: WAIT 86400\n BRANCH B: WAIT FOR EVENT "never"\nEND PARALLEL';
  const runId = await engine.launch(planOf(text));
  expect(await command(runId, 'cancel')).toBe('accepted');
  expect(await engine.ended(runId)).toMatchObject({
    status: 'cancelled',
    failure: { code: 'RUN_CANCELLED' },
  });
  expect(await command(runId, 'cancel')).toBe('closed');
  expect(await command(runId, 'pause')).toBe('closed');
});

it('a paused run can be cancelled', async () => {
  const runId = await engine.launch(planOf('TALK "a"\nWAIT 86400'));
  while (!(await eventTypes(runId)).includes('message_sent')) await new Promise(setImmediate);
  await command(runId, 'pause');
  await command(runId, 'cancel');
  expect(await engine.ended(runId)).toMatchObject({ status: 'cancelled' });
});

it('knows only runs of the workspace', async () => {
  expect(await command('00000000-0000-4000-8000-000000000000', 'pause')).toBe('unknown');
  expect(await command('not an id', 'pause')).toBe('unknown');
});
