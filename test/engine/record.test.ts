import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { callCli, type CliResult } from '../../cli/test-surroundings';
import { planOf } from '../../scripts/simulate/plan-of';
import { startEngine, type Engine } from './engine';
import { startRemoteBot, type RemoteBot } from './remote-bot';
import { templatePlan } from './template-plan';

let engine: Engine;
let remote: RemoteBot;
let other: RemoteBot;
let folder: string;
beforeAll(async () => {
  [engine, remote, other] = await Promise.all([startEngine(), startRemoteBot(), startRemoteBot()]);
  folder = mkdtempSync(join(tmpdir(), 'everstep-record-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await engine.stop();
  await remote.stop();
  await other.stop();
});

function record(packageFolder: string, runId: string): Promise<CliResult> {
  const args = ['test', packageFolder, '--record', runId];
  return callCli(args, { DATABASE_URL: engine.test.url }, folder);
}

const passed = expect.stringMatching(/\n1 test: 1 passed\.\n$/) as string;

it('writes a run of a template as a test that passes', async () => {
  const input = { complaint: 'My chair arrived broken, please refund it', order_id: '1001' };
  const runId = await engine.launch(await templatePlan(engine, 'customer-support'), input);
  await engine.decide(await engine.asked(runId), true);
  await engine.ended(runId);
  const template = join(__dirname, '..', '..', 'bottemplates', 'customer-support.gbai');
  cpSync(template, join(folder, 'customer-support.gbai'), { recursive: true });
  expect(await record('customer-support.gbai', runId)).toMatchObject({ code: 0, stdout: passed });
});

const WORKFLOW = `ORCHESTRATE WORKFLOW "mixed"
  drawn = RANDOM(1, 1000000)
  PARALLEL
    BRANCH A: a = BOT "remote" "one" RETRY 2
    BRANCH B: b = BOT "other" "two" FALLBACK "near"
  END PARALLEL
  row = FIND "stock" WHERE left > 1
  SAVE "sold" WITH left AS row.left, drawn AS drawn, at AS NOW()
  HUMAN APPROVAL FROM "ann@example.com"
    TIMEOUT 2
    ON TIMEOUT: ESCALATE TO "bob@example.com"
    ON REJECT: CONTINUE
  WAIT FOR EVENT "paid" TIMEOUT 600
  PUBLISH EVENT "done" WITH { n: event.n, approved: approval.approved }
  TALK "drawn " + drawn
  RETURN { a: a, b: b, n: event.n, drawn: drawn, at: NOW() }
END WORKFLOW
`;
const NEAR = 'TALK "near"\nRETURN "near answer"';

function writeMixed(): void {
  const files = {
    'mixed.bas': WORKFLOW,
    'bots/near.bas': NEAR,
    'mixed.gbot/config.csv': `name,value\nbot-remote-url,${remote.url}\nbot-other-url,${other.url}\n`,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'mixed.gbai', path)), { recursive: true });
    writeFileSync(join(folder, 'mixed.gbai', path), text);
  }
}

it('writes answers, failures, decisions, events and found rows, and the same chance', async () => {
  writeMixed();
  const http = { remote: remote.url, other: other.url };
  const plan = planOf(WORKFLOW, { scripts: { near: NEAR }, http });
  await engine.ended(await engine.launch(planOf('SAVE "stock", "1", { "left": 4 }')));
  remote.durations.set('one', 50);
  remote.answers.push({ status: 503, body: {} });
  other.answers.push({ status: 422, body: {} });
  const runId = await engine.launch(plan);
  let asked = await engine.asked(runId);
  while (asked.asked !== 'bob@example.com') asked = await engine.asked(runId);
  await engine.decide(asked, false);
  await engine.publish('paid', { n: 7 });
  const run = await engine.ended(runId);
  expect(run).toMatchObject({ status: 'completed', result: { n: 7 } });
  const result = await record('mixed.gbai', runId);
  expect(result).toMatchObject({ code: 0, stdout: passed });
  const name = `mixed-${runId.slice(0, 8)}.test.yaml`;
  expect(readdirSync(join(folder, 'mixed.gbai'))).toContain(name);
  const text = readFileSync(join(folder, 'mixed.gbai', name), 'utf8');
  for (const part of ['error:', 'nobody', 'decision: reject', 'name: paid', 'left: 4', '<any>']) {
    expect(text).toContain(part);
  }
  expect(await record('mixed.gbai', runId)).toMatchObject({ code: 2 });
});

it('records no run that is not there, or has not ended', async () => {
  writeMixed();
  const missing = '00000000-0000-4000-8000-000000000009';
  expect(await record('mixed.gbai', missing)).toMatchObject({ code: 5 });
  const runId = await engine.launch(planOf('WAIT 600'));
  expect(await record('mixed.gbai', runId)).toMatchObject({ code: 2 });
  await engine.client.workflow.getHandle(runId).cancel();
  await engine.ended(runId);
});
