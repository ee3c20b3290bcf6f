import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeApproval, makeEvent, makeRun, problem, startTestApi, type TestApi } from './test-api';
import { callCli, type CliResult } from './test-surroundings';

let api: TestApi;
let empty: string;
beforeAll(async () => {
  api = await startTestApi();
  empty = mkdtempSync(join(tmpdir(), 'everstep-cli-'));
});
afterAll(async () => {
  rmSync(empty, { recursive: true, force: true });
  await api.close();
});

function call(...args: readonly string[]): Promise<CliResult> {
  return callCli(args, { EVERSTEP_URL: api.url, EVERSTEP_API_KEY: 'k' });
}

describe('command line', () => {
  it('shows all commands and exit codes in the help', async () => {
    const { code, stdout } = await call('--help');
    expect(code).toBe(0);
    const names =
      'start demo doctor migrate check compile run status approvals approve reject event'.split(
        ' ',
      );
    for (const name of names) expect(stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
    expect(stdout).toContain('6    conflict (409)');
  });

  it.each([
    [['nonsense']],
    [[]],
    [['status', '--nonsense']],
    [['approve']],
    [['status', '--limit', '0']],
    [['run', 'p', '--input', 'novalue']],
    [['event', 'e', '--data', '{']],
    [['migrate', '--to', 'x']],
  ])('calls %j wrong usage', async (args) => {
    api.answers.set('GET /api/packages', { status: 200, body: { items: [] } });
    const database = process.env['EVERSTEP_TEST_DATABASE_URL'];
    const env = { EVERSTEP_URL: api.url, EVERSTEP_API_KEY: 'k', DATABASE_URL: database };
    const { code, stdout, stderr } = await callCli(args, env);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
  });

  it('says how to start when nothing runs', async () => {
    const { code, stderr } = await callCli(['status'], { EVERSTEP_DATA_DIR: empty });
    expect(code).toBe(3);
    expect(stderr).toContain("Everstep isn't running: npm start");
  });

  it('writes an error as the one JSON document', async () => {
    api.answers.set('GET /api/workflows/x', problem(404, 'RUN_UNKNOWN', 'There is no run x.'));
    const { code, stdout, stderr } = await call('status', 'x', '--json');
    expect(code).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'RUN_UNKNOWN', message: 'There is no run x.' },
      exitCode: 5,
    });
    expect(stderr).toBe('');
  });
});

describe('everstep status', () => {
  it('lists runs', async () => {
    api.answers.set('GET /api/workflows', {
      status: 200,
      body: { items: [makeRun()], next: null },
    });
    const { code, stdout } = await call('status');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^RUN +WORKFLOW +STATUS/);
    expect(stdout).toMatch(/^run-1 +main +running/m);
  });

  it('shows one run with its tasks and approvals', async () => {
    const task = {
      id: 'main.0',
      description: 'classifier',
      agent: null,
      order: 0,
      dependsOn: [],
      status: 'completed' as const,
      output: '"refund"',
      error: null,
      startedAt: '2026-01-02T03:04:05.100Z',
      completedAt: '2026-01-02T03:04:06.600Z',
      answerOf: null,
    };
    const run = makeRun({ tasks: [task], approvals: [makeApproval()] });
    api.answers.set('GET /api/workflows/run-1', { status: 200, body: run });
    const { stdout } = await call('status', 'run-1');
    expect(stdout).toMatch(/classifier +completed .* 1\.5 s +"refund"/);
    expect(stdout).toMatch(/approval-1 +manager@company\.com +open/);
  });

  it('prints the document of the API with --json', async () => {
    api.answers.set('GET /api/workflows/run-1', { status: 200, body: makeRun() });
    expect(JSON.parse((await call('status', 'run-1', '--json')).stdout)).toEqual(makeRun());
    expect(JSON.parse((await call('--json', 'status', 'run-1')).stdout)).toEqual(makeRun());
  });
});

