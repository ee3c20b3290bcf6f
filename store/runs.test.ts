import { randomUUID } from 'node:crypto';
import { APPROVAL_CHANGES, RUN_CHANGES, TASK_CHANGES } from '../plan/run';
import { listApprovalsQuery } from './approvals';
import { openDatabase, type Database } from './database';
import { listEventsQuery } from './events';
import { listMessagesQuery } from './messages';
import {
  launchRun,
  listRuns,
  listRunsQuery,
  listTasks,
  listUnfinished,
  listUnstarted,
  markStarted,
  markTerminated,
  readRun,
  readRunEvents,
} from './runs';
import { closeRun } from './segments';
import { createTestDatabase, type TestDatabase } from './test-database';
import { aRun, anApproval, begin, runEffect, startRun, WORKSPACE } from './test-run';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const db = (): Database => test.database;

async function eventTypes(runId: string): Promise<readonly string[]> {
  return (await readRunEvents(db(), runId, 0, 1000)).map((event) => event.type);
}

describe('launchRun', () => {
  it('writes the run, its tasks, subscriptions and first events', async () => {
    const input = { z: 1, a: { $date: '2026-01-01T00:00:00.000Z' } };
    const task = { taskId: 'main.1', description: 'One', agentId: 'bot', orderIndex: 0 };
    const run = aRun({
      input,
      awaitedEvents: ['paid', 'sent'],
      tasks: [
        { ...task, dependsOn: [] },
        { ...task, taskId: 'main.2', orderIndex: 1, dependsOn: ['main.1'] },
      ],
      metadata: { tag: 'x' },
      requestHash: 'hash-1',
      idempotencyKey: randomUUID(),
    });
    const launched = await launchRun(db(), run);
    expect(launched).toMatchObject({
      created: true,
      run: {
        id: run.id,
        status: 'planning',
        requestHash: 'hash-1',
        metadata: { tag: 'x', requestHash: 'hash-1' },
        temporalRunId: null,
        result: null,
        failure: null,
      },
    });
    expect(JSON.stringify(launched.run.input)).toBe(JSON.stringify(input));
    expect(await readRun(db(), WORKSPACE, run.id)).toEqual(launched.run);
    expect(await listTasks(db(), run.id)).toMatchObject([
      { taskId: 'main.1', status: 'pending', dependsOn: [] },
      { taskId: 'main.2', status: 'pending', dependsOn: ['main.1'] },
    ]);
    expect(await eventTypes(run.id)).toEqual(['created', 'planning', 'plan_ready']);
    const names = await db().query(
      'select event_name from event_subscriptions where run_id = $1 order by 1',
      [run.id],
    );
    expect(names).toEqual([{ event_name: 'paid' }, { event_name: 'sent' }]);
  });

  it('makes one run of 20 launches with the same key at the same moment', async () => {
    const other = openDatabase(test.url, { max: 10 });
    const idempotencyKey = randomUUID();
    const launches = await Promise.all(
      [...Array(20).keys()].map((n) =>
        launchRun(n % 2 === 0 ? db() : other, aRun({ idempotencyKey, awaitedEvents: ['paid'] })),
      ),
    );
    await other.close();
    expect(launches.filter((launch) => launch.created)).toHaveLength(1);
    expect(new Set(launches.map((launch) => launch.run.id)).size).toBe(1);
    expect(await eventTypes(launches[0]?.run.id ?? '')).toHaveLength(3);
  });

  it('gives the first run for the same id', async () => {
    const run = aRun();
    await launchRun(db(), run);
    const again = await launchRun(db(), { ...run, workflowName: 'other' });
    expect(again).toMatchObject({ created: false, run: { id: run.id, workflowName: 'main' } });
  });

  it('launches at the same moment for the same events without a deadlock', async () => {
    const names = ['a', 'b', 'c'];
    const launches = await Promise.all(
      [...Array(12).keys()].map((n) =>
        launchRun(db(), aRun({ awaitedEvents: n % 2 === 0 ? names : [...names].reverse() })),
      ),
    );
    expect(launches.every((launch) => launch.created)).toBe(true);
  });
});

describe('markStarted', () => {
  it('starts a run once and keeps the first Temporal run', async () => {
    const { run } = await launchRun(db(), aRun());
    await Promise.all(
      [1, 2, 3].map((n) => markStarted(db(), run.id, `temporal-${n === 0 ? 0 : 1}`)),
    );
    await markStarted(db(), run.id, 'temporal-other');
    expect(await readRun(db(), WORKSPACE, run.id)).toMatchObject({
      status: 'running',
      temporalRunId: 'temporal-1',
    });
    expect((await eventTypes(run.id)).filter((type) => type === 'started')).toHaveLength(1);
  });

  it('does not open a run again that has ended', async () => {
    const { runId, head } = await startRun(db());
    await closeRun(db(), head, {
      status: 'completed',
      result: 'null',
      failure: null,
      onlyIfSeen: true,
    });
    await markStarted(db(), runId, 'temporal-1');
    expect(await readRun(db(), WORKSPACE, runId)).toMatchObject({ status: 'completed' });
  });
});

