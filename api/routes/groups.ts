import { AppError } from '../../plan/errors';
import { GroupNameSchema, GroupRequestSchema, MailQuerySchema } from '../../plan/people-messages';
import { deleteGroup, listGroups, MAX_GROUPS, saveGroup } from '../../store/groups';
import { listMail } from '../../store/outbox';
import type { ApiDependencies } from '../dependencies';
import { parseBody, parseQuery, queryError } from '../request-error';
import { ok, type Answer, type ApiRequest, type Route } from '../route';

const ADDRESS = '/api/groups/:name';

/** Who is asked together, and what is written to people. */
export const groupRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/groups',
    roles: ['author', 'operator', 'approver'],
    handle: async ({ principal }, api) =>
      ok({ items: await listGroups(api.database, principal.workspaceId) }),
  },
  { method: 'put', path: ADDRESS, roles: ['operator'], handle: set },
  { method: 'delete', path: ADDRESS, body: 'none', roles: ['operator'], handle: remove },
  { method: 'get', path: '/api/outbox', roles: ['operator'], handle: listOfMail },
];

async function set(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const name = nameOf(request);
  const { members } = parseBody(GroupRequestSchema, request.body);
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

async function listOfMail(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const { limit } = parseQuery(MailQuerySchema, request.query);
  return ok({ items: await listMail(api.database, request.principal.workspaceId, limit) });
}

function nameOf({ params }: ApiRequest): string {
  const name = GroupNameSchema.safeParse(params['name']);
  if (!name.success) {
    throw queryError('name', 'has to have 1 to 100 characters and no comma, semicolon or colon');
  }
  return name.data;
}
