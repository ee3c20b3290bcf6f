import { AppError } from '../plan/errors';
import type { Plan } from '../plan/schema';
import { readPlan } from '../store/plans';
import { readRun, type Run } from '../store/runs';
import type { ApiDependencies } from './dependencies';
import type { ApiRequest } from './route';

/** The run that the address names. Somebody else's run is as unknown as one that is not there. */
export async function findRun(
  { principal, params }: ApiRequest,
  api: ApiDependencies,
): Promise<Run> {
  const id = params['id'] ?? '';
  const run = await readRun(api.database, principal.workspaceId, id);
  if (run === undefined) throw new AppError('RUN_UNKNOWN', { id: id.slice(0, 100) });
  return run;
}

/** The plan that a run pins. */
export async function planOf({ planHash }: Run, { database }: ApiDependencies): Promise<Plan> {
  const stored = await readPlan(database, planHash);
  if (!stored) throw new AppError('PLAN_UNKNOWN', { hash: planHash });
  return JSON.parse(stored.plan) as Plan;
}
