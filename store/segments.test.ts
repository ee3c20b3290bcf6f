import { readRunEvents, readRun, listTasks } from './runs';
import { deliverToInbox } from './inbox';
import { openDatabase } from './database';
import type { RunEnd, StepHead } from '../plan/segments';
import { beginStep, closeRun, endSegment, raiseIncarnation, recordAttempt } from './segments';
import { launchRun } from './runs';
import { createTestDatabase, type TestDatabase } from './test-database';
import { aHead, anApproval, aRun, begin, commit, runEffect, startRun, WORKSPACE } from './test-run';
import { readApproval, decideApproval } from './approvals';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const db = (): TestDatabase['database'] => test.database;
const end: RunEnd = { status: 'completed', result: '"end"', failure: null, onlyIfSeen: true };

async function eventTypes(runId: string): Promise<readonly string[]> {
  return (await readRunEvents(db(), runId, 0, 1000)).map((event) => event.type);
}

async function stepKeys(runId: string): Promise<readonly string[]> {
  const rows = await db().query<{ key: string }>(
    'select key from step_results where run_id = $1 order by key',
    [runId],
  );
  return rows.map((row) => row.key);
}

async function pause(runId: string): Promise<void> {
  await db().query(`update run_heads set status = 'paused' where run_id = $1`, [runId]);
}

/** Someone outside sends a command. */
function control(runId: string, sourceId: string): Promise<unknown> {
  return deliverToInbox(db(), { runId, kind: 'control', subject: 'pause', sourceId, payload: {} });
}

describe('beginSegment', () => {
  it('starts a planned run once, with the event started', async () => {
    const { run } = await launchRun(db(), aRun());
    const first = await begin(db(), aHead(run.id));
    const second = await begin(db(), aHead(run.id, { attempt: 2 }));
    expect(first).toMatchObject({ status: 'go', incarnation: 1, inbox: [], runStatus: 'running' });
    expect(second.status).toBe('go');
    expect(await eventTypes(run.id)).toEqual(['created', 'planning', 'plan_ready', 'started']);
    expect(await readRun(db(), WORKSPACE, run.id)).toMatchObject({
      status: 'running',
      temporalRunId: 'temporal-1',
      startedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    });
  });

  it('gives the start of the first attempt of a dispatch to every attempt of it', async () => {
    const { runId, head } = await startRun(db());
    const first = await begin(db(), head);
    const retry = await begin(db(), { ...head, attempt: 2 });
    const next = await begin(db(), { ...head, dispatch: 2 });
    expect(retry.startedAt).toBe(first.startedAt);
    expect(next.startedAt).toBeGreaterThanOrEqual(retry.startedAt);
    await expect(begin(db(), aHead(runId))).resolves.toMatchObject({ status: 'fenced' });
  });

  it('tells a run that is not there', async () => {
    const head = aHead('99999999-9999-4999-8999-999999999999');
    await expect(begin(db(), head)).resolves.toMatchObject({ status: 'missing', runStatus: null });
    await expect(commit(db(), head, 'a')).resolves.toMatchObject({ status: 'missing' });
  });

  it('gives inbox rows above the taken number in order', async () => {
    const { runId, head } = await startRun(db());
    await control(runId, 'a');
    await control(runId, 'b');
    await control(runId, 'a');
    const begun = await begin(db(), { ...head, inboxTaken: 1 });
    expect(begun.inbox).toEqual([{ number: 2, kind: 'control', subject: 'pause', payload: {} }]);
  });

  it('keeps verdicts once', async () => {
    const { runId, head } = await startRun(db());
    const verdict = {
      number: 1,
      stepKey: 'main.1',
      path: 'main',
      outcome: 'timer_fired' as const,
      data: { b: 1, a: 'ü' },
    };
    await begin(db(), head, { verdicts: [verdict] });
    await begin(db(), { ...head, attempt: 2 }, { verdicts: [verdict] });
    const rows = await db().query('select * from run_verdicts where run_id = $1', [runId]);
    expect(rows).toMatchObject([{ number: 1, outcome: 'timer_fired', data: '{"b":1,"a":"ü"}' }]);
  });
});

