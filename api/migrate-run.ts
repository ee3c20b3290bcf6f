import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../plan/errors';
import { listBots } from '../store/bots';
import { controlRun } from '../store/control';
import { readMigration } from '../store/migrate-run';
import { readRun, type Run } from '../store/runs';
import type { Principal } from './authenticate';
import type { ApiDependencies } from './dependencies';
import { keepWorkflow } from './keep-workflow';

/** How long the caller waits for a run to come to rest. */
const PATIENCE_MS = 4_000;
const LOOK_EVERY_MS = 50;

/** Somebody wants a running run to go on with the present version of its workflow. */
export interface Migration {
  readonly run: Run;
  readonly reason: string | undefined;
  readonly principal: Principal;
}

/**
 * Keeps the plan of the present version and asks the run to go on with it, as soon as nothing of it is under
 * way. `done` is false when that takes longer; the run events tell. Throws `RUN_MIGRATION_REFUSED` with the
 * reason where the run cannot.
 */
export async function migrateRun(
  { run, reason, principal }: Migration,
  api: ApiDependencies,
): Promise<{ readonly run: Run; readonly done: boolean }> {
  const { workspaceId } = run;
  const planHash = await presentPlan(run, api);
  if (planHash === run.planHash) return { run, done: true };
  const outcome = await controlRun(api.database, {
    ...{ workspaceId, runId: run.id, command: 'migrate', by: principal.name, planHash },
    ...(reason !== undefined && { reason }),
  });
  if (outcome.status === 'unstarted') throw new AppError('RUN_UNSTARTED', { id: run.id });
  if (outcome.status !== 'accepted') {
    throw new AppError('RUN_CLOSED', { id: run.id, status: run.status });
  }
  await api.temporal.bringRow(run.id, outcome.row);
  const done = await cameToIt(run.id, outcome.row.number, api);
  return { run: (await readRun(api.database, workspaceId, run.id)) ?? run, done };
}

/** The hash of the plan that a launch would have now. */
async function presentPlan(run: Run, api: ApiDependencies): Promise<string> {
  if (run.package === null) {
    throw new AppError('RUN_MIGRATION_REFUSED', { reason: 'it is of no package' });
  }
  const parent = run.flow === 'main' ? run : await rootOf(run, api);
  const workflow = await api.packages.prepare(
    { workspaceId: run.workspaceId, package: run.package, workflow: parent.workflowName },
    await listBots(api.database, run.workspaceId),
  );
  return await keepWorkflow(workflow, run.workspaceId, api.database);
}

/** A child walks a flow of the workflow of its parent. */
async function rootOf(run: Run, api: ApiDependencies): Promise<Run> {
  if (run.parentRunId === null) return run;
  const parent = await readRun(api.database, run.workspaceId, run.parentRunId);
  return parent ? await rootOf(parent, api) : run;
}

async function cameToIt(
  runId: string,
  number: number,
  { database }: ApiDependencies,
): Promise<boolean> {
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_EVERY_MS) {
    const outcome = await readMigration(database, runId, number);
    if (outcome?.type === 'migrated') return true;
    if (outcome) throw new AppError('RUN_MIGRATION_REFUSED', { reason: outcome.reason ?? '' });
    await sleep(LOOK_EVERY_MS);
  }
  return false;
}
