import { randomUUID } from 'node:crypto';
import { AppError } from '../../plan/errors';
import { RESERVED_EVENTS } from '../../plan/events';
import { EventQuerySchema, EventRequestSchema } from '../../plan/messages';
import { listEvents, publishEvent } from '../../store/events';
import { readRun } from '../../store/runs';
import type { ApiDependencies } from '../dependencies';
import { toEventView } from '../present';
import { parseBody, parseQuery } from '../request-error';
import { checkCursor, pageAnswer, type Answer, type ApiRequest, type Route } from '../route';

/** Published events: list and publish. */
export const eventRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/events',
    roles: ['author', 'operator'],
    handle: listOfEvents,
  },
  { method: 'post', path: '/api/events', roles: ['author', 'operator', 'bot'], handle: publish },
];

async function listOfEvents(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const filter = parseQuery(EventQuerySchema, request.query);
  checkCursor(filter.cursor, 'text');
  const { workspaceId } = request.principal;
  return pageAnswer(await listEvents(api.database, workspaceId, filter), toEventView);
}

/** The event is stored with its deliveries before it is accepted; the outbox brings them. */
async function publish({ principal, body }: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const event = parseBody(EventRequestSchema, body);
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
