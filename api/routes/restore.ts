import type { z } from 'zod';
import { ForkRequestSchema, MigrateRequestSchema } from '../../plan/control-messages';
import { RunSummarySchema } from '../../plan/messages';
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
import {
  form,
  readIdempotencyKey,
  route,
  type Answer,
  type ApiRequest,
  type Route,
} from '../route';

/** A run that goes on elsewhere: a fork of it, itself with another plan, or itself once more from its rows. */
export const restoreRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/workflows/:id/fork',
    summary: 'Starts a new run that goes on before a step, as this run once stood there.',
    roles: ['operator'],
    body: ForkRequestSchema,
    isIdempotent: true,
    answers: {
      200: form('This Idempotency-Key was used before: the fork that is there.', RunSummarySchema),
      201: form('The fork has started.', RunSummarySchema),
      202: form('It is recorded, and started as soon as Temporal answers.', RunSummarySchema),
    },
    errors: [
      ...(['RUN_UNKNOWN', 'RUN_FORK_UNREACHED', 'RUN_UNREADABLE', 'VARIABLE_RESERVED'] as const),
      ...(['PLAN_UNKNOWN', 'API_BACKLOG'] as const),
    ],
    handle: forkOne,
  }),
  route({
    method: 'post',
    path: '/api/workflows/:id/migrate',
    summary: 'Lets a run go on with the present version of its workflow.',
    roles: ['operator'],
    body: MigrateRequestSchema,
    isBodyOptional: true,
    answers: {
      200: form('The run has the new plan, or had it.', RunSummarySchema),
      202: form('It will, as soon as no step is under way.', RunSummarySchema),
    },
    errors: [
      ...(['RUN_UNKNOWN', 'RUN_UNSTARTED', 'RUN_CLOSED', 'RUN_MIGRATION_REFUSED'] as const),
      ...(['PACKAGE_UNKNOWN', 'PACKAGE_INVALID', 'WORKFLOW_UNKNOWN', 'PLAN_UNKNOWN'] as const),
    ],
    handle: migrateOne,
  }),
  route({
    method: 'post',
    path: '/api/workflows/:id/restore',
    summary: 'Starts a run again that Temporal has lost; it goes on from its rows.',
    roles: ['operator'],
    answers: { 202: form('The run is started again.', RunSummarySchema) },
    errors: [
      ...(['RUN_UNKNOWN', 'RUN_NOT_LOST', 'RUN_UNREADABLE', 'RUN_CLOSED'] as const),
      ...(['RUN_UNSTARTED', 'PLAN_UNKNOWN'] as const),
    ],
    handle: restoreOne,
  }),
];

/** 201 when the fork is in Temporal, 202 when it will be, 200 when this fork was made before. */
async function forkOne(
  request: ApiRequest<unknown, z.infer<typeof ForkRequestSchema>>,
  api: ApiDependencies,
): Promise<Answer> {
  const source = await findRun(request, api);
  await api.backlog.check();
  const { principal, body: wish } = request;
  const idempotencyKey = readIdempotencyKey(request);
  const { run, created } = await fork({ source, wish, idempotencyKey, principal }, api);
  return launchedAnswer(run, created, toRunSummary(run));
}

/** 200 when the run goes on with the present version, 202 when it will as soon as nothing is under way. */
async function migrateOne(
  request: ApiRequest<unknown, z.infer<typeof MigrateRequestSchema>>,
  api: ApiDependencies,
): Promise<Answer> {
  const { principal, body } = request;
  const { reason } = body;
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
