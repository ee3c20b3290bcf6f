import {
  NativeConnection,
  Runtime,
  Worker,
  type LogMetadata,
  type WorkflowBundle,
} from '@temporalio/worker';
import type { Logger } from 'pino';
import { approvalToken } from '../activities/effect-host';
import { createActivities } from '../activities/index';
import { createPlanReader } from '../activities/read-plan';
import { openDatabase, type Database } from '../store/database';
import { connectTemporal } from '../temporal/gateway';
import type { Loop } from '../temporal/loop';
import type { LoopDependencies } from '../temporal/loop-dependencies';
import { startOutboxDispatcher, startOutboxPurge } from '../temporal/outbox-dispatcher';
import { ClaimCodec } from '../temporal/payload-codec';
import { startApprovalReminders } from '../temporal/approval-reminders';
import { startMemorySweeper } from '../temporal/memory-sweeper';
import { startScheduleSweeper } from '../temporal/schedule-sweeper';
import { startLaunchSweeper, startRunSweeper } from '../temporal/sweeper';
import type { AppError } from '../plan/errors';
import { environmentSecrets } from '../plan/secret-name';
import { callersOf, policyOf } from './callers';
import type { WorkerConfig } from './config';
import { startMailDispatcher, type MailSender } from './mail/mail-dispatcher';
import { connectMailServer } from './mail/mail-server';
import { readSecret } from './secret';
import { mayStart, watchForNewerRuns } from './start-gate';
import { startWebhookDispatcher, startWebhookPurge } from './webhook-dispatcher';

/** A worker with the loops that belong to it. */
export interface RunningWorker {
  /** Settles when the worker has stopped; rejects when it died. */
  readonly ended: Promise<void>;
  /** Finishes what is under way (at most 5 seconds) and closes every connection. */
  stop(): Promise<void>;
}

const WORKER_OPTIONS = {
  // A killed worker's runs move on after this time, not after the default of 10 seconds.
  stickyQueueScheduleToStartTimeout: '2 seconds',
  maxHeartbeatThrottleInterval: '2 seconds',
  defaultHeartbeatThrottleInterval: '2 seconds',
  shutdownGraceTime: '5 seconds',
} as const;

/**
 * Polls for workflows and activities until stopped. Throws `WORKER_OUTDATED` or `WORKER_REPLAY` where it may not
 * walk what is open; where newer code begins runs later, it stops, and `ended` rejects with the first.
 */
export async function startWorker(
  config: WorkerConfig,
  workflowBundle: WorkflowBundle,
  log: Logger,
  recordedRuns?: Buffer,
): Promise<RunningWorker> {
  const database = openDatabase(config.DATABASE_URL, {
    max: 20,
    applicationName: 'everstep-worker',
  });
  await mayStart(database, workflowBundle, recordedRuns).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const connection = await NativeConnection.connect({ address: config.TEMPORAL_ADDRESS });
  const gateway = connectTemporal({
    address: config.TEMPORAL_ADDRESS,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue: config.EVERSTEP_TASK_QUEUE,
    onFailure: config.EVERSTEP_ON_FAILURE,
    database,
  });
  const worker = await Worker.create({
    ...WORKER_OPTIONS,
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue: config.EVERSTEP_TASK_QUEUE,
    workflowBundle,
    activities: createActivities({
      database,
      readPlan: createPlanReader(database),
      callers: callersOf(config),
      secret: readSecret(config),
      segments: config.EVERSTEP_SEGMENTS,
      trustSignals: config.EVERSTEP_TRUST_SIGNALS,
      isCurrentRun: async (workflowId, temporalRunId) =>
        (await gateway.describeRun(workflowId))?.temporalRunId === temporalRunId,
    }),
    dataConverter: { payloadCodecs: [new ClaimCodec(database)] },
    maxConcurrentActivityTaskExecutions: config.EVERSTEP_MAX_ACTIVITIES,
    maxCachedWorkflows: config.EVERSTEP_MAX_CACHED_WORKFLOWS,
  });
  const loops = startLoops({ database, gateway, log }, config);
  return runWorker(worker, { database, log }, async () => {
    await Promise.all(loops.map((loop) => loop.stop()));
    await gateway.close();
    await connection.close();
    await database.close();
  });
}

/** Runs a worker until it is stopped, or newer code has begun runs. */
function runWorker(
  worker: Worker,
  { database, log }: { readonly database: Database; readonly log: Logger },
  close: () => Promise<void>,
): RunningWorker {
  let outdated: AppError | undefined;
  const stop = (): void => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  const watch = watchForNewerRuns(database, log, (error) => {
    outdated = error;
    stop();
  });
  const run = worker.run().finally(async () => {
    await watch.stop();
    await close();
  });
  return {
    ended: run.then(() => {
      if (outdated) throw outdated;
    }),
    stop: async () => {
      stop();
      await run;
    },
  };
}

/** What a worker does beside its tasks: it brings rows to Temporal and compares the two. */
function startLoops(dependencies: LoopDependencies, config: WorkerConfig): readonly Loop[] {
  const { database, log } = dependencies;
  const secrets = environmentSecrets(process.env);
  const sender = { database, log, policy: policyOf(config), secrets };
  return [
    startOutboxDispatcher(dependencies),
    startOutboxPurge(dependencies),
    startLaunchSweeper(dependencies),
    startRunSweeper(dependencies),
    startMemorySweeper(dependencies),
    startScheduleSweeper(dependencies),
    startWebhookDispatcher(sender),
    startWebhookPurge(sender),
    startApprovalReminders(dependencies),
    ...startMail(dependencies, config),
  ];
}

/** Without a mail server mails stay in the outbox. */
function startMail({ database, log }: LoopDependencies, config: WorkerConfig): readonly Loop[] {
  const { EVERSTEP_SMTP_URL: url, EVERSTEP_MAIL_FROM: from } = config;
  if (url === undefined) return [];
  const server = connectMailServer({ url, from });
  return [startMailDispatcher({ database, log, server, linkOf: linksOf(config) })];
}

/** Pages on which to decide are at the public address of the API. */
function linksOf(config: WorkerConfig): MailSender['linkOf'] {
  const { EVERSTEP_PUBLIC_URL: base } = config;
  if (base === undefined) return () => undefined;
  const secret = readSecret(config);
  return (id) => `${base.replace(/\/+$/, '')}/decide/${id}/${approvalToken(secret, id)}`;
}

/** Routes the messages of the Temporal runtime into our log. Once in a process, before the first worker. */
export function installRuntime(log: Logger, metricsAddress?: string): void {
  Runtime.install({
    shutdownSignals: [],
    ...(metricsAddress !== undefined && {
      telemetryOptions: { metrics: { prometheus: { bindAddress: metricsAddress } } },
    }),
    logger: {
      log: (level, message, meta) => {
        if (level !== 'TRACE') log[LEVELS[level]](meta ?? {}, message);
      },
      trace: () => undefined,
      debug: write(log, 'debug'),
      info: write(log, 'info'),
      warn: write(log, 'warn'),
      error: write(log, 'error'),
    },
  });
}

type LogLine = (message: string, meta?: LogMetadata) => void;

function write(log: Logger, level: 'debug' | 'info' | 'warn' | 'error'): LogLine {
  return (message, meta) => {
    log[level](meta ?? {}, message);
  };
}

const LEVELS = { DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
