import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { transformFileSync } from '@swc/core';
import { readRuntimeConfig, type RuntimeConfig } from './config';
import { inspect } from './doctor';
import { readLockHolder } from './lock';
import { readChildRecords, type ChildRecord } from './pid-file';
import { ensureDatabase } from './postgres-server';
import { isRunning } from './process-identity';
import { readRuntimeFile } from './runtime-file';
import { isRoot } from './unprivileged-user';
import { startStack, type Stack, type StackOptions } from './stack';

const root = dirname(__dirname);
const dir = mkdtempSync(join(tmpdir(), 'everstep-stack-'));
/** Beside the packages, so that the compiled program finds them. */
const compiled = join(root, '.everstep', `stack-test-${process.pid}`);
const distDir = join(dir, 'dist');
let lines: string[];

/** Stand-ins for our two processes: they do what the stack expects of them, and tell what they were given. */
const worker = `
process.stdout.write(JSON.stringify({ env: process.env }) + '\\n');
process.stdout.write(JSON.stringify({ level: 'info', msg: 'worker ready' }) + '\\n');
setInterval(() => undefined, 1000);
`;
const api = `
require('node:http').createServer((request, response) => {
  response.writeHead(request.url === '/health/ready' ? 200 : 404).end(process.env.EVERSTEP_DATA_DIR);
}).listen(Number(process.env.EVERSTEP_PORT), '127.0.0.1');
`;

function configure(more: Record<string, string> = {}): RuntimeConfig {
  const ports = [
    'EVERSTEP_PORT',
    'EVERSTEP_TEMPORAL_PORT',
    'EVERSTEP_TEMPORAL_UI_PORT',
    'EVERSTEP_POSTGRES_PORT',
  ];
  const any = Object.fromEntries(ports.map((name) => [name, '0']));
  const cli = { TEMPORAL_CLI_PATH: process.env['TEMPORAL_CLI_PATH'] };
  return readRuntimeConfig({ ...any, ...cli, EVERSTEP_DATA_DIR: join(dir, 'data'), ...more });
}

function start(config: RuntimeConfig, more: Partial<StackOptions> = {}): Promise<Stack> {
  lines = [];
  return startStack(config, { onProgress: (line) => lines.push(line), distDir, ...more });
}

function writeProcess(name: string, text: string): void {
  mkdirSync(join(distDir, name), { recursive: true });
  writeFileSync(join(distDir, name, 'main.js'), text);
}

let parents: ChildProcess[] = [];

beforeEach(() => {
  // Else the data would be kept elsewhere: a temporary folder is closed to the account of PostgreSQL.
  chmodSync(dir, 0o755);
  parents = [];
  writeProcess('workers', worker);
  writeProcess('api', api);
});
afterEach(() => {
  for (const parent of parents) parent.kill('SIGKILL');
});
afterAll(() => {
  rmSync(dir, { recursive: true });
  rmSync(compiled, { recursive: true, force: true });
});

it('starts everything, tells where it is, restarts what dies, and stops all of it', async () => {
  const config = configure();
  const migrated: string[] = [];
  const stack = await start(config, {
    migrate: async (url) => {
      await ensureDatabase(url, 'from_migration');
      migrated.push(url);
    },
    workerEnv: { ONLY_WORKER: 'yes' },
  });
  const { children } = stack;
  expect(migrated).toEqual([stack.databaseUrl]);
  expect(await (await fetch(stack.apiUrl)).text()).toBe(config.dataDir);
  expect(await children.worker?.waitForLine(/"env"/, 5000)).toMatch(/"ONLY_WORKER":"yes"/);
  expect(readRuntimeFile(config.dataDir)).toMatchObject({
    apiUrl: stack.apiUrl,
    databaseUrl: stack.databaseUrl,
  });
  expect(statSync(join(config.dataDir, 'runtime.json')).mode & 0o777).toBe(0o600);

  await children.worker?.kill('SIGKILL');
  await children.worker?.waitForLine(/worker ready/, 10_000);
  expect(children.worker?.restarts).toBe(1);

  const report = await inspect(config);
  const states = Object.fromEntries(report.parts.map((part) => [part.name, part.status]));
  // The stand-in for the worker does not poll.
  expect(states).toMatchObject({
    PostgreSQL: 'ok',
    Temporal: 'ok',
    API: 'ok',
    worker: 'unhealthy',
    'data directory lock': 'ok',
  });
  expect(JSON.stringify(report)).not.toContain(new URL(stack.databaseUrl).password);

  await expect(start(config)).rejects.toMatchObject({
    code: 'STACK_LOCKED',
    details: { pid: process.pid },
  });

  const records = readChildRecords(config.dataDir);
  expect(records.map(({ name }) => name).sort()).toEqual(['api', 'postgres', 'temporal', 'worker']);
  await Promise.all([stack.stop(), stack.stop()]);
  expect(records.filter(isRunning)).toEqual([]);
  expect(readdirSync(config.dataDir)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(lock|pids\.json|runtime\.json)$/)]),
  );
  expect((await inspect(config)).parts.filter(({ status }) => status === 'stopped')).toHaveLength(
    5,
  );
});

