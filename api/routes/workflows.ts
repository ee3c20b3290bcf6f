import {
  LaunchRequestSchema,
  RunEventQuerySchema,
  RunQuerySchema,
  toWireEvent,
} from '../../plan/messages';
import { isClosed } from '../../plan/run';
import { listApprovals } from '../../store/approvals';
import { listHolds } from '../../store/control';
import { listRuns, listTasks, readRunEvents, type Run } from '../../store/runs';
import type { ApiDependencies } from '../dependencies';
import { findRun } from '../find-run';
import { launch } from '../launch';
import { launchedAnswer } from '../launched-answer';
import { toRunSummary, toRunView, toTask } from '../present';
import { parseBody, parseQuery } from '../request-error';
import {
  checkCursor,
  defined,
  ok,
  pageAnswer,
  readIdempotencyKey,
  type Answer,
  type ApiRequest,
  type Route,
} from '../route';

const READERS = ['author', 'operator', 'approver'] as const;
const MOST_APPROVALS = 200;

/** Runs: launch, list, look at. */
export const workflowRoutes: readonly Route[] = [
  { method: 'post', path: '/api/workflows', roles: ['author', 'operator'], handle: launchOne },
  { method: 'get', path: '/api/workflows', roles: READERS, handle: listOfRuns },
  {
    method: 'get',
    path: '/api/workflows/:id',
    roles: READERS,
    handle: async (request, api) => ok(await viewRun(await findRun(request, api), api)),
  },
  {
    method: 'get',
    path: '/api/workflows/:id/tasks',
    roles: READERS,
    handle: listOfTasks,
  },
  { method: 'get', path: '/api/workflows/:id/events', roles: READERS, handle: listOfRunEvents },
];

/** 201 when the run is in Temporal, 202 when it will be, 200 when this launch was done before. */
async function launchOne(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const wish = parseBody(LaunchRequestSchema, request.body);
  await api.backlog.check();
  const idempotencyKey = readIdempotencyKey(request);
  const { run, created } = await launch(
    { wish, idempotencyKey, principal: request.principal },
    api,
  );
  return launchedAnswer(run, created, await viewRun(run, api));
}

async function listOfRuns({ principal, query }: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const { workflow, status, parent, ...rest } = parseQuery(RunQuerySchema, query);
  checkCursor(rest.cursor, 'uuid');
  const filter = { ...rest, ...defined({ workflowName: workflow, status, parentRunId: parent }) };
  return pageAnswer(await listRuns(api.database, principal.workspaceId, filter), toRunSummary);
}

async function listOfTasks(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const tasks = await listTasks(api.database, (await findRun(request, api)).id);
  return ok({ items: tasks.map(toTask) });
}

async function listOfRunEvents(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const { after, limit } = parseQuery(RunEventQuerySchema, request.query);
  const run = await findRun(request, api);
  const events = await readRunEvents(api.database, run.id, after, limit);
  return ok({ items: events.map(toWireEvent), next: events.at(-1)?.seq ?? after });
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
