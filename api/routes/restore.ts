import { ForkRequestSchema, MigrateRequestSchema } from '../../plan/control-messages';
import { AppError } from '../../plan/errors';
import { refuseUnreadable } from '../../plan/record';
import { isClosed } from '../../plan/run';
import { readRecord } from '../../store/restore';
import { readRun } from '../../store/runs';
import { startableRun } from '../../temporal/startable';
import type { ApiDependencies } from '../dependencies';
import { findRun, planOf } from '../find-run';
import { fork } from '../fork';
import { launchedAnswer } from '../launched-answer';
import { migrateRun } from '../migrate-run';
import { toRunSummary } from '../present';
import { parseBody } from '../request-error';
import { readIdempotencyKey, type Answer, type ApiRequest, type Route } from '../route';

/** A run that goes on elsewhere: a fork of it, itself with another plan, or itself once more from its rows. */
export const restoreRoutes: readonly Route[] = [
  { method: 'post', path: '/api/workflows/:id/fork', roles: ['operator'], handle: forkOne },
  {
    method: 'post',
    body: 'optional',
    path: '/api/workflows/:id/migrate',
    roles: ['operator'],
    handle: migrateOne,
  },
  {
    method: 'post',
    body: 'none',
    path: '/api/workflows/:id/restore',
    roles: ['operator'],
    handle: restoreOne,
  },
];

/** 201 when the fork is in Temporal, 202 when it will be, 200 when this fork was made before. */
async function forkOne(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const wish = parseBody(ForkRequestSchema, request.body);
  const source = await findRun(request, api);
  await api.backlog.check();
  const { principal } = request;
  const idempotencyKey = readIdempotencyKey(request);
  const { run, created } = await fork({ source, wish, idempotencyKey, principal }, api);
  return launchedAnswer(run, created, toRunSummary(run));
}

/** 200 when the run goes on with the present version, 202 when it will as soon as nothing is under way. */
async function migrateOne(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const { reason } = parseBody(MigrateRequestSchema, request.body ?? {});
  const { principal } = request;
  const wish = { run: await findRun(request, api), reason, principal };
  const { run, done } = await migrateRun(wish, api);
  return { status: done ? 200 : 202, body: toRunSummary(run) };
}

/** Starts a run again that Temporal has lost. It goes on from its rows; nothing is done twice. */
async function restoreOne(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const run = await findRun(request, api);
  if (isClosed(run.status)) throw new AppError('RUN_CLOSED', { id: run.id, status: run.status });
  if (run.temporalRunId === null) throw new AppError('RUN_UNSTARTED', { id: run.id });
  const known = await api.temporal.describeRun(run.id);
  if (known) throw new AppError('RUN_NOT_LOST', { id: run.id, status: known.status });
  refuseUnreadable(run.id, await readRecord(api.database, run.id), await planOf(run, api));
  await api.temporal.startRun(startableRun(run, true));
  const now = (await readRun(api.database, run.workspaceId, run.id)) ?? run;
  return { status: 202, body: toRunSummary(now) };
}
