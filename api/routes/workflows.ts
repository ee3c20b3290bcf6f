import { z } from 'zod';
import {
  RunEventListSchema,
  RunEventQuerySchema,
  RunPageSchema,
  RunQuerySchema,
  RunSchema,
  StreamQuerySchema,
  TaskListSchema,
  TaskSchema,
  toWireEvent,
} from '../../plan/messages';
import { AppError } from '../../plan/errors';
import { LaunchRequestSchema, type LaunchRequest } from '../../plan/launch-messages';
import { isClosed } from '../../plan/run';
import { listApprovals } from '../../store/approvals';
import { listHolds } from '../../store/control';
import { listRuns, listTasks, readRunEvents, type Run } from '../../store/runs';
import type { ApiDependencies } from '../dependencies';
import { streamEvents } from '../event-stream';
import { findRun } from '../find-run';
import { launch } from '../launch';
import { launchedAnswer } from '../launched-answer';
import { toRunSummary, toRunView, toTask } from '../present';
import { queryError } from '../request-error';
import { readWait, waitForEnd } from '../wait-for-end';
import {
  checkCursor,
  defined,
  form,
  ok,
  pageAnswer,
  readIdempotencyKey,
  route,
  type Answer,
  type ApiRequest,
  type Route,
  type StreamAnswer,
} from '../route';

const READERS = ['author', 'operator', 'approver'] as const;
const MOST_APPROVALS = 200;

/** Runs: launch, list, look at. */
export const workflowRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/workflows',
    summary: 'Launches a run.',
    roles: ['author', 'operator'],
    body: LaunchRequestSchema,
    isIdempotent: true,
    canWait: true,
    answers: {
      200: form('This Idempotency-Key was used before: the run that is there.', RunSchema),
      201: form('The run is started.', RunSchema),
      202: form('It is recorded, and started as soon as Temporal answers.', RunSchema),
    },
    errors: [
      ...(['PACKAGE_UNKNOWN', 'PACKAGE_INVALID', 'WORKFLOW_UNKNOWN', 'TEXT_INVALID'] as const),
      ...(['TASKS_INVALID', 'PLAN_INVALID', 'PLAN_REFERENCE', 'INPUT_MISSING'] as const),
      ...(['INPUT_UNKNOWN', 'INPUT_TYPE', 'VALUE_NAME', 'PLAN_TOO_LARGE', 'API_BACKLOG'] as const),
    ],
    handle: launchOne,
  }),
  route({
    method: 'get',
    path: '/api/workflows',
    summary: 'Lists runs, without inputs and tasks.',
    roles: READERS,
    query: RunQuerySchema,
    answers: { 200: form('A page of runs, newest first.', RunPageSchema) },
    errors: [],
    handle: listOfRuns,
  }),
  route({
    method: 'get',
    path: '/api/workflows/:id',
    summary: 'One run, with everything that its page shows.',
    roles: READERS,
    canWait: true,
    answers: { 200: form('The run.', RunSchema) },
    errors: ['RUN_UNKNOWN'],
    handle: viewOne,
  }),
  route({
    method: 'get',
    path: '/api/workflows/:id/tasks',
    summary: 'What bots and people do in a run, in the order of the program.',
    roles: READERS,
    answers: { 200: form('Its tasks.', TaskListSchema) },
    errors: ['RUN_UNKNOWN'],
    handle: listOfTasks,
  }),
  route({
    method: 'get',
    path: '/api/workflows/:id/tasks/:task',
    summary: 'What one bot or person does in a run.',
    roles: READERS,
    answers: { 200: form('The task.', TaskSchema) },
    errors: ['RUN_UNKNOWN', 'TASK_UNKNOWN'],
    handle: viewTask,
  }),
  route({
    method: 'get',
    path: '/api/workflows/:id/events',
    summary: 'What has happened in a run, in order.',
    roles: READERS,
    query: RunEventQuerySchema,
    answers: { 200: form('Events behind `after`.', RunEventListSchema) },
    errors: ['RUN_UNKNOWN'],
    handle: listOfRunEvents,
  }),
  route({
    method: 'get',
    path: '/api/workflows/:id/stream',
    summary: 'What happens in a run, as server-sent events.',
    roles: READERS,
    query: StreamQuerySchema,
    answers: {
      200: form(
        'Events as they happen; the stream ends with the run.',
        z.string(),
        'text/event-stream',
      ),
      204: form('The run has ended, and nothing comes after that event.', z.unknown()),
    },
    errors: ['RUN_UNKNOWN'],
    handle: stream,
  }),
];

