import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { canonicalJson } from '../plan/canonical';
import type { ForkRequestSchema } from '../plan/control-messages';
import { AppError } from '../plan/errors';
import { listPlanTasks } from '../plan/list-plan-tasks';
import { planOfFlow } from '../plan/plan-of-flow';
import { refuseUnreadable, type ForkOrigin } from '../plan/record';
import type { Plan } from '../plan/schema';
import { hasReached, readRecord } from '../store/restore';
import { launchFork, type Run } from '../store/runs';
import type { Principal } from './authenticate';
import { checkVariables } from './check-variables';
import type { ApiDependencies } from './dependencies';
import { planOf } from './find-run';
import { hash, replay, start } from './launch';

/** Somebody wants a run that goes on as another one stood before a step. */
export interface Fork {
  readonly source: Run;
  readonly wish: z.output<typeof ForkRequestSchema>;
  readonly idempotencyKey: string | null;
  readonly principal: Principal;
}

/**
 * Writes the row of a fork and starts it; its first activity reads from the rows of the source where that
 * stood. The same idempotency key again gives the fork that is there (`created` false).
 */
export async function fork(
  { source, wish, idempotencyKey, principal }: Fork,
  api: ApiDependencies,
): Promise<{ readonly run: Run; readonly created: boolean }> {
  const plan = planOfFlow(await planOf(source, api), source.flow);
  const origin = await originOf({ source, plan, wish }, api);
  const requestHash = hash(canonicalJson(wish));
  const variables = checkVariables(wish.variables, plan);
  const run = {
    ...source,
    id: randomUUID(),
    createdBy: principal.name,
    idempotencyKey,
    requestHash: idempotencyKey === null ? null : requestHash,
    tasks: listPlanTasks(plan),
    awaitedEvents: plan.awaitedEvents,
    metadata: {
      ...source.metadata,
      requestHash: null,
      ...(wish.reason !== undefined && { reason: wish.reason }),
    },
  };
  const launched = await launchFork(api.database, run, { ...origin, variables });
  if (!launched.created) {
    return { run: await replay(launched.run, requestHash, api), created: false };
  }
  return { run: await start(launched.run, api), created: true };
}

async function originOf(
  { source, plan, wish }: Pick<Fork, 'source' | 'wish'> & { readonly plan: Plan },
  { database }: ApiDependencies,
): Promise<ForkOrigin> {
  const { step, visit, variables } = wish;
  refuseUnreadable(source.id, await readRecord(database, source.id), plan);
  if (!(await hasReached(database, source.id, step))) {
    throw new AppError('RUN_FORK_UNREACHED', { id: source.id, step, visit });
  }
  return { runId: source.id, stepId: step, visit, variables };
}