it('stops everything when one part fails, and shows the end of its log', async () => {
  writeProcess('workers', "console.error('cannot find the plan'); process.exit(1);");
  const config = configure();
  await expect(start(config)).rejects.toMatchObject({
    code: 'STACK_PROCESS_FAILED',
    message: expect.stringMatching(
      /worker ended while starting.*worker\.log.*cannot find the plan/s,
    ) as string,
  });
  expect(readLockHolder(join(config.dataDir, 'lock'))).toBeUndefined();
  expect(readChildRecords(config.dataDir)).toEqual([]);
});

it('gives up when it is told to stop during the start', async () => {
  const config = configure();
  const abort = new AbortController();
  const migrate = (): Promise<void> => {
    abort.abort();
    return sleep(50);
  };
  await expect(start(config, { signal: abort.signal, migrate })).rejects.toMatchObject({
    code: 'STACK_STOPPED',
  });
  await sleep(200);
  expect(readChildRecords(config.dataDir)).toEqual([]);
  const stack = await start(config, { processes: 'none' });
  expect(Object.keys(stack.children).sort()).toEqual(['postgres', 'temporal']);
  await stack.stop();
});

it('names a chosen port that is taken', async () => {
  const first = await start(configure(), { processes: 'none' });
  const port = new URL(first.databaseUrl).port;
  const second = configure({
    EVERSTEP_POSTGRES_PORT: port,
    EVERSTEP_DATA_DIR: join(dir, 'second'),
  });
  await expect(start(second)).rejects.toMatchObject({
    code: 'STACK_PORT_TAKEN',
    details: { setting: 'EVERSTEP_POSTGRES_PORT', port: Number(port) },
  });
  await first.stop();
});

/** Runs the real start in a process of its own, which can be killed. */
function startElsewhere(dataDir: string): ChildProcess {
  compileTo(compiled);
  const text = `
    const { readRuntimeConfig } = require('./runtime/config.js');
    const { startStack } = require('./runtime/stack.js');
    startStack(readRuntimeConfig(process.env), { distDir: ${JSON.stringify(distDir)}, onProgress: () => undefined })
      .then(() => console.log('up'), (error) => console.log(error.message));
  `;
  writeFileSync(join(compiled, 'start.js'), text);
  const ports = {
    EVERSTEP_PORT: '0',
    EVERSTEP_TEMPORAL_PORT: '0',
    EVERSTEP_TEMPORAL_UI_PORT: '0',
    EVERSTEP_POSTGRES_PORT: '0',
  };
  const env = { ...process.env, ...ports, EVERSTEP_DATA_DIR: dataDir };
  const parent = spawn(process.execPath, [join(compiled, 'start.js')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  parents.push(parent);
  return parent;
}

function compileTo(target: string): void {
  const sources = readdirSync(__dirname).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  const plan = readdirSync(join(root, 'plan')).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  for (const name of [
    ...sources.map((file) => join('runtime', file)),
    ...plan.map((file) => join('plan', file)),
  ]) {
    const { code } = transformFileSync(join(root, name), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
      swcrc: false,
    });
    mkdirSync(dirname(join(target, name)), { recursive: true });
    writeFileSync(join(target, name.replace(/\.ts$/, '.js')), code);
  }
}

async function nextOutput(child: ChildProcess): Promise<string> {
  for await (const chunk of child.stdout ?? []) return String(chunk).trim();
  return 'ended';
}

it('leaves nothing behind when it is killed, and the next start goes on with the same data', async () => {
  const dataDir = join(dir, 'killed');
  const parent = startElsewhere(dataDir);
  expect(await nextOutput(parent)).toBe('up');
  const records: readonly ChildRecord[] = readChildRecords(dataDir);
  expect(records).toHaveLength(4);
  const { databaseUrl } = JSON.parse(readFileSync(join(dataDir, 'runtime.json'), 'utf8')) as {
    databaseUrl: string;
  };
  await ensureDatabase(databaseUrl, 'kept');
  const gone = new Promise((resolve) => parent.once('exit', resolve));
  parent.kill('SIGKILL');
  await gone;

  const stack = await start(configure({ EVERSTEP_DATA_DIR: dataDir }));
  expect(records.filter(isRunning)).toEqual([]);
  const adminUrl = new URL(stack.databaseUrl);
  adminUrl.pathname = '/kept';
  await ensureDatabase(adminUrl.href, 'kept');
  await stack.stop();
  expect(existsSync(join(dataDir, 'temporal.ready'))).toBe(true);
});

it('ends its processes by itself when it is killed and nobody starts again', async () => {
  const dataDir = join(dir, 'abandoned');
  const parent = startElsewhere(dataDir);
  expect(await nextOutput(parent)).toBe('up');
  const records = readChildRecords(dataDir);
  parent.kill('SIGKILL');
  while (records.some(isRunning)) await sleep(50);
  expect(records).toHaveLength(4);
});

it('keeps its data from everybody else on the machine', async () => {
  const config = configure({ EVERSTEP_DATA_DIR: join(dir, 'private') });
  const stack = await start(config, { processes: 'none' });
  expect(statSync(config.dataDir).mode & 0o777).toBe(isRoot() ? 0o710 : 0o700);
  await stack.stop();
});

it('refuses a data directory that cannot be made', async () => {
  writeFileSync(join(dir, 'file'), '');
  const config = configure({ EVERSTEP_DATA_DIR: join(dir, 'file', 'data') });
  await expect(start(config)).rejects.toMatchObject({
    code: 'STACK_DATA_DIR',
    message: expect.stringContaining('EVERSTEP_DATA_DIR') as string,
  });
});
