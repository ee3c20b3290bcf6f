import type { z } from 'zod';
import { AppError } from '../../plan/errors';
import {
  KeyPageSchema,
  KeyQuerySchema,
  KeyRequestSchema,
  KeySchema,
  NewKeySchema,
  type KeyView,
} from '../../plan/key-messages';
import { isUuid } from '../../store/cursor';
import { listKeys, revokeKey, saveKey, type ApiKey } from '../../store/keys';
import { makeKey } from '../api-key';
import { hashKey } from '../authenticate';
import type { ApiDependencies } from '../dependencies';
import {
  checkCursor,
  defined,
  form,
  ok,
  pageAnswer,
  route,
  type Answer,
  type ApiRequest,
  type Route,
} from '../route';

/** Who may use the API. Only admins give keys out and take them back. */
export const keyRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/keys',
    summary: 'Lists who may use the API.',
    roles: [],
    query: KeyQuerySchema,
    answers: { 200: form('A page of keys, newest first.', KeyPageSchema) },
    errors: [],
    handle: list,
  }),
  route({
    method: 'post',
    path: '/api/keys',
    summary: 'Makes a key, and shows it this once.',
    roles: [],
    body: KeyRequestSchema,
    answers: { 201: form('The key.', NewKeySchema) },
    errors: [],
    handle: create,
  }),
  route({
    method: 'delete',
    path: '/api/keys/:id',
    summary: 'Takes a key back; it is refused within five seconds.',
    roles: [],
    answers: { 200: form('The key, which is no longer good.', KeySchema) },
    errors: ['KEY_UNKNOWN', 'KEY_OWN'],
    handle: revoke,
  }),
];

async function list(
  { principal, query }: ApiRequest<z.infer<typeof KeyQuerySchema>>,
  api: ApiDependencies,
): Promise<Answer> {
  checkCursor(query.cursor, 'uuid');
  return pageAnswer(await listKeys(api.database, principal.workspaceId, query), toKeyView);
}

async function create(
  { principal, body }: ApiRequest<unknown, z.infer<typeof KeyRequestSchema>>,
  api: ApiDependencies,
): Promise<Answer> {
  const key = makeKey();
  const saved = await saveKey(api.database, {
    workspaceId: principal.workspaceId,
    name: body.name,
    role: body.role,
    keyHash: hashKey(key),
    createdBy: principal.name,
    ...defined({ forSeconds: body.expiresIn }),
  });
  return { status: 201, body: { ...toKeyView(saved), key } };
}

/** Whoever took back the own key could not undo it. */
async function revoke({ principal, params }: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const id = params['id'] ?? '';
  if (id === principal.keyId) throw new AppError('KEY_OWN');
  const revoked = isUuid(id) ? await revokeKey(api.database, principal.workspaceId, id) : undefined;
  if (revoked === undefined) throw new AppError('KEY_UNKNOWN', { id: id.slice(0, 100) });
  return ok(toKeyView(revoked));
}

function toKeyView(key: ApiKey): KeyView {
  const { id, name, role, createdBy, createdAt, lastUsedAt, expiresAt, revokedAt } = key;
  return { id, name, role, createdBy, createdAt, lastUsedAt, expiresAt, revokedAt };
}