describe('markTerminated', () => {
  it('ends a run with the reason, once', async () => {
    const { runId, head } = await startRun(db());
    const asked = anApproval();
    await runEffect(db(), head, asked);
    const failure = { code: 'RUN_TERMINATED', message: 'by hand', details: { reason: 'by hand' } };
    const end = { status: 'failed' as const, failure };
    await expect(markTerminated(db(), runId, end)).resolves.toBe(true);
    await expect(markTerminated(db(), runId, end)).resolves.toBe(false);
    await expect(markTerminated(db(), randomUUID(), end)).resolves.toBe(false);
    expect(await readRun(db(), WORKSPACE, runId)).toMatchObject({
      status: 'failed',
      failure,
    });
    await expect(begin(db(), head)).resolves.toMatchObject({ status: 'run_closed' });
  });
});

describe('reading runs', () => {
  it('knows runs of its workspace only, and no id that is none', async () => {
    const { runId } = await startRun(db());
    const stranger = '00000000-0000-0000-0000-000000000002';
    await expect(readRun(db(), stranger, runId)).resolves.toBeUndefined();
    await expect(readRun(db(), WORKSPACE, 'x')).resolves.toBeUndefined();
  });

  it('lists every run once over pages, newest first', async () => {
    const workflowName = randomUUID();
    const ids: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      ids.push((await launchRun(db(), aRun({ workflowName }))).run.id);
    }
    // Runs of one moment are told apart by their ids.
    await db().query(
      `update workflow_executions set created_at = date_trunc('minute', created_at)
       where workflow_name = $1`,
      [workflowName],
    );
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listRuns>> = await listRuns(db(), WORKSPACE, {
        workflowName,
        status: 'planning',
        limit: 3,
        ...(cursor === null ? {} : { cursor }),
      });
      found.push(...page.items.map((run) => run.id));
      cursor = page.next;
    } while (cursor !== null);
    expect(found).toEqual([...ids].sort().reverse());
  });

  it('finds what the sweeper has to look after', async () => {
    const { run: planned } = await launchRun(db(), aRun());
    const { runId: running, head } = await startRun(db());
    const unstarted = await listUnstarted(db(), { olderThanMs: 0, limit: 1000, afterId: null });
    expect(unstarted.map((run) => run.id)).toContain(planned.id);
    expect(unstarted.map((run) => run.id)).not.toContain(running);
    const old = { olderThanMs: 3_600_000, limit: 1000, afterId: null };
    await expect(listUnstarted(db(), old)).resolves.toEqual([]);
    const ids = async (): Promise<readonly string[]> => {
      const found: string[] = [];
      for (;;) {
        const afterId = found.at(-1) ?? null;
        const page = await listUnfinished(db(), { afterId, limit: 5 });
        if (page.length === 0) return found;
        found.push(...page.map((run) => run.id));
      }
    };
    expect(await ids()).toEqual(expect.arrayContaining([planned.id, running]));
    const end = { status: 'failed' as const, result: 'null', failure: null, onlyIfSeen: false };
    await closeRun(db(), head, end);
    expect(await ids()).not.toContain(running);
  });
});

describe('changes of state', () => {
  const subjects = { run: RUN_CHANGES, task: TASK_CHANGES, approval: APPROVAL_CHANGES };

  it('are the same in the database and in the plan', async () => {
    const expected = Object.entries(subjects).flatMap(([subject, changes]) =>
      Object.entries(changes).flatMap(([before, afters]) =>
        (afters as readonly string[]).map((after) => `${subject} ${before} ${after}`),
      ),
    );
    const rows = await db().query<{ change: string }>(
      `select subject || ' ' || before || ' ' || after as change from status_changes`,
    );
    expect(rows.map((row) => row.change).sort()).toEqual(expected.sort());
  });

  it.each([
    ['run', `update workflow_executions set status = $2 where id = $1`],
    ['run', `update run_heads set status = $2 where run_id = $1`],
    ['task', `update workflow_tasks set status = $2 where workflow_id = $1`],
    ['approval', `update approvals set status = $2 where run_id = $1`],
  ] as const)(
    'are refused for a %s when the plan does not allow them: %s',
    async (subject, text) => {
      const changes: Readonly<Record<string, readonly string[]>> = subjects[subject];
      const tasks = [{ taskId: 't', description: '', agentId: null, orderIndex: 0, dependsOn: [] }];
      const { runId, head } = await startRun(db(), { tasks });
      await runEffect(db(), head, anApproval());
      for (const [before, allowed] of Object.entries(changes)) {
        for (const after of Object.keys(changes)) {
          // What a state was before is set behind the trigger's back.
          const changed = db().transaction(async (tx) => {
            await tx.query(`set local session_replication_role = replica`);
            await tx.query(text, [runId, before]);
            await tx.query(`set local session_replication_role = origin`);
            await tx.query(text, [runId, after]);
          });
          const outcome = await changed.then(
            () => 'allowed',
            (error: unknown) => String(error),
          );
          const wanted = before === after || allowed.includes(after);
          expect(outcome).toBe(
            wanted ? 'allowed' : `error: ${subject} may not go from ${before} to ${after}`,
          );
        }
      }
    },
  );
});