/** 201 when the run is in Temporal, 202 when it will be, 200 when this launch was done before. */
async function launchOne(
  request: ApiRequest<unknown, LaunchRequest>,
  api: ApiDependencies,
): Promise<Answer> {
  await api.backlog.check();
  const { body: wish, principal } = request;
  const idempotencyKey = readIdempotencyKey(request);
  const wait = readWait(request);
  const { run: begun, created } = await launch({ wish, idempotencyKey, principal }, api);
  const run = wait === undefined ? begun : await waitForEnd(begun, wait, api);
  return launchedAnswer(run, created, await viewRun(run, api));
}

async function viewOne(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const wait = readWait(request);
  const run = await findRun(request, api);
  return ok(await viewRun(wait === undefined ? run : await waitForEnd(run, wait, api), api));
}

async function listOfRuns(
  { principal, query }: ApiRequest<z.infer<typeof RunQuerySchema>>,
  api: ApiDependencies,
): Promise<Answer> {
  const { workflow, status, parent, ...rest } = query;
  checkCursor(rest.cursor, 'uuid');
  const filter = { ...rest, ...defined({ workflowName: workflow, status, parentRunId: parent }) };
  return pageAnswer(await listRuns(api.database, principal.workspaceId, filter), toRunSummary);
}

async function listOfTasks(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const tasks = await listTasks(api.database, (await findRun(request, api)).id);
  return ok({ items: tasks.map(toTask) });
}

async function viewTask(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const { id: runId } = await findRun(request, api);
  const id = request.params['task'] ?? '';
  const task = (await listTasks(api.database, runId)).find(({ taskId }) => taskId === id);
  if (task === undefined) throw new AppError('TASK_UNKNOWN', { id: id.slice(0, 100), run: runId });
  return ok(toTask(task));
}

async function listOfRunEvents(
  request: ApiRequest<z.infer<typeof RunEventQuerySchema>>,
  api: ApiDependencies,
): Promise<Answer> {
  const { after, limit } = request.query;
  const run = await findRun(request, api);
  const events = await readRunEvents(api.database, run.id, after, limit);
  return ok({ items: events.map(toWireEvent), next: events.at(-1)?.seq ?? after });
}

/** The header is what a browser sends when it connects again. */
async function stream(
  request: ApiRequest<z.infer<typeof StreamQuerySchema>>,
  api: ApiDependencies,
): Promise<Answer | StreamAnswer> {
  const run = await findRun(request, api);
  const given = request.header('last-event-id');
  const after = given === undefined ? request.query.after : Number(given);
  if (!Number.isSafeInteger(after) || after < 0) {
    throw queryError('Last-Event-ID', 'has to be the seq of an event');
  }
  if (isClosed(run.status) && (await readRunEvents(api.database, run.id, after, 1)).length === 0) {
    return { status: 204, body: {} };
  }
  return {
    open: (response) => {
      streamEvents(response, { runId: run.id, after }, api);
    },
  };
}

async function viewRun(run: Run, api: ApiDependencies): Promise<object> {
  const filter = { runId: run.id, status: 'open', limit: MOST_APPROVALS } as const;
  const [tasks, approvals, holds] = await Promise.all([
    listTasks(api.database, run.id),
    listApprovals(api.database, run.workspaceId, filter),
    isClosed(run.status) ? [] : listHolds(api.database, run.id),
  ]);
  const { temporalNamespace, temporalUi } = api;
  return toRunView(run, {
    tasks,
    approvals: approvals.items,
    holds,
    temporalNamespace,
    temporalUi,
  });
}
