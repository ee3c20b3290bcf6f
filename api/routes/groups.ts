import { AppError } from '../../plan/errors';
import { z } from 'zod';
import {
  ForgottenGroupSchema,
  GroupListSchema,
  GroupNameSchema,
  GroupRequestSchema,
  GroupSchema,
  MailListSchema,
  MailQuerySchema,
} from '../../plan/people-messages';
import { deleteGroup, listGroups, MAX_GROUPS, saveGroup } from '../../store/groups';
import { listMail } from '../../store/outbox';
import type { ApiDependencies } from '../dependencies';
import { queryError } from '../request-error';
import { form, ok, route, type Answer, type ApiRequest, type Route } from '../route';

const ADDRESS = '/api/groups/:name';

/** Who is asked together, and what is written to people. */
export const groupRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/groups',
    summary: 'Lists the groups of people who are asked together.',
    roles: ['author', 'operator', 'approver'],
    answers: { 200: form('All groups.', GroupListSchema) },
    errors: [],
    handle: async ({ principal }, api) =>
      ok({ items: await listGroups(api.database, principal.workspaceId) }),
  }),
  route({
    method: 'put',
    path: ADDRESS,
    params: z.object({ name: GroupNameSchema }),
    summary: 'Says who belongs to a group.',
    roles: ['operator'],
    body: GroupRequestSchema,
    answers: { 200: form('The group.', GroupSchema) },
    errors: ['GROUPS_FULL'],
    handle: set,
  }),
  route({
    method: 'delete',
    path: ADDRESS,
    params: z.object({ name: GroupNameSchema }),
    summary: 'Takes a group away.',
    roles: ['operator'],
    answers: { 200: form('It is gone.', ForgottenGroupSchema) },
    errors: ['GROUP_UNKNOWN'],
    handle: remove,
  }),
  route({
    method: 'get',
    path: '/api/outbox',
    summary: 'What is written to people.',
    roles: ['operator'],
    query: MailQuerySchema,
    answers: { 200: form('The newest first.', MailListSchema) },
    errors: [],
    handle: listOfMail,
  }),
];

async function set(
  request: ApiRequest<unknown, z.infer<typeof GroupRequestSchema>>,
  api: ApiDependencies,
): Promise<Answer> {
  const name = nameOf(request);
  const { members } = request.body;
  const { workspaceId } = request.principal;
  if ((await saveGroup(api.database, workspaceId, { name, members })) === 'full') {
    throw new AppError('GROUPS_FULL', { limit: MAX_GROUPS });
  }
  return ok({ name, members });
}

async function remove(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const name = nameOf(request);
  const isGone = await deleteGroup(api.database, request.principal.workspaceId, name);
  if (!isGone) throw new AppError('GROUP_UNKNOWN', { name });
  return ok({ name });
}

async function listOfMail(
  request: ApiRequest<z.infer<typeof MailQuerySchema>>,
  api: ApiDependencies,
): Promise<Answer> {
  const { limit } = request.query;
  return ok({ items: await listMail(api.database, request.principal.workspaceId, limit) });
}

function nameOf({ params }: ApiRequest): string {
  const name = GroupNameSchema.safeParse(params['name']);
  if (!name.success) {
    throw queryError('name', 'has to have 1 to 100 characters and no comma, semicolon or colon');
  }
  return name.data;
}
