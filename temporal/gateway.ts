import {
  Client,
  Connection,
  isGrpcServiceError,
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import {
  defineSearchAttributeKey,
  SearchAttributeType,
  TypedSearchAttributes,
} from '@temporalio/common';
import { CURRENT_FLAGS } from '../plan/flags';
import { AppError } from '../plan/errors';
import { seedOfRun } from '../plan/ids';
import type { Variables } from '../plan/value';
import {
  FRAME_VERSION,
  MESSAGES,
  DEFAULT_TASK_QUEUE,
  WORKFLOW_TYPE,
  type InboxRow,
  type RunStart,
} from '../plan/walk';
import { completeNotice } from '../store/approvals';
import type { Database } from '../store/database';
import { pinFlags } from '../store/flags';
import { ClaimCodec } from './payload-codec';
import { planPayload } from './plan-payload';
import { dropSchedule, nextTimes, putSchedule, type ScheduleForm } from './schedules';

/** How long a call to Temporal may take before it counts as unreachable. */
const CALL_TIMEOUT_MS = 4000;
/** How long a decision or command waits to be taken by its run. */
const UPDATE_TIMEOUT_MS = 4000;
/** What gRPC answers to a request that is wrong in itself. */
const INVALID_ARGUMENT = 3;
/** Events of history after which a run continues as new, where the configuration does not say. */
const DEFAULT_HISTORY_LIMIT = 2000;

const workflowName = defineSearchAttributeKey('EverstepWorkflow', SearchAttributeType.KEYWORD);
const workspace = defineSearchAttributeKey('EverstepWorkspace', SearchAttributeType.KEYWORD);
const packageName = defineSearchAttributeKey('EverstepPackage', SearchAttributeType.KEYWORD);

/** What starting a run needs of its row. */
export interface StartableRun {
  readonly id: string;
  readonly workspaceId: string;
  readonly planHash: string;
  readonly input: Variables;
  readonly inputNames: readonly string[];
  readonly workflowName: string;
  readonly package: string | null;
  /** The flow of the plan that it walks. */
  readonly flow?: string;
  /** True: an activity first reads from the rows of the run where it stands. */
  readonly restore?: boolean;
}

/** How Temporal sees a run. */
export interface TemporalState {
  readonly status: string;
  readonly temporalRunId: string;
}

/** What became of a row that was brought. */
export type BroughtRow = 'taken' | 'queued' | 'closed' | 'ignored';

/** Everything that this project says to Temporal as a client. */
export interface TemporalGateway {
  /**
   * Starts the run; its workflow id is the run's id and duplicates are rejected, so that repeating adopts
   * the one that is there. Throws `API_UNAVAILABLE` when Temporal cannot be reached.
   */
  startRun(run: StartableRun): Promise<{ readonly temporalRunId: string }>;
  /**
   * Brings a decision, reply or command by update and waits until the run has taken it; `queued` when that cannot
   * be said in time, `ignored` when nothing was there for a command to be done to.
   */
  bringRow(runId: string, row: InboxRow): Promise<BroughtRow>;
  /** Brings rows by signal. Throws `API_UNAVAILABLE`, or `RUN_CLOSED` when the run has ended. */
  bringRows(runId: string, rows: readonly InboxRow[]): Promise<void>;
  /** The present execution, or the one with this id; undefined when Temporal does not know it. */
  describeRun(runId: string, temporalRunId?: string): Promise<TemporalState | undefined>;
  /** Makes a schedule of Temporal what it is to be. */
  putSchedule(form: ScheduleForm): Promise<void>;
  dropSchedule(triggerId: string): Promise<void>;
  /** When a schedule fires next, the first three times. */
  nextTimes(triggerId: string): Promise<readonly string[]>;
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}

/** Where Temporal is and how runs are started. */
export interface GatewayOptions {
  readonly address: string;
  readonly namespace: string;
  readonly database: Database;
  readonly historyLimit?: number;
  /** `hold`: a run that would fail waits for an operator, unless its program says otherwise. */
  readonly onFailure?: 'fail' | 'hold';
  readonly taskQueue?: string;
}

/** A gateway with its own lazy connection: it does not fail while Temporal is away. */
export function connectTemporal(options: GatewayOptions): TemporalGateway {
  const connection = Connection.lazy({ address: options.address });
  const client = new Client({
    connection,
    namespace: options.namespace,
    dataConverter: { payloadCodecs: [new ClaimCodec(options.database)] },
  });
  return {
    startRun: (run) => startRun(client, run, options),
    bringRow: async (runId, row) => {
      const brought = await bringRow(client, runId, row);
      if (brought !== 'queued') await completeNotice(options.database, runId, row.number);
      return brought;
    },
    bringRows: (runId, rows) => bringRows(client, runId, rows),
    describeRun: (runId, temporalRunId) => describeRun(client, runId, temporalRunId),
    putSchedule: (form) =>
      inTime(client, () => putSchedule(client, form, options.taskQueue ?? DEFAULT_TASK_QUEUE)),
    dropSchedule: (triggerId) => inTime(client, () => dropSchedule(client, triggerId)),
    nextTimes: (triggerId) => inTime(client, () => nextTimes(client, triggerId)),
    isReachable: () => isReachable(client),
    close: () => connection.close(),
  };
}

async function startRun(
  client: Client,
  run: StartableRun,
  options: GatewayOptions,
): Promise<{ readonly temporalRunId: string }> {
  const flags = await pinFlags(options.database, run.id, CURRENT_FLAGS);
  try {
    const handle = await inTime(client, () =>
      client.workflow.start(WORKFLOW_TYPE, {
        taskQueue: options.taskQueue ?? DEFAULT_TASK_QUEUE,
        workflowId: run.id,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowTaskTimeout: '5 seconds',
        args: [startOf(run, options, flags), planPayload(run.planHash)],
        staticSummary: run.workflowName,
        typedSearchAttributes: new TypedSearchAttributes([
          { key: workflowName, value: run.workflowName },
          { key: workspace, value: run.workspaceId },
          ...(run.package === null ? [] : [{ key: packageName, value: run.package }]),
        ]),
      }),
    );
    return { temporalRunId: handle.firstExecutionRunId };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== undefined) throw new AppError('RUN_START_REFUSED', { reason: refusal });
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw unavailable(error);
    const state = await describeRun(client, run.id);
    if (!state) throw unavailable(error);
    return { temporalRunId: state.temporalRunId };
  }
}

