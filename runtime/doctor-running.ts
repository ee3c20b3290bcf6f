import { Client } from 'pg';
import { Connection } from '@temporalio/client';
import { optionalTsToMs } from '@temporalio/common/lib/time';
import { DEFAULT_TASK_QUEUE } from '../plan/walk';
import type { RuntimeConfig } from './config';
import type { DoctorPart } from './doctor-report';
import type { RuntimeFile } from './runtime-file';
import { isApiReady } from './stack-processes';

const answerLimitMs = 3000;
/** A poll lasts a minute; whoever has not asked for longer has gone, though the server still lists it. */
const pollLimitMs = 70_000;

/** The servers and processes of the running stack, and external servers; embedded ones count as stopped when no stack runs. */
export async function inspectRunning(
  config: RuntimeConfig,
  running: RuntimeFile | undefined,
): Promise<DoctorPart[]> {
  const temporalAddress = running?.temporalAddress ?? config.temporalAddress;
  const namespace = running?.temporalNamespace ?? config.temporalNamespace;
  return Promise.all([
    inspectDatabase(running?.databaseUrl ?? config.databaseUrl),
    inspectTemporal(temporalAddress),
    inspectApi(running?.apiUrl),
    inspectWorker(running === undefined ? undefined : temporalAddress, namespace),
  ]);
}

async function inspectDatabase(url: string | undefined): Promise<DoctorPart> {
  const name = 'PostgreSQL';
  if (url === undefined) return { name, status: 'stopped' };
  const where = withoutPassword(url);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: answerLimitMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const answer = await client.query<{ server_version: string }>('SHOW server_version');
    return { name, status: 'ok', where, version: answer.rows[0]?.server_version };
  } catch (error) {
    return { name, status: 'unhealthy', where, advice: adviceFor('postgres', error) };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function inspectTemporal(address: string | undefined): Promise<DoctorPart> {
  const name = 'Temporal';
  if (address === undefined) return { name, status: 'stopped' };
  try {
    const version = await askTemporal(address, async (connection) => {
      const info = await connection.workflowService.getSystemInfo({});
      return info.serverVersion;
    });
    return { name, status: 'ok', where: address, version };
  } catch (error) {
    return { name, status: 'unhealthy', where: address, advice: adviceFor('temporal', error) };
  }
}

async function inspectApi(url: string | undefined): Promise<DoctorPart> {
  if (url === undefined) return { name: 'API', status: 'stopped' };
  const isReady = await isApiReady(url);
  const advice = isReady ? undefined : adviceFor('api', new Error('it is not ready'));
  return { name: 'API', status: isReady ? 'ok' : 'unhealthy', where: url, advice };
}

async function inspectWorker(address: string | undefined, namespace: string): Promise<DoctorPart> {
  const name = 'worker';
  if (address === undefined) return { name, status: 'stopped' };
  const where = `task queue ${DEFAULT_TASK_QUEUE}`;
  try {
    const pollers = await askTemporal(address, async (connection) => {
      const request = { namespace, taskQueue: { name: DEFAULT_TASK_QUEUE } };
      const answer = await connection.workflowService.describeTaskQueue(request);
      return answer.pollers.filter((poller) => {
        const asked = optionalTsToMs(poller.lastAccessTime) ?? 0;
        return Date.now() - asked < pollLimitMs;
      }).length;
    });
    if (pollers > 0) return { name, status: 'ok', where, version: `${pollers} polling` };
    return {
      name,
      status: 'unhealthy',
      where,
      advice: adviceFor('worker', new Error('nobody polls')),
    };
  } catch (error) {
    return { name, status: 'unhealthy', where, advice: adviceFor('worker', error) };
  }
}

async function askTemporal<T>(
  address: string,
  ask: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({ address, connectTimeout: answerLimitMs });
  try {
    return await connection.withDeadline(Date.now() + answerLimitMs, () => ask(connection));
  } finally {
    await connection.close();
  }
}

function adviceFor(part: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `${reason}. Read logs/${part}.log in the data directory.`;
}

function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}