describe('rule 02: effect, row and run events are one', () => {
  it('commits once and then gives the recorded row, with its time', async () => {
    const { runId, head } = await startRun(db());
    const events = [{ type: 'message_sent' as const, data: { a: 1 } }];
    const first = await commit(db(), head, 'a', { result: '{"z":1,"a":[]}', events });
    const again = await commit(db(), head, 'a', { result: '"other"', events });
    expect(first).toMatchObject({ status: 'committed', result: '{"z":1,"a":[]}', failure: null });
    expect(again).toEqual({ ...first, status: 'recorded' });
    expect((await eventTypes(runId)).filter((type) => type === 'message_sent')).toHaveLength(1);
  });

  it('records a final failure like a result', async () => {
    const { head } = await startRun(db());
    const failed = { result: null, failure: '{"code":"BOT_REFUSED"}' };
    await expect(commit(db(), head, 'a', failed)).resolves.toMatchObject(failed);
    await expect(commit(db(), head, 'a')).resolves.toMatchObject({ status: 'recorded', ...failed });
  });

  it('undoes everything when an effect fails', async () => {
    const { runId, head } = await startRun(db());
    const before = await eventTypes(runId);
    const effect = anApproval({ id: 'no uuid' });
    await expect(
      commit(db(), head, 'a', { effect, events: [{ type: 'task_started', data: {} }] }),
    ).rejects.toThrow('invalid input syntax for type uuid');
    expect(await eventTypes(runId)).toEqual(before);
    expect(await stepKeys(runId)).toEqual([]);
  });

  it('says mismatch when a key comes back with another kind or input', async () => {
    const { head } = await startRun(db());
    await commit(db(), head, 'a');
    await expect(commit(db(), head, 'a', { kind: 'talk' })).resolves.toMatchObject({
      status: 'mismatch',
      result: null,
    });
    await expect(commit(db(), head, 'a', { inputHash: 'x' })).resolves.toMatchObject({
      status: 'mismatch',
    });
  });

  it('refuses text that PostgreSQL cannot keep, and goes on working', async () => {
    const { head } = await startRun(db());
    await expect(commit(db(), head, 'a', { result: '"\u0000"' })).rejects.toThrow();
    await expect(commit(db(), head, 'a')).resolves.toMatchObject({ status: 'committed' });
  });
});