describe('everstep run', () => {
  const packages = {
    items: [
      {
        name: 'p',
        version: null,
        contentHash: 'h',
        workflows: [
          {
            name: 'w',
            kind: 'workflow',
            description: null,
            parameters: [{ name: 'count', type: 'integer', required: true }],
          },
        ],
        bots: [],
        diagnostics: { errors: 0, warnings: 0 },
      },
    ],
  };

  it('launches with typed input', async () => {
    api.answers.set('GET /api/packages', { status: 200, body: packages });
    api.answers.set('POST /api/workflows', { status: 201, body: makeRun() });
    const { code, stdout } = await call('run', 'p/w', '--input', 'count=3', 'name=7');
    expect(code).toBe(0);
    expect(stdout).toContain('run-1');
    const sent = { package: 'p', workflow: 'w', input: { count: 3, name: '7' } };
    expect(api.requests.at(-1)?.body).toEqual(sent);
  });

  it('launches the text of a file, with input of the types that it says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'everstep-run-'));
    const file = join(folder, 'hello.bas');
    const text = 'PARAM times AS INTEGER\nTALK "Hello"\n';
    writeFileSync(file, text);
    try {
      api.answers.set('POST /api/workflows', { status: 201, body: makeRun() });
      expect((await call('run', file, '--input', 'times=3')).code).toBe(0);
      expect(api.requests.at(-1)?.body).toEqual({ text, input: { times: 3 } });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    ['completed', 'workflow:completed', 0],
    ['rejected', 'rejected', 1],
  ] as const)('waits until the run is %s', async (status, type, exitCode) => {
    api.answers.set('POST /api/workflows', { status: 201, body: makeRun() });
    api.answers.set('GET /api/workflows/run-1', { status: 200, body: makeRun({ status }) });
    api.onSocket = (socket) => {
      const events = [
        makeEvent(1, 'workflow:task_started', { bot: 'classifier' }),
        makeEvent(2, 'workflow:task_completed', { bot: 'classifier' }),
        makeEvent(3, type),
      ];
      for (const event of events) socket.send(JSON.stringify({ type: 'event', event }));
    };
    const { code, stdout } = await call('run', 'p', '--wait');
    expect(code).toBe(exitCode);
    expect(stdout.match(/classifier/g)).toHaveLength(1);
    expect(stdout).toMatch(new RegExp(`Status +${status}`));
  });
});

describe('decisions and events', () => {
  it('lists what waits for a decision', async () => {
    const page = { items: [makeApproval()], next: null };
    api.answers.set('GET /api/approvals', { status: 200, body: page });
    const { stdout } = await call('approvals');
    expect(stdout).toMatch(/approval-1 +manager@company\.com +open/);
  });

  it.each([
    ['approve', 'Approved as ann'],
    ['reject', 'Rejected as ann'],
  ])('%ss with who and why', async (verb, expected) => {
    const approval = makeApproval({ decidedBy: 'ann', status: 'approved' });
    api.answers.set('POST /api/approvals/a/decision', { status: 200, body: approval });
    const { code, stdout } = await call(verb, 'a', '--by', 'ann', '--comment', 'fine');
    expect(code).toBe(0);
    expect(stdout).toContain(expected);
    expect(api.requests.at(-1)?.body).toEqual({ decision: verb, by: 'ann', comment: 'fine' });
  });

  it('gives exit code 6 when somebody was quicker', async () => {
    const answer = problem(409, 'APPROVAL_DECIDED', 'Already decided by ann.');
    api.answers.set('POST /api/approvals/a/decision', answer);
    const { code, stderr } = await call('approve', 'a');
    expect(code).toBe(6);
    expect(stderr).toBe('everstep: Already decided by ann. (APPROVAL_DECIDED)\n');
  });

  it('publishes an event', async () => {
    const body = { id: 'e-1', duplicate: false, deliveries: 1 };
    api.answers.set('POST /api/events', { status: 202, body });
    const { stdout } = await call('event', 'paid', '--data', '{"amount": 5}');
    expect(stdout).toContain('1 run gets it');
    expect(api.requests.at(-1)?.body).toEqual({ name: 'paid', data: { amount: 5 } });
  });
});
