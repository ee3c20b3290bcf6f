import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import pino from 'pino';
import type { Plan } from '../../plan/schema';
import type { Value, Variables } from '../../plan/value';
import type { ControlCommand } from '../../plan/walk';
import {
  decideApproval,
  listApprovals,
  type Approval,
  type DecisionOutcome,
} from '../../store/approvals';
import {
  takeReply,
  listOpenQuestions,
  type Question,
  type ReplyOutcome,
} from '../../store/questions';
import { controlRun, type ControlOrder, type ControlOutcome } from '../../store/control';
import { publishEvent } from '../../store/events';
import { readRun, type Run } from '../../store/runs';
import { createTestDatabase, type TestDatabase } from '../../store/test-database';
import { connectTemporal, type BroughtRow, type TemporalGateway } from '../../temporal/gateway';
import { workflowBundle } from './workflow-bundle';
import { WorkerConfigSchema } from '../../workers/config';
import { installRuntime, startWorker, type RunningWorker } from '../../workers/worker';
import { launchPlan, WORKSPACE, type LaunchFacts } from './launch-plan';

export { WORKSPACE };

/** The code that the sandbox of a worker runs. */

/** Signs the tokens of approvers in tests. */
export const SECRET = 'a secret for tests only';

/** What a test may choose. `historyLimit` forces continue-as-new early. */
interface EngineOptions {
  readonly historyLimit?: number;
  readonly trustSignals?: boolean;
  readonly onFailure?: 'fail' | 'hold';
  /** False makes each short step an activity of its own. */
  readonly segments?: boolean;
}

/** A worker on the real servers with a database of its own: what a test of the engine runs on. */
export interface Engine {
  readonly test: TestDatabase;
  readonly gateway: TemporalGateway;
  readonly client: Client;
  /** Accepts and starts a run, as the API does. */
  launch(plan: Plan, input?: Variables, who?: Omit<LaunchFacts, 'input'>): Promise<string>;
  /** Waits for the end in Temporal and gives the row. */
  ended(runId: string): Promise<Run>;
  /** Waits until the run asks for a decision. */
  asked(runId: string): Promise<Approval>;
  /** Decides as the API does: the row first, then the update. */
  decide(approval: Approval, approved: boolean): Promise<DecisionOutcome['status']>;
  /** Waits until the run asks for a reply. */
  heard(runId: string): Promise<Question>;
  /** Replies as the API does: the row first, then the update. */
  reply(runId: string, text: string, to?: ReplyTo): Promise<ReplyOutcome['status']>;
  /** Gives a command as the API does: the row first, then the update. */
  control(
    runId: string,
    command: ControlCommand,
    order?: Omit<ControlOrder, 'by'>,
  ): Promise<BroughtRow | Exclude<ControlOutcome['status'], 'accepted'>>;
  /** Publishes an event as the API does; the worker's dispatcher delivers it. */
  publish(name: string, data?: Value): Promise<void>;
  stop(): Promise<void>;
}

/** Which question a reply is for, and the id of its message. */
interface ReplyTo {
  readonly questionId?: string;
  readonly messageId?: string;
}

const log = pino({ level: process.env['EVERSTEP_TEST_LOG'] ?? 'silent' });
let installed = false;