describe('rule 06: the fence', () => {
  it('refuses a worker that froze before a newer attempt took the branch', async () => {
    const { runId, head } = await startRun(db());
    await begin(db(), { ...head, attempt: 2 });
    await expect(commit(db(), head, 'a')).resolves.toMatchObject({ status: 'fenced' });
    await expect(commit(db(), { ...head, attempt: 2 }, 'a')).resolves.toMatchObject({
      status: 'committed',
    });
    expect(await stepKeys(runId)).toEqual(['a']);
  });

  it('refuses a worker that woke up after a newer dispatch, also with a higher attempt', async () => {
    const { head } = await startRun(db());
    await commit(db(), head, 'a');
    await begin(db(), { ...head, dispatch: 2 });
    const old: StepHead = { ...head, attempt: 9 };
    await expect(commit(db(), old, 'b')).resolves.toMatchObject({ status: 'fenced' });
    await expect(begin(db(), old)).resolves.toMatchObject({ status: 'fenced' });
    const step = { key: 'b', stepId: 'b', kind: 'bot', inputHash: 'i', events: [], task: null };
    await expect(beginStep(db(), old, step)).resolves.toMatchObject({ status: 'fenced' });
    const attempt = { key: 'b', error: '{}', events: [] };
    await expect(recordAttempt(db(), old, attempt)).resolves.toMatchObject({ status: 'fenced' });
    await expect(closeRun(db(), old, end)).resolves.toMatchObject({ status: 'fenced' });
  });

  it('and two attempts at the same moment: one row, and whoever may go on sees the same', async () => {
    const other = openDatabase(test.url, { max: 1 });
    for (let round = 0; round < 30; round += 1) {
      const { runId, head } = await startRun(db());
      const next = { ...head, attempt: 2 };
      const [old, taken] = await Promise.all([
        commit(db(), head, 'a', { result: '"old"' }),
        begin(other, next).then(() => commit(other, next, 'a', { result: '"new"' })),
      ]);
      const [row] = await db().query<{ result: string }>(
        'select result from step_results where run_id = $1',
        [runId],
      );
      expect(taken.result).toBe(row?.result);
      expect(`${old.status} ${taken.status} ${row?.result}`).toMatch(
        /^(committed recorded "old"|fenced committed "new")$/,
      );
    }
    await other.close();
  });

  it('holds each branch by itself', async () => {
    const { head } = await startRun(db());
    const other = { ...head, path: 'main/1.A', dispatch: 2 };
    await begin(db(), other);
    await expect(commit(db(), head, 'a')).resolves.toMatchObject({ status: 'committed' });
    await expect(commit(db(), other, 'b')).resolves.toMatchObject({ status: 'committed' });
  });

  it('takes a Temporal run that continues the former one, and no step of the former', async () => {
    const { runId, head } = await startRun(db());
    const next = { ...head, dispatch: 2, chain: 1, temporalRunId: 'temporal-2' };
    await expect(begin(db(), next)).resolves.toMatchObject({ status: 'go', incarnation: 1 });
    await expect(commit(db(), head, 'a')).resolves.toMatchObject({ status: 'fenced' });
    await expect(begin(db(), head)).resolves.toMatchObject({ status: 'unknown_run' });
    expect(await readRun(db(), WORKSPACE, runId)).toMatchObject({ temporalRunId: 'temporal-2' });
  });

  it('asks about an unknown Temporal run, and lets it in once the incarnation is raised', async () => {
    const { runId, head } = await startRun(db());
    await begin(db(), { ...head, dispatch: 7 });
    const reset = { ...head, dispatch: 2, temporalRunId: 'temporal-reset' };
    await expect(begin(db(), reset)).resolves.toMatchObject({ status: 'unknown_run' });
    await expect(raiseIncarnation(db(), runId, 'temporal-reset', 0)).resolves.toBe(2);
    await expect(raiseIncarnation(db(), runId, 'temporal-reset', 0)).resolves.toBe(2);
    await expect(begin(db(), reset)).resolves.toMatchObject({ status: 'go', incarnation: 2 });
    await expect(commit(db(), { ...head, dispatch: 7 }, 'a')).resolves.toMatchObject({
      status: 'fenced',
    });
  });

  it('never takes a run of before a reset for a continuation, however high its chain', async () => {
    const { runId, head } = await startRun(db());
    await begin(db(), { ...head, chain: 3, temporalRunId: 'temporal-chain-3' });
    await raiseIncarnation(db(), runId, 'temporal-reset', 0);
    const old = { ...head, chain: 3, dispatch: 50, temporalRunId: 'temporal-chain-3' };
    await expect(begin(db(), old)).resolves.toMatchObject({ status: 'unknown_run' });
  });
});

describe('rule 07: closed paths', () => {
  it('refuses steps of a closed branch and of all branches below it', async () => {
    const { head } = await startRun(db());
    const child = { ...head, path: 'main/1.A', dispatch: 2 };
    const grandchild = { ...head, path: 'main/1.A/2.B', dispatch: 3 };
    const namesake = { ...head, path: 'main/1.AB', dispatch: 4 };
    for (const branch of [child, grandchild, namesake]) await begin(db(), branch);
    await begin(db(), { ...head, dispatch: 5 }, { closedPaths: ['main/1.A'] });
    await expect(commit(db(), child, 'a')).resolves.toMatchObject({ status: 'path_closed' });
    await expect(commit(db(), grandchild, 'b')).resolves.toMatchObject({ status: 'path_closed' });
    await expect(begin(db(), { ...grandchild, attempt: 2 })).resolves.toMatchObject({
      status: 'path_closed',
    });
    await expect(commit(db(), namesake, 'c')).resolves.toMatchObject({ status: 'committed' });
  });

  it('withdraws the approvals that are open there', async () => {
    const { head } = await startRun(db());
    const child = { ...head, path: 'main/1.A', dispatch: 2 };
    await begin(db(), child);
    const [inside, outside] = [anApproval(), anApproval()];
    await runEffect(db(), child, inside);
    await runEffect(db(), head, outside);
    await begin(db(), { ...head, dispatch: 3 }, { closedPaths: ['main/1.A'] });
    expect(await readApproval(db(), WORKSPACE, inside.id)).toMatchObject({ status: 'withdrawn' });
    expect(await readApproval(db(), WORKSPACE, outside.id)).toMatchObject({ status: 'open' });
  });
});

