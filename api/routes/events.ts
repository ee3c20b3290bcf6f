import { randomUUID } from 'node:crypto';
import { AppError } from '../../plan/errors';
import { RESERVED_EVENTS } from '../../plan/events';
import type { z } from 'zod';
import {
  EventPageSchema,
  EventQuerySchema,
  EventRequestSchema,
  PublishedEventSchema,
} from '../../plan/messages';
import { listEvents, publishEvent } from '../../store/events';
import { readRun } from '../../store/runs';
import type { ApiDependencies } from '../dependencies';
import { toEventView } from '../present';
import {
  checkCursor,
  form,
  pageAnswer,
  route,
  type Answer,
  type ApiRequest,
  type Route,
} from '../route';

/** Published events: list and publish. */
export const eventRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/events',
    summary: 'Lists published events.',
    roles: ['author', 'operator'],
    query: EventQuerySchema,
    answers: { 200: form('A page of events, newest first.', EventPageSchema) },
    errors: [],
    handle: listOfEvents,
  }),
  route({
    method: 'post',
    path: '/api/events',
    summary: 'Publishes an event, to all runs that wait for it or to one.',
    roles: ['author', 'operator', 'bot'],
    body: EventRequestSchema,
    answers: { 202: form('The event is stored and will be delivered.', PublishedEventSchema) },
    errors: ['EVENT_RESERVED', 'RUN_UNKNOWN', 'API_BACKLOG'],
    handle: publish,
  }),
];

async function listOfEvents(
  request: ApiRequest<z.infer<typeof EventQuerySchema>>,
  api: ApiDependencies,
): Promise<Answer> {
  const filter = request.query;
  checkCursor(filter.cursor, 'text');
  const { workspaceId } = request.principal;
  return pageAnswer(await listEvents(api.database, workspaceId, filter), toEventView);
}

/** The event is stored with its deliveries before it is accepted; the outbox brings them. */
async function publish(
  { principal, body: event }: ApiRequest<unknown, z.infer<typeof EventRequestSchema>>,
  api: ApiDependencies,
): Promise<Answer> {
  if (RESERVED_EVENTS.has(event.name.trim().toLowerCase())) {
    throw new AppError('EVENT_RESERVED', { name: event.name });
  }
  if (event.workflowId !== undefined) {
    const run = await readRun(api.database, principal.workspaceId, event.workflowId);
    if (run === undefined) throw new AppError('RUN_UNKNOWN', { id: event.workflowId });
  }
  await api.backlog.check();
  const published = await publishEvent(api.database, {
    workspaceId: principal.workspaceId,
    id: event.id ?? randomUUID(),
    name: event.name,
    data: event.data ?? null,
    runId: event.workflowId ?? null,
  });
  return { status: 202, body: published };
}