function startOf(run: StartableRun, options: GatewayOptions, flags: readonly number[]): RunStart {
  return {
    runId: run.id,
    workspaceId: run.workspaceId,
    planHash: run.planHash,
    frameVersion: FRAME_VERSION,
    flags,
    seed: seedOfRun(run.id),
    input: run.input,
    inputNames: run.inputNames,
    ...(run.flow !== undefined && run.flow !== 'main' && { flow: run.flow }),
    historyLimit: options.historyLimit ?? DEFAULT_HISTORY_LIMIT,
    ...(options.onFailure === 'hold' && { holds: true as const }),
    ...(run.restore === true && { restore: true as const }),
  };
}

/** The update that brings a row; events come by signal, all rows can. */
const UPDATES: Readonly<Record<InboxRow['kind'], string>> = {
  control: MESSAGES.control,
  reply: MESSAGES.reply,
  decision: MESSAGES.decide,
  event: MESSAGES.decide,
  child: MESSAGES.decide,
};

async function bringRow(client: Client, runId: string, row: InboxRow): Promise<BroughtRow> {
  try {
    const handle = client.workflow.getHandle(runId);
    const update = UPDATES[row.kind];
    const updateId = `${update}-${runId}-${row.number}`;
    const { applied = true } = await client.withDeadline(Date.now() + UPDATE_TIMEOUT_MS, () =>
      handle.executeUpdate<{ readonly applied?: boolean }, [InboxRow]>(update, {
        updateId,
        args: [row],
      }),
    );
    return applied ? 'taken' : 'ignored';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || error instanceof WorkflowUpdateFailedError) {
      return 'closed';
    }
    return 'queued';
  }
}

async function bringRows(client: Client, runId: string, rows: readonly InboxRow[]): Promise<void> {
  try {
    await inTime(client, () => client.workflow.getHandle(runId).signal(MESSAGES.inbox, rows));
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) {
      throw new AppError('RUN_CLOSED', { id: runId, status: 'not in Temporal' });
    }
    throw unavailable(error);
  }
}

async function describeRun(
  client: Client,
  runId: string,
  temporalRunId?: string,
): Promise<TemporalState | undefined> {
  try {
    const handle = client.workflow.getHandle(runId, temporalRunId);
    const found = await inTime(client, () => handle.describe());
    return { status: found.status.name, temporalRunId: found.runId };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw unavailable(error);
  }
}

async function isReachable(client: Client): Promise<boolean> {
  try {
    await client.withDeadline(Date.now() + 2000, () =>
      client.connection.workflowService.getSystemInfo({}),
    );
    return true;
  } catch {
    return false;
  }
}

/** Why Temporal will never take the request, e.g. as it is too large; undefined when it may later. */
function refusalOf(error: unknown): string | undefined {
  const cause = error instanceof ServiceError ? error.cause : undefined;
  if (!isGrpcServiceError(cause)) return undefined;
  const code: number = cause.code;
  return code === INVALID_ARGUMENT ? cause.details : undefined;
}

function inTime<T>(client: Client, call: () => Promise<T>): Promise<T> {
  return client.withDeadline(Date.now() + CALL_TIMEOUT_MS, call);
}

function unavailable(cause: unknown): AppError {
  return new AppError('API_UNAVAILABLE', { part: 'Temporal' }, { cause });
}