/** Starts an engine with its own task queue. */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  if (!installed) installRuntime(log);
  installed = true;
  const test = await createTestDatabase();
  const address = process.env['EVERSTEP_TEST_TEMPORAL_ADDRESS'] ?? '';
  const namespace = process.env['EVERSTEP_TEST_TEMPORAL_NAMESPACE'] ?? '';
  const taskQueue = `test-${randomUUID()}`;
  const config = WorkerConfigSchema.parse({
    DATABASE_URL: test.url,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    EVERSTEP_SECRET: SECRET,
    EVERSTEP_TRUST_SIGNALS: String(options.trustSignals ?? true),
    EVERSTEP_SEGMENTS: options.segments === false ? 'off' : 'on',
    EVERSTEP_ALLOW_PRIVATE_ADDRESSES: 'true',
    EVERSTEP_TASK_QUEUE: taskQueue,
  });
  const code = workflowBundle();
  const worker: RunningWorker = await startWorker(config, { code }, log);
  const gateway = connectTemporal({
    address,
    namespace,
    taskQueue,
    database: test.database,
    ...options,
  });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace });
  return {
    test,
    gateway,
    client,
    launch: (plan, input = {}, who = {}) =>
      launchPlan(test.database, gateway, plan, { input, ...who }),
    asked: (runId) => asked(test, runId),
    decide: (approval, approved) => decide(test, gateway, approval, approved),
    heard: (runId) => heard(test, runId),
    reply: (runId, text, to) => reply(test, gateway, { runId, text, ...to }),
    control: async (runId, command, given = {}) => {
      const order = { workspaceId: WORKSPACE, runId, command, by: 'test', ...given };
      const outcome = await controlRun(test.database, order);
      if (outcome.status !== 'accepted') return outcome.status;
      return gateway.bringRow(runId, outcome.row);
    },
    publish: async (name, data = {}) => {
      const event = { workspaceId: WORKSPACE, id: randomUUID(), name, data, runId: null };
      await publishEvent(test.database, event);
    },
    ended: async (runId) => {
      await client.workflow.getHandle(runId).result().catch(ignore);
      return rowOf(test, runId);
    },
    stop: async () => {
      await worker.stop();
      await gateway.close();
      await connection.close();
      await test.drop();
    },
  };
}

/** The events of a run's history, by type and in order. */
export async function historyOf(engine: Engine, runId: string): Promise<readonly string[]> {
  const { options, workflowService } = engine.client.workflow;
  const request = { namespace: options.namespace, execution: { workflowId: runId } };
  const types: string[] = [];
  let nextPageToken = new Uint8Array();
  do {
    // Small pages: the events of three tasks fit into one answer, whatever they carry.
    const page = { ...request, maximumPageSize: 3, nextPageToken };
    const found = await workflowService.getWorkflowExecutionHistory(page);
    types.push(...(found.history?.events ?? []).map(({ eventType }) => String(eventType)));
    nextPageToken = new Uint8Array(found.nextPageToken);
  } while (nextPageToken.length > 0);
  return types;
}

async function asked({ database }: TestDatabase, runId: string): Promise<Approval> {
  for (;;) {
    const filter = { status: 'open', runId, limit: 1 } as const;
    const [approval] = (await listApprovals(database, WORKSPACE, filter)).items;
    if (approval) return approval;
    await sleep(20);
  }
}

async function heard({ database }: TestDatabase, runId: string): Promise<Question> {
  for (;;) {
    const [question] = await listOpenQuestions(database, WORKSPACE, runId);
    if (question) return question;
    await sleep(20);
  }
}

async function reply(
  { database }: TestDatabase,
  gateway: TemporalGateway,
  said: { readonly runId: string; readonly text: string } & ReplyTo,
): Promise<ReplyOutcome['status']> {
  const outcome = await takeReply(database, {
    workspaceId: WORKSPACE,
    messageId: randomUUID(),
    by: 'ana',
    ...said,
  });
  if (outcome.status === 'taken') await gateway.bringRow(said.runId, outcome.row);
  return outcome.status;
}

async function decide(
  { database }: TestDatabase,
  gateway: TemporalGateway,
  approval: Approval,
  approved: boolean,
): Promise<DecisionOutcome['status']> {
  const outcome = await decideApproval(database, {
    workspaceId: WORKSPACE,
    id: approval.id,
    approved,
    by: approval.asked,
    comment: null,
    via: 'test',
  });
  if (outcome.status === 'accepted') await gateway.bringRow(approval.runId, outcome.row);
  return outcome.status;
}

async function rowOf({ database }: TestDatabase, runId: string): Promise<Run> {
  const run = await readRun(database, WORKSPACE, runId);
  if (!run) throw new Error(`there is no run ${runId}`);
  return run;
}

function ignore(): void {
  // nothing to do
}
