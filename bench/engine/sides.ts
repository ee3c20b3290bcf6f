import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { Pool } from 'pg';
import { openDatabase, type Database } from '../../store/database';
import { decideApproval, listApprovals } from '../../store/approvals';
import { publishEvent } from '../../store/events';
import { migrate } from '../../store/migrate';
import { connectTemporal, type TemporalGateway } from '../../temporal/gateway';
import { launchPlan, WORKSPACE } from '../../test/engine/launch-plan';
import { planOf } from '../../scripts/simulate/plan-of';
import type { Plan } from '../../plan/schema';
import type { Workload } from './workloads';

/** One way of running a workload. */
export interface Side {
  /** Starts a run and waits until it is at its end or needs something. */
  begin(workload: Workload): Promise<string>;
  /** Gives a run what it needs, if it needs something, and waits for its end. */
  finish(workload: Workload, id: string): Promise<void>;
  /** Events of the history of a run that has ended. */
  countEvents(id: string): Promise<number>;
  close(): Promise<void>;
}

/** Where the servers are. */
export interface Servers {
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly databaseUrl: string;
  readonly taskQueue: string;
  readonly botUrl: string;
  readonly migrations: string;
}

/** Runs of plans: launched, decided and published as the API does it. */
export async function createOurSide(servers: Servers): Promise<Side> {
  const database = openDatabase(servers.databaseUrl, { max: 20, applicationName: 'bench' });
  await migrate(database, { directory: servers.migrations });
  const gateway = connectTemporal({
    address: servers.temporalAddress,
    namespace: servers.temporalNamespace,
    taskQueue: servers.taskQueue,
    database,
  });
  const { client, close } = await connectClient(servers);
  const plans = new Map<string, Plan>();
  const planFor = ({ basic }: Workload): Plan => {
    const known = plans.get(basic) ?? planOf(basic, { http: { far: servers.botUrl } });
    plans.set(basic, known);
    return known;
  };
  return {
    begin: async (workload) => {
      const id = await launchPlan(database, gateway, planFor(workload), { input: {} });
      if (workload.needs === 'decision') await approvalOf(database, id);
      return id;
    },
    finish: async ({ needs }, id) => {
      if (needs === 'decision') await decide(database, gateway, id);
      if (needs === 'event') await publish(database, id);
      await client.workflow.getHandle(id).result();
    },
    countEvents: (id) => countEvents(client, id),
    close: async () => {
      await gateway.close();
      await close();
      await database.close();
    },
  };
}

/** The same work by workflows written by hand, which also keep a row of each run. */
export async function createHandWrittenSide(servers: Servers): Promise<Side> {
  const pool = new Pool({ connectionString: servers.databaseUrl, max: 20 });
  await pool.query('create table if not exists runs (id uuid primary key, name text)');
  const { client, close } = await connectClient(servers);
  return {
    begin: async ({ byHand, needs }) => {
      const workflowId = randomUUID();
      await pool.query('insert into runs (id, name) values ($1, $2)', [workflowId, byHand]);
      await client.workflow.start(byHand, {
        workflowId,
        taskQueue: servers.taskQueue,
        args: [servers.botUrl],
      });
      if (needs === 'decision') await hasEvents(client, workflowId, 11);
      return workflowId;
    },
    finish: async ({ needs }, id) => {
      const handle = client.workflow.getHandle(id);
      if (needs === 'decision') await handle.executeUpdate('decide');
      if (needs === 'event') await handle.signal('paid');
      await handle.result();
    },
    countEvents: (id) => countEvents(client, id),
    close: async () => {
      await close();
      await pool.end();
    },
  };
}

async function connectClient({
  temporalAddress,
  temporalNamespace,
}: Servers): Promise<{ readonly client: Client; readonly close: () => Promise<void> }> {
  const connection = await Connection.connect({ address: temporalAddress });
  const client = new Client({ connection, namespace: temporalNamespace });
  return { client, close: () => connection.close() };
}

async function countEvents(client: Client, id: string): Promise<number> {
  const history = await client.workflow.getHandle(id).fetchHistory();
  return history.events?.length ?? NaN;
}

/** Waits until the history of a run has so many events. */
async function hasEvents(client: Client, id: string, count: number): Promise<void> {
  while ((await client.workflow.getHandle(id).describe()).historyLength < count) await sleep(5);
}

async function approvalOf(database: Database, runId: string): Promise<string> {
  for (;;) {
    const found = await listApprovals(database, WORKSPACE, { status: 'open', runId, limit: 1 });
    const [approval] = found.items;
    if (approval) return approval.id;
    await sleep(5);
  }
}

async function decide(database: Database, gateway: TemporalGateway, runId: string): Promise<void> {
  const id = await approvalOf(database, runId);
  const decision = { approved: true, by: 'ann@example.com', comment: null, via: 'bench' };
  const outcome = await decideApproval(database, { workspaceId: WORKSPACE, id, ...decision });
  if (outcome.status === 'accepted') await gateway.bringRow(runId, outcome.row);
}

async function publish(database: Database, runId: string): Promise<void> {
  const id = randomUUID();
  await publishEvent(database, { workspaceId: WORKSPACE, id, name: 'paid', data: {}, runId });
}