describe('a run that is paused or over', () => {
  it('refuses steps while it is paused, and then goes on', async () => {
    const { runId, head } = await startRun(db());
    await pause(runId);
    await expect(begin(db(), head)).resolves.toMatchObject({ status: 'paused' });
    await expect(commit(db(), head, 'a')).resolves.toMatchObject({ status: 'paused' });
    await expect(closeRun(db(), head, end)).resolves.toMatchObject({ status: 'paused' });
    await db().query(`update run_heads set status = 'running' where run_id = $1`, [runId]);
    await expect(commit(db(), head, 'a')).resolves.toMatchObject({ status: 'committed' });
  });

  it('can be cancelled while it is paused', async () => {
    const { runId, head } = await startRun(db());
    await pause(runId);
    await db().query(`update workflow_executions set status = 'paused' where id = $1`, [runId]);
    await expect(
      closeRun(db(), head, { ...end, status: 'cancelled', failure: '{"code":"RUN_CANCELLED"}' }),
    ).resolves.toMatchObject({ status: 'closed', runStatus: 'cancelled' });
  });

  it('refuses everything once it has ended', async () => {
    const { runId, head } = await startRun(db());
    await closeRun(db(), head, end);
    await expect(begin(db(), head)).resolves.toMatchObject({
      status: 'run_closed',
      runStatus: 'completed',
    });
    await expect(commit(db(), head, 'a')).resolves.toMatchObject({ status: 'run_closed' });
    expect(await control(runId, 'late')).toBeUndefined();
    await expect(raiseIncarnation(db(), runId, 'temporal-2', 0)).resolves.toBe(1);
  });
});

describe('run events', () => {
  it('are numbered without gaps when two branches commit at the same time', async () => {
    const { runId, head } = await startRun(db());
    const branches = ['main/1.A', 'main/1.B'].map((path, index) => ({
      ...head,
      path,
      dispatch: index + 2,
    }));
    const clients = branches.map(() => openDatabase(test.url, { max: 1 }));
    await Promise.all(
      branches.map(async (branch, index) => {
        const client = clients[index];
        if (client === undefined) return;
        await begin(client, branch);
        for (let step = 0; step < 40; step += 1) {
          const events = [
            { type: 'task_started' as const, data: {} },
            { type: 'task_completed' as const, data: {} },
          ];
          await commit(client, branch, `${branch.path}.${step}`, { events });
        }
      }),
    );
    await Promise.all(clients.map((client) => client.close()));
    const events = await readRunEvents(db(), runId, 0, 1000);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    expect(events).toHaveLength(4 + 2 * 2 * 40);
    const times = events.map((event) => event.at);
    expect([...times].sort()).toEqual(times);
  });

  it('are read in pages after a number', async () => {
    const { runId } = await startRun(db());
    const page = await readRunEvents(db(), runId, 1, 2);
    expect(page.map((event) => [event.seq, event.type])).toEqual([
      [2, 'planning'],
      [3, 'plan_ready'],
    ]);
  });
});

describe('tasks', () => {
  const task = (taskId: string, orderIndex: number): object => ({
    taskId,
    description: taskId,
    agentId: 'bot',
    orderIndex,
    dependsOn: [],
  });
  const tasks = ['main.1', 'main.2', 'main.3'].map(task) as never;

  it('change with their steps, and an end tells the progress', async () => {
    const { runId, head } = await startRun(db(), { tasks });
    const step = { key: 'k1', stepId: 'main.1', kind: 'bot', inputHash: 'input' };
    await beginStep(db(), head, {
      ...step,
      events: [{ type: 'task_started', data: {} }],
      task: { stepId: 'main.1', status: 'in_progress' },
    });
    expect((await listTasks(db(), runId))[0]).toMatchObject({
      status: 'in_progress',
      output: null,
    });
    await commit(db(), head, 'k1', {
      ...step,
      events: [{ type: 'task_completed', data: {} }],
      task: { stepId: 'main.1', status: 'completed', output: 'fine' },
    });
    const [first, second] = await listTasks(db(), runId);
    expect(first).toMatchObject({ status: 'completed', output: 'fine', agentId: 'bot' });
    expect(first?.completedAt).not.toBeNull();
    expect(second).toMatchObject({ status: 'pending', startedAt: null });
    const events = (await readRunEvents(db(), runId, 4, 10)).map(({ type, stepId, data }) => ({
      type,
      stepId,
      data,
    }));
    expect(events).toEqual([
      { type: 'task_started', stepId: 'main.1', data: {} },
      { type: 'task_completed', stepId: 'main.1', data: {} },
      { type: 'progress', stepId: 'main.1', data: { percent: 33, completed: 1, total: 3 } },
    ]);
  });

  it('begin again in a loop', async () => {
    const { runId, head } = await startRun(db(), { tasks });
    for (const turn of [1, 2]) {
      await commit(db(), head, `k${turn}`, {
        task: {
          stepId: 'main.1',
          status: 'completed',
          output: `${turn}`,
          startedAtMs: 1000 * turn,
        },
      });
      await beginStep(db(), head, {
        key: `k${turn + 1}`,
        stepId: 'main.1',
        kind: 'bot',
        inputHash: 'i',
        events: [],
        task: { stepId: 'main.1', status: 'in_progress' },
      });
    }
    expect((await listTasks(db(), runId))[0]).toMatchObject({
      status: 'in_progress',
      completedAt: null,
      output: null,
    });
  });

  it('keep the start that they are given', async () => {
    const { runId, head } = await startRun(db(), { tasks });
    await commit(db(), head, 'k', {
      task: { stepId: 'main.1', status: 'completed', startedAtMs: 1_700_000_000_123 },
    });
    expect((await listTasks(db(), runId))[0]?.startedAt).toBe('2023-11-14T22:13:20.123Z');
  });
});

