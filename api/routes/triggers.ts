import { randomUUID } from 'node:crypto';
import { AppError } from '../../plan/errors';
import {
  BegunRunSchema,
  DeletedSchema,
  ScheduleListSchema,
  ScheduleSchema,
  TriggerListSchema,
  type ScheduleView,
  type TriggerView,
} from '../../plan/trigger-messages';
import {
  beginTriggeredRun,
  deleteTrigger,
  listTriggers,
  pauseTrigger,
  readTrigger,
  type Trigger,
} from '../../store/triggers';
import type { ApiDependencies } from '../dependencies';
import { form, ok, route, type Answer, type ApiRequest, type Route } from '../route';

const READERS = ['author', 'operator'] as const;

/** What begins runs by itself, as the packages say; schedules can be paused, begun now and deleted. */
export const triggerRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/triggers',
    summary: 'Lists what begins runs by itself.',
    roles: READERS,
    answers: { 200: form('All triggers.', TriggerListSchema) },
    errors: [],
    handle: list,
  }),
  route({
    method: 'get',
    path: '/api/schedules',
    summary: 'Lists the triggers that fire by the clock.',
    roles: READERS,
    answers: { 200: form('All schedules.', ScheduleListSchema) },
    errors: [],
    handle: listSchedules,
  }),
  route({
    method: 'get',
    path: '/api/schedules/:id',
    summary: 'One schedule, with the times at which it fires next.',
    roles: READERS,
    answers: { 200: form('The schedule.', ScheduleSchema) },
    errors: ['TRIGGER_UNKNOWN'],
    handle: viewSchedule,
  }),
  ...(['pause', 'resume'] as const).map((command) =>
    route({
      method: 'post',
      path: `/api/schedules/:id/${command}`,
      summary:
        command === 'pause'
          ? 'Lets a schedule fire no more.'
          : 'Lets a paused schedule fire again.',
      roles: ['operator'],
      answers: { 200: form('The schedule.', ScheduleSchema) },
      errors: ['TRIGGER_UNKNOWN'],
      handle: async (request, api) => {
        const schedule = await findSchedule(request, api);
        await pauseTrigger(api.database, schedule.id, command === 'pause');
        return ok(toScheduleView({ ...schedule, paused: command === 'pause' }));
      },
    }),
  ),
  route({
    method: 'post',
    path: '/api/schedules/:id/trigger',
    summary: 'Begins a run of a schedule now.',
    roles: ['operator'],
    answers: { 202: form('The run is recorded.', BegunRunSchema) },
    errors: ['TRIGGER_UNKNOWN', 'TRIGGER_BUSY', 'API_BACKLOG'],
    handle: triggerNow,
  }),
  route({
    method: 'delete',
    path: '/api/schedules/:id',
    summary: 'Takes a schedule away until its line in the package is another one.',
    roles: ['operator'],
    answers: { 200: form('It is gone.', DeletedSchema) },
    errors: ['TRIGGER_UNKNOWN'],
    handle: remove,
  }),
];

async function list({ principal }: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const triggers = await listTriggers(api.database, principal.workspaceId);
  return ok({ items: triggers.map(toTriggerView) });
}

async function listSchedules({ principal }: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const schedules = await listTriggers(api.database, principal.workspaceId, 'schedule');
  return ok({ items: schedules.map(toScheduleView) });
}

/** With the times at which it fires next, which only Temporal knows. */
async function viewSchedule(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const schedule = await findSchedule(request, api);
  const next = await api.temporal.nextTimes(schedule.id);
  return ok({ ...toScheduleView(schedule), next });
}

/** The run is a row before it is answered; it starts also while Temporal is away. */
async function triggerNow(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const schedule = await findSchedule(request, api);
  await api.backlog.check();
  const source = `now:${randomUUID()}`;
  const runId = await beginTriggeredRun(api.database, {
    triggerId: schedule.id,
    source,
    input: {},
  });
  if (runId === undefined) throw new AppError('TRIGGER_BUSY', { id: schedule.id });
  return { status: 202, body: { runId }, headers: { Location: `/api/workflows/${runId}` } };
}

async function remove(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const schedule = await findSchedule(request, api);
  await deleteTrigger(api.database, schedule.id);
  return ok({ id: schedule.id, deleted: true });
}

async function findSchedule(
  { principal, params }: ApiRequest,
  api: ApiDependencies,
): Promise<Trigger> {
  const id = params['id'] ?? '';
  const found = await readTrigger(api.database, principal.workspaceId, id);
  if (found?.kind !== 'schedule') {
    throw new AppError('TRIGGER_UNKNOWN', { kind: 'schedule', id: id.slice(0, 100) });
  }
  return found;
}

function toTriggerView(trigger: Trigger): TriggerView {
  const { id, kind, name, workflow, paused, lastRunId, lastRunAt, lastError, createdAt } = trigger;
  return {
    ...{ id, kind, name, package: trigger.package, workflow, paused },
    ...{ lastRunId, lastRunAt, lastError, createdAt },
  };
}

function toScheduleView(trigger: Trigger): ScheduleView {
  return ScheduleSchema.parse({ ...trigger.options, ...toTriggerView(trigger) });
}
