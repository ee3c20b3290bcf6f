import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  CheckSchema,
  PackageListSchema,
  RunEventListSchema,
  RunPageSchema,
  RunSchema,
  TaskListSchema,
  type RunView,
} from '../plan/messages';
import { compile } from '../dsl/compile';
import { canonicalJson } from '../plan/canonical';
import { PlanSchema } from '../plan/schema';
import { readPlan } from '../store/plans';
import { listUnstarted } from '../store/runs';
import { listRows } from '../store/tables';
import { WORKSPACE } from '../store/test-run';
import { problemOf, readProblem, startTestApi, type TestAnswer, type TestApi } from './test-api';

const REFUND = `ORCHESTRATE WORKFLOW "refund"
DESCRIPTION "Pays money back."
PARAM ticket_id AS STRING LIKE "T-1" DESCRIPTION "The ticket"
PARAM amount AS NUMBER LIKE 100 DESCRIPTION "How much"
PARAM urgent AS BOOLEAN DEFAULT FALSE
STEP 1: BOT "classifier" "classify ticket"
IF amount > 100 THEN
  STEP 2: HUMAN APPROVAL FROM "boss@example.com"
    TIMEOUT 1800
    ON TIMEOUT: REJECT
END IF
STEP 3: PARALLEL
  BRANCH A: BOT "payer" "pay back"
  BRANCH B: BOT "writer" "write letter"
END PARALLEL
WAIT FOR EVENT "paid" TIMEOUT 60
END WORKFLOW
`;
const FREE = `ORCHESTRATE WORKFLOW "free"
STEP 1: BOT "unknown-bot" "do"
END WORKFLOW
`;
const BROKEN = `ORCHESTRATE WORKFLOW "broken"
IF amount > THEN
`;

let api: TestApi;
let packagesDir: string;
beforeAll(async () => {
  packagesDir = mkdtempSync(join(tmpdir(), 'everstep-packages-'));
  write('refund.gbai/refund.bas', REFUND);
  write('refund.gbai/bots/classifier.bas', 'TALK "hello"\nRETURN "refund"\n');
  write(
    'refund.gbai/refund.gbot/config.csv',
    'name,value\nbot-payer-url,http://127.0.0.1:9/pay\nparam-limit,5\n',
  );
  write('refund.gbai/refund.gbdata/orders.csv', 'id,total\nA-1,10\nA-2,20.5\n');
  write('tools/several.gbai/first.bas', FREE);
  write('tools/several.gbai/second.bas', FREE);
  write('greet.gbai/greet.gbdialog/start.bas', 'PARAM who AS STRING\nTALK "Hello " + who');
  write('greet.gbai/greet.gbdialog/part.bas', 'TALK "Bye"');
  write('desk.gbai/desk.bas', 'USE KB "faq"\nTALK READ "letters/hello.txt"');
  write('desk.gbai/other.gbdialog/second.bas', 'TALK READ "letters/hello.txt"');
  write('desk.gbai/desk.gbkb/faq/refund.md', 'A refund takes five days.');
  write('desk.gbai/desk.gbdrive/letters/hello.txt', 'Dear customer');
  write('desk.gbai/attendant.csv', 'id,name\nann,Ann\n');
  write('broken.gbai/broken.bas', BROKEN);
  write('half.gbai/half.bas', FREE.replace('unknown-bot', 'torn'));
  write('half.gbai/bots/torn.bas', 'IF x > THEN\n');
  write('linked.gbai/linked.bas', FREE);
  symlinkSync('/etc/passwd', join(packagesDir, 'linked.gbai/passwd.txt'));
  api = await startTestApi({ packagesDir });
});
afterAll(async () => {
  await api.stop();
  rmSync(packagesDir, { recursive: true });
});