describe('beginStep and recordAttempt', () => {
  const step = { key: 'k', stepId: 'main.1', kind: 'bot', inputHash: 'input', task: null };
  const events = [{ type: 'task_started' as const, data: {} }];

  it('tell the events of a beginning once, and count failed attempts', async () => {
    const { runId, head } = await startRun(db());
    await expect(beginStep(db(), head, { ...step, events })).resolves.toMatchObject({
      status: 'go',
      attempts: 0,
    });
    const failed = [{ type: 'attempt_failed' as const, data: { n: 1 } }];
    const attempt = { key: 'k', stepId: 'main.1', error: '{"code":"BOT_FAILED"}', events: failed };
    await expect(recordAttempt(db(), head, attempt)).resolves.toEqual({
      status: 'recorded',
      attempts: 1,
    });
    const retry = { ...head, attempt: 2 };
    await begin(db(), retry);
    await expect(beginStep(db(), retry, { ...step, events })).resolves.toMatchObject({
      status: 'go',
      attempts: 1,
    });
    expect((await eventTypes(runId)).slice(4)).toEqual(['task_started', 'attempt_failed']);
  });

  it('gives the row when the step has one', async () => {
    const { head } = await startRun(db());
    const row = await commit(db(), head, 'k', step);
    const begun = await beginStep(db(), head, { ...step, events });
    expect(begun).toEqual({ ...row, status: 'recorded', attempts: 0 });
    await expect(
      beginStep(db(), head, { ...step, events, inputHash: 'other' }),
    ).resolves.toMatchObject({ status: 'mismatch' });
  });
});

describe('rule 10: what came in is seen by the next step', () => {
  it('counts inbox rows and tells control rows above the taken number', async () => {
    const { runId, head } = await startRun(db());
    await expect(commit(db(), head, 'a')).resolves.toMatchObject({ inboxCount: 0, control: false });
    await deliverToInbox(db(), {
      runId,
      kind: 'event',
      subject: 'paid',
      sourceId: 'event:1',
      payload: { amount: 5 },
    });
    await expect(commit(db(), head, 'b')).resolves.toMatchObject({ inboxCount: 1, control: false });
    await control(runId, 'c');
    await expect(commit(db(), head, 'c')).resolves.toMatchObject({ inboxCount: 2, control: true });
    await expect(commit(db(), { ...head, inboxTaken: 2 }, 'd')).resolves.toMatchObject({
      control: false,
    });
    const ended = await endSegment(db(), head, { currentStep: 'main.4', state: { b: 1, a: 2 } });
    expect(ended.inbox.map((row) => row.number)).toEqual([1, 2]);
    const run = await readRun(db(), WORKSPACE, runId);
    expect(run?.currentStep).toBe('main.4');
    expect(JSON.stringify(run?.state)).toBe('{"b":1,"a":2}');
  });

  it('shows nothing of a segment that lost its branch', async () => {
    const { runId, head } = await startRun(db());
    await begin(db(), { ...head, attempt: 2 });
    await endSegment(db(), head, { currentStep: 'old', state: {} });
    expect(await readRun(db(), WORKSPACE, runId)).toMatchObject({ currentStep: null });
  });

  it('tells listeners of new run events', async () => {
    const { runId, head } = await startRun(db());
    const heard = await new Promise((resolve) => {
      const stop = db().listen(['everstep_events'], (notification) => {
        if (notification.kind === 'message' && notification.payload === runId) {
          resolve(stop().then(() => notification));
        } else if (notification.kind === 'reconnected') {
          void endSegment(db(), head, { currentStep: null, state: {} });
        }
      });
    });
    expect(heard).toEqual({ kind: 'message', channel: 'everstep_events', payload: runId });
  });
});

