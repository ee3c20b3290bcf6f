import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson } from '../plan/canonical';
import { uuidOfHash } from '../plan/ids';
import { listPlanTasks } from '../plan/list-plan-tasks';
import type { LaunchRequest } from '../plan/launch-messages';
import { listBots, type Bot } from '../store/bots';
import { crashPoint } from '../store/crash-point';
import { launchRun, markStarted, readRun, type NewRun, type Run } from '../store/runs';
import { startableRun } from '../temporal/startable';
import type { Principal } from './authenticate';
import { checkInput } from './check-input';
import type { ApiDependencies } from './dependencies';

import { textOf } from './launch-text';
import { prepareText, type PreparedWorkflow } from './prepare-workflow';
import { bodyError } from './request-error';
import { keepWorkflow } from './keep-workflow';
import { defined } from './route';

/** Somebody wants a run. */
export interface Launch {
  readonly wish: LaunchRequest;
  readonly idempotencyKey: string | null;
  readonly principal: Principal;
}

/**
 * Writes a run, then starts it in Temporal. The same idempotency key again gives the run that is there
 * (`created` false), with another request it is refused. While Temporal is away the run is accepted and
 * stays `planning`; a sweeper starts it later.
 */
export async function launch(
  { wish, idempotencyKey, principal }: Launch,
  api: ApiDependencies,
): Promise<{ readonly run: Run; readonly created: boolean }> {
  const { workspaceId } = principal;
  const id = idempotencyKey === null ? randomUUID() : runIdOf(workspaceId, idempotencyKey);
  const requestHash = hash(canonicalJson(wish));
  const known = idempotencyKey === null ? undefined : await readRun(api.database, workspaceId, id);
  if (known !== undefined) return { run: await replay(known, requestHash, api), created: false };

  const bots = await listBots(api.database, workspaceId);
  const workflow = await prepareWish(wish, { workspaceId, bots, api });
  const input = { ...workflow.variables, ...checkInput(wish.input ?? {}, workflow.parameters) };
  const planHash = await keepWorkflow(workflow, workspaceId, api.database);
  const launched = await launchRun(api.database, {
    ...describeRun(workflow, wish),
    id,
    workspaceId,
    planHash,
    input,
    createdBy: principal.name,
    idempotencyKey,
    requestHash: idempotencyKey === null ? null : requestHash,
  });
  if (!launched.created) {
    return { run: await replay(launched.run, requestHash, api), created: false };
  }
  return { run: await start(launched.run, api), created: true };
}

/** What is to be run: a workflow of a package, or a text of its own. */
function prepareWish(
  wish: LaunchRequest,
  around: {
    readonly workspaceId: string;
    readonly bots: readonly Bot[];
    readonly api: ApiDependencies;
  },
): Promise<PreparedWorkflow> | PreparedWorkflow {
  const { workspaceId, bots, api } = around;
  if (wish.package === undefined) return prepareText(textOf(wish), bots);
  return api.packages.prepare(
    { workspaceId, package: wish.package, workflow: wish.workflow },
    bots,
  );
}

type RunDescription = Pick<
  NewRun,
  'package' | 'workflowName' | 'description' | 'channelId' | 'tasks' | 'awaitedEvents' | 'metadata'
>;

function describeRun(workflow: PreparedWorkflow, wish: LaunchRequest): RunDescription {
  return {
    package: workflow.packageName,
    workflowName: workflow.workflowName,
    description: wish.description ?? workflow.plan.description ?? null,
    channelId: wish.channelId ?? null,
    tasks: listPlanTasks(workflow.plan),
    awaitedEvents: workflow.plan.awaitedEvents,
    metadata: {
      inputNames: workflow.parameters.map(({ name }) => name),
      packageHash: workflow.contentHash,
      ...defined({ user: wish.user, session: wish.session }),
    },
  };
}

/** The run of a request that was made before; one that Temporal has not heard of yet is tried again. */
export async function replay(run: Run, requestHash: string, api: ApiDependencies): Promise<Run> {
  if (run.requestHash !== requestHash) {
    throw bodyError('', 'this Idempotency-Key was used with another request');
  }
  return run.status === 'planning' && run.temporalRunId === null ? start(run, api) : run;
}

/** Starts a run whose row is there; a sweeper does it later where Temporal is away. */
export async function start(run: Run, api: ApiDependencies): Promise<Run> {
  crashPoint('api.run_committed');
  try {
    const { temporalRunId } = await api.temporal.startRun(startableRun(run));
    crashPoint('api.run_started');
    await markStarted(api.database, run.id, temporalRunId);
  } catch (error) {
    // The row is there, so nothing is lost: the sweeper of the workers starts it.
    api.log.warn({ err: error, runId: run.id }, 'the run is accepted, but not started yet');
    return run;
  }
  return (await readRun(api.database, run.workspaceId, run.id)) ?? run;
}

/** The same key always names the same run, so a repeated launch is found before anything is compiled. */
function runIdOf(workspaceId: string, idempotencyKey: string): string {
  return uuidOfHash(hash(`${workspaceId}\n${idempotencyKey}`));
}

/** The hash of a request or a plan. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
