import type { z } from 'zod';
import { AppError } from '../../plan/errors';
import { RUN_EVENT_TYPES } from '../../plan/events';
import { wireEventName } from '../../plan/messages';
import {
  DeletedSchema,
  DeliveryListSchema,
  DeliveryQuerySchema,
  RedeliverySchema,
  WebhookListSchema,
  WebhookRequestSchema,
  WebhookSchema,
  type WebhookView,
} from '../../plan/trigger-messages';
import {
  addWebhook,
  deleteWebhook,
  listDeliveries,
  listWebhooks,
  readWebhook,
  redeliver,
  type Webhook,
} from '../../store/webhooks';
import type { ApiDependencies } from '../dependencies';
import { bodyError } from '../request-error';
import { form, ok, route, type Answer, type ApiRequest, type Route } from '../route';

const ROLES = ['operator'] as const;
const TYPES = new Map(RUN_EVENT_TYPES.map((type) => [wireEventName(type), type]));

/** Who outside is told of what happens in runs, and what has become of it. */
export const webhookRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/webhooks',
    summary: 'Tells an address what happens in runs from now on.',
    roles: ROLES,
    body: WebhookRequestSchema,
    answers: { 201: form('The webhook.', WebhookSchema) },
    errors: [],
    handle: add,
  }),
  route({
    method: 'get',
    path: '/api/webhooks',
    summary: 'Lists who is told what happens in runs.',
    roles: ROLES,
    answers: { 200: form('All webhooks.', WebhookListSchema) },
    errors: [],
    handle: list,
  }),
  route({
    method: 'delete',
    path: '/api/webhooks/:id',
    summary: 'Tells an address nothing more, and forgets its deliveries.',
    roles: ROLES,
    answers: { 200: form('It is gone.', DeletedSchema) },
    errors: ['TRIGGER_UNKNOWN'],
    handle: remove,
  }),
  route({
    method: 'get',
    path: '/api/webhooks/:id/deliveries',
    summary: 'What was sent to an address.',
    roles: ROLES,
    query: DeliveryQuerySchema,
    answers: { 200: form('The newest first.', DeliveryListSchema) },
    errors: ['TRIGGER_UNKNOWN'],
    handle: deliveries,
  }),
  route({
    method: 'post',
    path: '/api/webhooks/:id/deliveries/:delivery/redeliver',
    summary: 'Sends one event to an address again.',
    roles: ROLES,
    answers: { 202: form('It will be sent.', RedeliverySchema) },
    errors: ['TRIGGER_UNKNOWN'],
    handle: sendAgain,
  }),
];

async function add(
  { principal, body }: ApiRequest<unknown, z.infer<typeof WebhookRequestSchema>>,
  api: ApiDependencies,
): Promise<Answer> {
  const { url, secret, events = [] } = body;
  const unknown = events.find((name) => !TYPES.has(name));
  if (unknown !== undefined) throw bodyError('/events', `${unknown} is no event of runs`);
  const webhook = await addWebhook(api.database, {
    workspaceId: principal.workspaceId,
    url,
    secret,
    events: events.flatMap((name) => TYPES.get(name) ?? []),
    createdBy: principal.name,
  });
  return { status: 201, body: webhook ? toView(webhook) : {} };
}

async function list({ principal }: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const webhooks = await listWebhooks(api.database, principal.workspaceId);
  return ok({ items: webhooks.map(toView) });
}

async function remove(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const { id } = await find(request, api);
  await deleteWebhook(api.database, id);
  return ok({ id, deleted: true });
}

async function deliveries(
  request: ApiRequest<z.infer<typeof DeliveryQuerySchema>>,
  api: ApiDependencies,
): Promise<Answer> {
  const { status = null, limit } = request.query;
  const { id } = await find(request, api);
  const found = await listDeliveries(api.database, id, { status, limit });
  return ok({ items: found.map((item) => ({ ...item, type: wireEventName(item.type) })) });
}

async function sendAgain(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const { id } = await find(request, api);
  const delivery = request.params['delivery'] ?? '';
  if (!(await redeliver(api.database, id, delivery))) {
    throw new AppError('TRIGGER_UNKNOWN', { kind: 'delivery', id: delivery.slice(0, 100) });
  }
  return { status: 202, body: { id: delivery, status: 'pending' } };
}

async function find({ principal, params }: ApiRequest, api: ApiDependencies): Promise<Webhook> {
  const id = params['id'] ?? '';
  const found = await readWebhook(api.database, principal.workspaceId, id);
  if (!found) throw new AppError('TRIGGER_UNKNOWN', { kind: 'webhook', id: id.slice(0, 100) });
  return found;
}

function toView({ id, url, events, secret, active, createdBy, createdAt }: Webhook): WebhookView {
  return { id, url, events: events.map(wireEventName), secret, active, createdBy, createdAt };
}