function write(path: string, text: string): void {
  const file = join(packagesDir, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const INPUT = { ticket_id: 'T-7', amount: 250 };
const launch = (body: unknown, key?: string): Promise<TestAnswer> =>
  api.send('POST', '/api/workflows', {
    body,
    ...(key === undefined ? {} : { headers: { 'Idempotency-Key': key } }),
  });

async function launched(body: unknown): Promise<RunView> {
  const answer = await launch(body);
  expect(answer.status).toBe(201);
  return RunSchema.parse(answer.body);
}

describe('a launch', () => {
  it('writes the run, starts it in Temporal and says where it is', async () => {
    const answer = await launch({ package: 'refund', input: INPUT, description: 'for Ann' });
    const run = RunSchema.parse(answer.body);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/workflows/${run.id}`);
    expect(run).toMatchObject({
      ...{ package: 'refund', workflow: 'refund', status: 'running', createdBy: 'admin' },
      ...{ description: 'for Ann', approvals: [], failure: null, result: null },
      input: { ticket_id: 'T-7', amount: 250, urgent: false, limit: 5 },
      progress: { percent: 0, completed: 0, total: 4 },
    });
    expect(run.temporal.workflowId).toBe(run.id);
    expect(run.temporal.url).toContain(`/namespaces/everstep/workflows/${run.id}`);
    const state = await api.gateway.describeRun(run.id);
    expect(state).toMatchObject({ status: 'RUNNING', temporalRunId: run.temporal.runId });
  });

  it('shows the plan, the text and one task of the run', async () => {
    const { id, planHash } = await launched({ package: 'refund', input: INPUT });
    const plan = (await api.send('GET', `/api/workflows/${id}/plan`)).body;
    expect(createHash('sha256').update(canonicalJson(plan)).digest('hex')).toBe(planHash);
    const source = (await api.send('GET', `/api/workflows/${id}/source`)).body;
    expect(source).toMatchObject({ file: expect.stringMatching(/refund\.bas$/) as string });
    expect(source).toHaveProperty('text', expect.stringContaining('HUMAN APPROVAL'));
    const task = await api.send('GET', `/api/workflows/${id}/tasks/main.0`);
    expect(task.body).toMatchObject({ id: 'main.0', agent: 'classifier', status: 'pending' });
    expect(problemOf(await api.send('GET', `/api/workflows/${id}/tasks/main.99`))).toBe(
      '404 TASK_UNKNOWN',
    );
  });

  it('makes a task of each bot and approval, after those before it', async () => {
    const { id } = await launched({ package: 'refund', input: INPUT });
    const { items } = TaskListSchema.parse(
      (await api.send('GET', `/api/workflows/${id}/tasks`)).body,
    );
    const name = (taskId: string): string | undefined =>
      items.find((task) => task.id === taskId)?.agent ?? undefined;
    expect(items.map(({ agent, dependsOn }) => [agent, dependsOn.map(name)])).toEqual([
      ['classifier', []],
      ['boss@example.com', ['classifier']],
      ['payer', ['boss@example.com', 'classifier']],
      ['writer', ['boss@example.com', 'classifier']],
    ]);
    expect(items.map(({ description }) => description)).toEqual([
      'STEP 1: classifier: classify ticket',
      'STEP 2: approval from boss@example.com',
      'payer: pay back',
      'writer: write letter',
    ]);
    expect(items.every(({ status }) => status === 'pending')).toBe(true);
  });

  it('keeps the plan with its bots under the hash of its text', async () => {
    await api.send('POST', '/api/bots/register', {
      body: { id: 'writer', kind: 'http', url: 'https://bots.example/writer', version: '7' },
    });
    const { planHash } = await launched({ package: 'refund', input: INPUT });
    const stored = await readPlan(api.test.database, planHash);
    const plan = PlanSchema.parse(JSON.parse(stored?.plan ?? ''));
    expect(plan.bots).toMatchObject({
      classifier: { kind: 'script' },
      payer: { kind: 'http', url: 'http://127.0.0.1:9/pay' },
      writer: { kind: 'http', url: 'https://bots.example/writer', version: '7' },
    });
    expect(plan.awaitedEvents).toContain('paid');
    expect(stored).toMatchObject({ sourceFile: 'refund.bas', sourceText: REFUND });
  });

  it('brings the tables of the package, once', async () => {
    await launched({ package: 'refund', input: INPUT });
    await api.test.database.query(
      `update table_rows set data = '{"total":1}' where row_id = 'A-1'`,
    );
    await launched({ package: 'refund', input: INPUT });
    const rows = await listRows(api.test.database, WORKSPACE, 'orders');
    expect(rows).toEqual([
      { id: 'A-1', data: { total: 1 } },
      { id: 'A-2', data: { id: 'A-2', total: 20.5 } },
    ]);
  });

  it('takes names in any case and any input where no PARAM is declared', async () => {
    const run = await launched({
      package: 'Several.GBAI',
      workflow: 'SECOND.bas',
      input: { Anything: { a: [1] } },
    });
    expect(run).toMatchObject({ workflow: 'second', input: { anything: { a: [1] } } });
  });

  it('tells its first events', async () => {
    const { id } = await launched({ package: 'refund', input: INPUT });
    const { body } = await api.send('GET', `/api/workflows/${id}/events?after=1&limit=2`);
    const events = RunEventListSchema.parse(body);
    expect(events.items.map(({ seq, type }) => [seq, type])).toEqual([
      [2, 'workflow:planning'],
      [3, 'workflow:plan_ready'],
    ]);
    expect(events.next).toBe(3);
    const end = await api.send('GET', `/api/workflows/${id}/events?after=1000`);
    expect(end.body).toEqual({ items: [], next: 1000 });
  });

  it.each([
    [{ package: 'greet', input: { who: 'Ann' } }, 'start'],
    [{ package: 'greet', workflow: 'part.bas' }, 'part'],
  ])('starts a dialog, named or first of its package', async (wish, workflow) => {
    expect(await launched(wish)).toMatchObject({ workflow, status: 'running' });
  });

  it('keeps knowledge, attendants and drive of a package; new knowledge takes the place of the old', async () => {
    const { database } = api.test;
    const texts = async (): Promise<readonly unknown[]> =>
      (await listRows(database, WORKSPACE, 'package_knowledge')).map(({ data }) => [
        data['package'],
        data['collection'],
        data['text'],
      ]);
    await launched({ package: 'desk' });
    expect(await texts()).toEqual([['desk', 'faq', 'A refund takes five days.']]);
    expect(await listRows(database, WORKSPACE, 'attendants')).toEqual([
      { id: 'ann', data: { id: 'ann', name: 'Ann', status: 'online' } },
    ]);
    const files = (): Promise<readonly unknown[]> =>
      database.prepared('files', 'select drive, path, content from drive_files', []);
    const letter = { path: 'letters/hello.txt', content: 'Dear customer' };
    expect(await files()).toEqual([{ drive: 'desk', ...letter }]);
    await database.prepared('delete_files', 'delete from drive_files', []);
    await launched({ package: 'desk', workflow: 'second' });
    await launched({ package: 'desk' });
    expect(await files()).toEqual([{ drive: 'second', ...letter }]);
    write('desk.gbai/desk.gbkb/faq/refund.md', 'A refund takes two days.');
    await launched({ package: 'desk' });
    expect(await texts()).toEqual([['desk', 'faq', 'A refund takes two days.']]);
  });

  it.each<[string, object, string, object]>([
    ['an unknown package', { package: 'nothing' }, '404 PACKAGE_UNKNOWN', {}],
    ['a way out', { package: '../../etc' }, '404 PACKAGE_UNKNOWN', {}],
    ['an unknown workflow', { package: 'refund', workflow: 'x' }, '404 WORKFLOW_UNKNOWN', {}],
    ['one of several', { package: 'several' }, '422 API_BODY_INVALID', {}],
    ['a text with mistakes', { package: 'broken' }, '422 PACKAGE_INVALID', {}],
    ['a bot with mistakes', { package: 'half' }, '422 PACKAGE_INVALID', {}],
    ['a package with a link', { package: 'linked' }, '422 PACKAGE_INVALID', {}],
    ['no input', { package: 'refund' }, '422 INPUT_MISSING', { name: 'ticket_id' }],
    [
      'a null',
      { package: 'refund', input: { ...INPUT, amount: null } },
      '422 INPUT_MISSING',
      { name: 'amount' },
    ],
    [
      'a name too many',
      { package: 'refund', input: { ...INPUT, extra: 1 } },
      '422 INPUT_UNKNOWN',
      { name: 'extra' },
    ],
    [
      'text for a number',
      { package: 'refund', input: { ...INPUT, amount: '1' } },
      '422 INPUT_TYPE',
      { name: 'amount' },
    ],
    [
      'a number for text',
      { package: 'refund', input: { ...INPUT, ticket_id: 1 } },
      '422 INPUT_TYPE',
      { name: 'ticket_id' },
    ],
    ['a name twice', { package: 'refund', input: { ...INPUT, AMOUNT: 1 } }, '422 VALUE_NAME', {}],
    ['input that is a list', { package: 'refund', input: [] }, '422 API_BODY_INVALID', {}],
    [
      'a status',
      { package: 'refund', input: INPUT, status: 'completed' },
      '422 API_BODY_INVALID',
      {},
    ],
    ['an owner', { package: 'refund', input: INPUT, createdBy: 'x' }, '422 API_BODY_INVALID', {}],
    [
      'a long description',
      { package: 'refund', description: 'x'.repeat(2_001) },
      '422 API_BODY_INVALID',
      {},
    ],
  ])('is refused with %s', async (_name, body, problem, details) => {
    const answer = await launch(body);
    expect(problemOf(answer)).toBe(problem);
    expect(answer.body).toMatchObject({ details });
  });

  it('names file, line and column of a mistake', async () => {
    const problem = readProblem(await launch({ package: 'broken' }), 422, 'PACKAGE_INVALID');
    expect(problem.errors[0]?.pointer).toMatch(/^broken\.bas:2:\d+$/);
  });
});

describe('a launch without a package', () => {
  const TEXT = 'PARAM who AS STRING\nSTEP 1: BOT "greeter" "greet"\nRETURN "Hello " + who\n';

  it('takes a text', async () => {
    const run = await launched({ text: TEXT, input: { who: 'Ann' } });
    expect(run).toMatchObject({ package: null, input: { who: 'Ann' }, status: 'running' });
    expect(run.tasks.map(({ agent }) => agent)).toEqual(['greeter']);
    const source = (await api.send('GET', `/api/workflows/${run.id}/source`)).body;
    expect(source).toMatchObject({ text: TEXT });
  });

  it('takes a plan, which gets a text', async () => {
    const { plan } = compile({ file: 'x.bas', text: TEXT });
    const run = await launched({ plan, input: { who: 'Ann' } });
    const source = (await api.send('GET', `/api/workflows/${run.id}/source`)).body;
    expect(source).toHaveProperty('text', expect.stringContaining('BOT "greeter" "greet"'));
  });

  it('takes tasks, which begin when those before them have ended', async () => {
    const run = await launched({
      description: 'Publish the news',
      tasks: [
        { description: 'write', agent_id: 'writer' },
        { description: 'find a picture', agent_id: 'painter' },
        { description: 'publish', agent_id: 'publisher', depends_on: [1, 2] },
      ],
    });
    const [write, paint, publish] = run.tasks;
    expect(run).toMatchObject({ description: 'Publish the news', workflow: 'Publish the news' });
    expect(publish?.dependsOn).toEqual([write?.id, paint?.id]);
    expect([write?.dependsOn, paint?.dependsOn]).toEqual([[], []]);
  });

  const task = (order_index: number, ...depends_on: number[]) => ({
    ...{ description: 'do', agent_id: 'a', order_index, depends_on },
  });
  it.each<[string, object, string, string]>([
    ['nothing', {}, 'API_BODY_INVALID', ''],
    ['two things', { text: TEXT, package: 'refund' }, 'API_BODY_INVALID', ''],
    ['a text with a mistake', { text: 'IF x > THEN' }, 'TEXT_INVALID', 'start.bas:1:8'],
    ['an empty text', { text: '' }, 'API_BODY_INVALID', '/text'],
    ['a text of comments', { text: "' later" }, 'TEXT_INVALID', '/text'],
    ['no plan', { plan: { planVersion: 1 } }, 'PLAN_INVALID', '/plan/name'],
    ['no task', { tasks: [] }, 'API_BODY_INVALID', '/tasks'],
    [
      'a task that is not there',
      { tasks: [task(1), task(2, 9)] },
      'TASKS_INVALID',
      '/tasks/1/depends_on/0',
    ],
    ['a circle', { tasks: [task(1, 3), task(2, 1), task(3, 2)] }, 'TASKS_INVALID', '/tasks/0'],
    ['a number twice', { tasks: [task(1), task(1)] }, 'TASKS_INVALID', '/tasks/1'],
  ])('refuses %s', async (_name, body, code, pointer) => {
    const { errors } = readProblem(await launch(body), 422, code);
    expect(errors[0]?.pointer).toBe(pointer);
  });

  it('names the way round a circle', async () => {
    const tasks = [task(1, 3), task(2, 1), task(3, 2)];
    const { errors } = readProblem(await launch({ tasks }), 422, 'TASKS_INVALID');
    expect(errors[0]?.message).toContain('1 → 3 → 2 → 1');
  });
});

describe('an idempotency key', () => {
  it('makes one run of many launches', async () => {
    const key = randomUUID();
    const body = { package: 'refund', input: INPUT };
    const answers = await Promise.all(Array.from({ length: 50 }, () => launch(body, key)));
    const ids = new Set(answers.map((answer) => RunSchema.parse(answer.body).id));
    expect(ids.size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const replayed = answers.filter(({ status }) => status === 200);
    expect(replayed).toHaveLength(49);
    for (const { headers } of replayed) expect(headers.get('idempotent-replayed')).toBe('true');
  });

  it('is not taken for another request', async () => {
    const key = randomUUID();
    await launch({ package: 'refund', input: INPUT }, key);
    const other = { package: 'refund', input: { ...INPUT, amount: 1 } };
    expect(problemOf(await launch(other, key))).toBe('422 API_BODY_INVALID');
  });

  it('means the same request whatever the order of its members', async () => {
    const key = randomUUID();
    await launch({ package: 'refund', input: INPUT }, key);
    const { ticket_id, amount } = INPUT;
    const same = await launch({ input: { amount, ticket_id }, package: 'refund' }, key);
    expect(same.status).toBe(200);
  });

  it('brings back the run even when the package has changed or is gone', async () => {
    write('passing.gbai/passing.bas', FREE);
    const key = randomUUID();
    const first = await launch({ package: 'passing' }, key);
    rmSync(join(packagesDir, 'passing.gbai'), { recursive: true });
    const again = await launch({ package: 'passing' }, key);
    expect(again.status).toBe(200);
    expect(RunSchema.parse(again.body).id).toBe(RunSchema.parse(first.body).id);
  });

  it.each(['x'.repeat(1_000), 'with blank', 'ümlaut'])('is refused as %#', async (key) => {
    expect(problemOf(await launch({ package: 'refund', input: INPUT }, key))).toBe(
      '400 API_QUERY_INVALID',
    );
  });
});

describe('while Temporal is away', () => {
  it('a launch is accepted and waits for the sweeper; a replay tries again', async () => {
    const other = await startTestApi({ packagesDir, temporalAddress: '127.0.0.1:1' });
    const options = {
      body: { package: 'refund', input: INPUT },
      headers: { 'Idempotency-Key': randomUUID() },
    };
    const answer = await other.send('POST', '/api/workflows', options);
    expect(answer.status).toBe(202);
    const run = RunSchema.parse(answer.body);
    expect(run).toMatchObject({ status: 'planning', temporal: { runId: null } });
    const waiting = await listUnstarted(other.test.database, {
      olderThanMs: 0,
      limit: 10,
      afterId: null,
    });
    expect(waiting.map(({ id }) => id)).toEqual([run.id]);
    const again = await other.send('POST', '/api/workflows', options);
    expect(again.status).toBe(200);
    expect(RunSchema.parse(again.body).id).toBe(run.id);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    await other.stop();
  });
});

describe('runs', () => {
  it('are listed newest first, by state and workflow, page by page', async () => {
    const own = `list-${randomUUID()}`;
    write(`${own}.gbai/${own}.bas`, FREE);
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.unshift((await launched({ package: own })).id);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const after: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const path = `/api/workflows?workflow=${own}&status=executing&limit=2${after}`;
      const page = RunPageSchema.parse((await api.send('GET', path)).body);
      seen.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(seen).toEqual(ids);
    const none = await api.send('GET', `/api/workflows?workflow=${own}&status=completed`);
    expect(none.body).toEqual({ items: [], next: null });
  });

  it('of another workspace are unknown', async () => {
    const { id } = await launched({ package: 'refund', input: INPUT });
    const workspaceId = randomUUID();
    await api.test.database.query('insert into workspaces (id, name) values ($1, $2)', [
      workspaceId,
      workspaceId,
    ]);
    const key = await api.addKey('stranger', 'admin', workspaceId);
    for (const path of ['', '/tasks', '/events']) {
      const answer = await api.send('GET', `/api/workflows/${id}${path}`, { key });
      expect(problemOf(answer)).toBe('404 RUN_UNKNOWN');
    }
  });
});

describe('packages', () => {
  it('are listed with workflows, inputs, bots and mistakes; one that cannot be read is left out', async () => {
    const { items } = PackageListSchema.parse((await api.send('GET', '/api/packages')).body);
    const names = items.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['broken', 'half', 'refund', 'several']));
    expect(names).not.toContain('linked');
    const refund = items.find(({ name }) => name === 'refund');
    expect(refund).toMatchObject({
      bots: ['classifier'],
      diagnostics: { errors: 0 },
      workflows: [{ name: 'refund', kind: 'workflow', description: 'Pays money back.' }],
    });
    expect(refund?.workflows[0]?.parameters.map(({ name, required }) => [name, required])).toEqual([
      ['ticket_id', true],
      ['amount', true],
      ['urgent', false],
    ]);
    const greet = items.find(({ name }) => name === 'greet');
    expect(greet?.workflows.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'dialog start',
      'dialog part',
    ]);
    expect(items.find(({ name }) => name === 'broken')?.diagnostics.errors).toBeGreaterThan(0);
  });
});

describe('check', () => {
  const check = (body: unknown): Promise<TestAnswer> => api.send('POST', '/api/check', { body });

  it('finds no mistake in a good text', async () => {
    const { valid, diagnostics } = CheckSchema.parse((await check({ text: REFUND })).body);
    expect({ valid, errors: diagnostics.filter(({ severity }) => severity === 'error') }).toEqual({
      valid: true,
      errors: [],
    });
  });

  it('tells place and reason of a mistake', async () => {
    const { body } = await check({ text: BROKEN, file: 'dir/broken.bas' });
    const { valid, diagnostics } = CheckSchema.parse(body);
    expect(valid).toBe(false);
    expect(diagnostics[0]).toMatchObject({ severity: 'error', file: 'dir/broken.bas', line: 2 });
  });

  it.each(['', '\n', '(((((', 'x'.repeat(90_000), '"'.repeat(1_000), '\t\u200b👍'])(
    'answers any text (%#)',
    async (text) => {
      const answer = await check({ text });
      expect(answer.status).toBe(200);
      CheckSchema.parse(answer.body);
    },
  );

  it('refuses what is no text', async () => {
    expect(problemOf(await check({}))).toBe('422 API_BODY_INVALID');
    expect(problemOf(await check({ text: 1 }))).toBe('422 API_BODY_INVALID');
    expect(problemOf(await check({ text: 'a\0b' }))).toBe('422 API_BODY_INVALID');
  });
});
