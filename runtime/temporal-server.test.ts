import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { optionalTsToMs } from '@temporalio/common/lib/time';
import { readTemporalCliConfig } from './config';
import { choosePort } from './ports';
import { silent } from './progress';
import { createSupervisor, type Supervisor } from './supervisor';
import { ensureNamespace, temporalAnswers } from './temporal-namespace';
import { startTemporal, type TemporalServer } from './temporal-server';

const dir = mkdtempSync(join(tmpdir(), 'everstep-temporal-'));
let supervisor: Supervisor;
let lines: string[];

async function start(): Promise<TemporalServer> {
  lines = [];
  supervisor = createSupervisor(dir, (line) => lines.push(line));
  const reserved = new Set<number>();
  const wish = { port: 0, setting: 'X', origin: 'explicit' } as const;
  return startTemporal(supervisor, {
    port: await choosePort(wish, reserved, silent),
    uiPort: await choosePort(wish, reserved, silent),
    config: {
      temporalCli: readTemporalCliConfig(process.env),
      ...{ temporalNamespace: 'everstep', logLevel: 'info', sqliteSynchronous: 'FULL' },
    },
  });
}

async function withConnection<T>(
  address: string,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

function readStatus(address: string): Promise<string> {
  return withConnection(address, async (connection) => {
    const client = new Client({ connection, namespace: 'everstep' });
    return (await client.workflow.getHandle('kept').describe()).status.name;
  });
}

afterEach(async () => {
  await supervisor.stopAll();
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

it('has our namespace, its retention, our search attributes and its web pages', async () => {
  writeFileSync(join(dir, 'temporal.sqlite'), '');
  const server = await start();
  const [namespace, attributes] = await withConnection(server.address, (connection) =>
    Promise.all([
      connection.workflowService.describeNamespace({ namespace: 'everstep' }),
      connection.operatorService.listSearchAttributes({ namespace: 'everstep' }),
    ]),
  );
  expect(optionalTsToMs(namespace.config?.workflowExecutionRetentionTtl)).toBe(30 * 86_400_000);
  expect(Object.keys(attributes.customAttributes).sort()).toEqual([
    'EverstepPackage',
    'EverstepWorkflow',
    'EverstepWorkspace',
  ]);
  expect((await fetch(server.uiUrl)).status).toBe(200);
  expect(lines.join('\n')).toContain('the first start was cut short');
  expect(readdirSync(dir).some((name) => name.startsWith('temporal.sqlite.unfinished-'))).toBe(
    true,
  );
  await withConnection(server.address, (connection) =>
    new Client({ connection, namespace: 'everstep' }).workflow.start('any', {
      taskQueue: 'none',
      workflowId: 'kept',
    }),
  );
});

it('keeps its runs when it is stopped, and when it is killed and comes back by itself', async () => {
  const server = await start();
  expect(await readStatus(server.address)).toBe('RUNNING');
  const first = server.child.pid;
  await server.child.kill('SIGKILL');
  await server.child.untilReady(() => temporalAnswers(server.address), 30_000);
  expect(server.child.pid).not.toBe(first);
  expect(await readStatus(server.address)).toBe('RUNNING');
});

it('makes a namespace that an external server does not have yet', async () => {
  const server = await start();
  await ensureNamespace({ address: server.address, namespace: 'another' }, 20_000);
  const { namespaceInfo } = await withConnection(server.address, (connection) =>
    connection.workflowService.describeNamespace({ namespace: 'another' }),
  );
  expect(namespaceInfo?.name).toBe('another');
});

it('says which log to read when a database that held runs cannot be opened, and leaves it alone', async () => {
  rmSync(join(dir, 'temporal.sqlite-wal'), { force: true });
  rmSync(join(dir, 'temporal.sqlite-shm'), { force: true });
  writeFileSync(join(dir, 'temporal.sqlite'), 'this is not a database at all');
  await expect(start()).rejects.toMatchObject({
    code: 'STACK_PROCESS_FAILED',
    message: expect.stringContaining('temporal.log') as string,
  });
  expect(readdirSync(dir)).toContain('temporal.sqlite');
});
