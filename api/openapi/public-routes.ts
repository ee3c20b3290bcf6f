import { z } from 'zod';
import { HealthSchema } from '../../plan/messages';
import { BegunRunSchema } from '../../plan/trigger-messages';
import { ValueSchema } from '../../plan/wire-fields';
import { form, type Route } from '../route';
import { WEBHOOK_PATH } from '../webhook-in';

/** An address that needs no key, as it is described. */
export type PublicRoute = Omit<Route, 'roles' | 'handle'>;

/** What needs no key: whether the server is well, its own description, and calls that are signed. */
export const PUBLIC_ROUTES: readonly PublicRoute[] = [
  ...['/health', '/health/live'].map((path): PublicRoute => ({
    method: 'get',
    path,
    summary: 'Says that the process lives.',
    answers: { 200: form('It lives.', HealthSchema) },
    errors: ['API_HOST_WRONG'],
  })),
  {
    method: 'get',
    path: '/health/ready',
    summary: 'Says whether the server can work.',
    answers: {
      200: form('It can.', HealthSchema),
      503: form('It cannot; `parts` says what is down.', HealthSchema),
    },
    errors: ['API_HOST_WRONG'],
  },
  {
    method: 'get',
    path: '/openapi.json',
    summary: 'This description.',
    answers: { 200: form('An OpenAPI document.', z.looseObject({ openapi: z.string() })) },
    errors: ['API_HOST_WRONG'],
  },
  {
    method: 'post',
    path: WEBHOOK_PATH,
    summary: 'Begins a run of the file that has the WEBHOOK, signed as Standard Webhooks says.',
    body: ValueSchema,
    answers: {
      202: form('The run is recorded; the same webhook-id gives the same.', BegunRunSchema),
    },
    errors: [
      ...(['WEBHOOK_SIGNATURE', 'API_BACKLOG', 'API_PATH_INVALID', 'API_HOST_WRONG'] as const),
      ...(['API_BODY_MALFORMED', 'API_BODY_TYPE', 'API_BODY_TOO_LARGE', 'API_TIMEOUT'] as const),
      ...(['API_BODY_INVALID', 'STORE_BUSY', 'STORE_DOWN', 'API_INTERNAL'] as const),
    ],
  },
];