describe('rule 16: closing a run', () => {
  it('ends everything that the run had', async () => {
    const tasks = ['main.1', 'main.2', 'main.3'].map((taskId, orderIndex) => ({
      taskId,
      description: '',
      agentId: null,
      orderIndex,
      dependsOn: [],
    }));
    const { runId, head } = await startRun(db(), { tasks, awaitedEvents: ['paid'] });
    const approval = anApproval();
    await runEffect(db(), head, approval);
    await commit(db(), head, 'k', { task: { stepId: 'main.1', status: 'failed', error: 'no' } });
    await commit(db(), head, 'l', { task: { stepId: 'main.2', status: 'in_progress' } });
    await endSegment(db(), head, { currentStep: 'main.2', state: { waiting: 'approval' } });
    const failure = '{"code":"RUN_THROWN","message":"no"}';
    await expect(
      closeRun(db(), head, { status: 'failed', result: 'null', failure, onlyIfSeen: false }),
    ).resolves.toEqual({ status: 'closed', inbox: [], runStatus: 'failed' });
    expect(await readRun(db(), WORKSPACE, runId)).toMatchObject({
      status: 'failed',
      result: null,
      failure: { code: 'RUN_THROWN' },
      currentStep: 'main.2',
      state: {},
      completedAt: expect.any(String) as string,
    });
    expect((await listTasks(db(), runId)).map((task) => task.status)).toEqual([
      'failed',
      'skipped',
      'skipped',
    ]);
    expect(await readApproval(db(), WORKSPACE, approval.id)).toMatchObject({ status: 'withdrawn' });
    const decision = { approved: true, by: 'ann', comment: null, via: 'api' };
    await expect(
      decideApproval(db(), { workspaceId: WORKSPACE, id: approval.id, ...decision }),
    ).resolves.toMatchObject({ status: 'closed', approval: { status: 'withdrawn' } });
    const left = await db().query('select 1 from event_subscriptions where run_id = $1', [runId]);
    expect(left).toEqual([]);
    expect((await eventTypes(runId)).at(-1)).toBe('failed');
  });

  it('says so when it was closed before, and keeps the first end', async () => {
    const { runId, head } = await startRun(db());
    await closeRun(db(), head, end);
    await expect(closeRun(db(), head, { ...end, status: 'failed' })).resolves.toMatchObject({
      status: 'already_closed',
      runStatus: 'completed',
    });
    expect(await readRun(db(), WORKSPACE, runId)).toMatchObject({ result: 'end' });
  });

  it('does not end a run whose inbox was not seen, unless it has to', async () => {
    const { runId, head } = await startRun(db());
    await control(runId, 'a');
    const unseen = await closeRun(db(), head, end);
    expect(unseen).toMatchObject({
      status: 'unseen',
      inbox: [{ number: 1 }],
      runStatus: 'running',
    });
    await expect(closeRun(db(), { ...head, inboxTaken: 1 }, end)).resolves.toMatchObject({
      status: 'closed',
    });
  });

  it('and an input at the same moment: either it is seen, or it is refused', async () => {
    const other = openDatabase(test.url, { max: 1 });
    const seen: string[] = [];
    for (let round = 0; round < 30; round += 1) {
      const { runId, head } = await startRun(db());
      const input = { runId, kind: 'control' as const, subject: 'x', sourceId: 's', payload: {} };
      const [closed, row] = await Promise.all([
        closeRun(db(), head, end),
        deliverToInbox(other, input),
      ]);
      seen.push(`${closed.status} ${row === undefined ? 'refused' : 'taken'}`);
    }
    await other.close();
    expect(new Set(['closed refused', 'unseen taken', ...seen]).size).toBe(2);
  });
});