describe('lists', () => {
  beforeAll(async () => {
    await db().query(
      `insert into workflow_executions (id, workspace_id, workflow_name, plan_hash, status, created_at)
       select gen_random_uuid(), $1, 'w' || n % 40, 'h',
         case when n % 50 = 0 then 'running' when n % 51 = 0 then 'planning' else 'completed' end,
         now() - n * interval '1 second'
       from generate_series(1, 4000) as n`,
      [WORKSPACE],
    );
    await db().query(
      `insert into approvals (id, workspace_id, run_id, step_id, step_key, path, asked, message, status,
         created_at)
       select gen_random_uuid(), $1, e.id, 's', 's', 'main', 'p' || row_number() over () % 50, 'm',
         case when random() < 0.02 then 'open' else 'approved' end, e.created_at
       from workflow_executions e`,
      [WORKSPACE],
    );
    await db().query(
      `insert into approval_people (approval_id, key, name)
       select id, name, name from approvals, unnest(array[asked, 'other']) as name
       on conflict do nothing`,
    );
    await db().query(
      `insert into workflow_events (id, workspace_id, event_name, event_data, created_at)
       select n, $1, 'e' || n % 50, '{}', now() - n * interval '1 second'
       from generate_series(1, 4000) as n`,
      [WORKSPACE],
    );
    await db().query(
      `insert into outbox (kind, workspace_id, payload, done_at)
       select 'mail', $1, '{}', case when n % 50 <> 0 then now() end
       from generate_series(1, 4000) as n`,
      [WORKSPACE],
    );
    await db().query(
      `insert into messages (workspace_id, run_id, sender_id, message_type, content, conversation_id)
       select $1, e.id, 's', 'text', 'c', e.id::text from workflow_executions e`,
      [WORKSPACE],
    );
    await db().query('analyze');
  });

  const cursor = Buffer.from(
    JSON.stringify(['2026-01-01T00:00:00.000Z', '00000000-0000-0000-0000-000000000000']),
  ).toString('base64url');
  const id = randomUUID();

  it.each([
    ['runs', () => listRunsQuery(WORKSPACE, { limit: 50 })],
    ['runs after a cursor', () => listRunsQuery(WORKSPACE, { limit: 50, cursor })],
    ['runs by status', () => listRunsQuery(WORKSPACE, { limit: 50, status: 'running', cursor })],
    ['runs by name', () => listRunsQuery(WORKSPACE, { limit: 50, workflowName: 'w1', cursor })],
    [
      'runs by status and name',
      () => listRunsQuery(WORKSPACE, { limit: 50, workflowName: 'w1', status: 'running' }),
    ],
    ['approvals', () => listApprovalsQuery(WORKSPACE, { limit: 50 })],
    ['open approvals', () => listApprovalsQuery(WORKSPACE, { limit: 50, status: 'open', cursor })],
    ['approvals of a run', () => listApprovalsQuery(WORKSPACE, { limit: 50, runId: id })],
    [
      'open approvals of a person',
      () => listApprovalsQuery(WORKSPACE, { limit: 50, asked: 'p1', status: 'open' }),
    ],
    [
      'open approvals that ask a person among others',
      () => listApprovalsQuery(WORKSPACE, { limit: 50, person: 'P1', status: 'open' }),
    ],
    ['events', () => listEventsQuery(WORKSPACE, { limit: 50 })],
    ['events of a name', () => listEventsQuery(WORKSPACE, { limit: 50, name: 'e1', cursor })],
    ['messages', () => listMessagesQuery(WORKSPACE, { limit: 50 })],
    ['messages of a run', () => listMessagesQuery(WORKSPACE, { limit: 50, runId: id })],
    [
      'messages of a conversation',
      () => listMessagesQuery(WORKSPACE, { limit: 50, conversationId: 'c' }),
    ],
    [
      'unfinished runs',
      () => ({
        text: `select * from workflow_executions where status in ('planning', 'running', 'paused')
          and id > $1 order by id limit 50`,
        params: [id],
      }),
    ],
    [
      'unstarted runs',
      () => ({
        text: `select * from workflow_executions where status = 'planning'
          and temporal_run_id is null and created_at <= $1 order by created_at limit 50`,
        params: ['2026-01-01'],
      }),
    ],
    [
      'due outbox items',
      () => ({
        text: `select id from outbox where done_at is null and next_at <= $1
          order by next_at, id limit 50 for update skip locked`,
        params: ['2030-01-01'],
      }),
    ],
  ])('of %s reads an index and no whole table', async (_, query) => {
    const { text, params } = query();
    const plan = await db().query<{ 'QUERY PLAN': string }>(`explain ${text}`, params);
    const lines = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(lines).toContain('Index');
    expect(lines).not.toContain('Seq Scan');
  });
});
