import { AppError } from '../../plan/errors';
import { MEMORY_LIMITS } from '../../plan/memory';
import type { z } from 'zod';
import {
  ForgottenMemorySchema,
  MemoryPageSchema,
  MemoryPathSchema,
  MemoryQuerySchema,
  MemoryRequestSchema,
  MemorySchema,
  type MemoryRequest,
} from '../../plan/messages';
import {
  forgetMemory,
  keepMemory,
  listMemory,
  readMemory,
  type Memory,
  type MemoryKey,
} from '../../store/memory';
import type { ApiDependencies } from '../dependencies';
import { toMemoryView } from '../present';
import { parseQuery, queryError } from '../request-error';
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

const ADDRESS = '/api/memory/:owner/:id/:key';

/** What bots, users and sessions remember: list and search, read, set, delete. */
export const memoryRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/memory',
    summary: 'Lists what is remembered, and searches in it.',
    roles: ['author', 'operator', 'bot'],
    query: MemoryQuerySchema,
    answers: { 200: form('A page of values, newest first.', MemoryPageSchema) },
    errors: [],
    handle: listOfMemory,
  }),
  route({
    method: 'get',
    path: ADDRESS,
    params: MemoryPathSchema,
    summary: 'One remembered value.',
    roles: ['author', 'operator', 'bot'],
    answers: { 200: form('The value.', MemorySchema) },
    errors: ['MEMORY_UNKNOWN'],
    handle: read,
  }),
  route({
    method: 'put',
    path: ADDRESS,
    params: MemoryPathSchema,
    summary: 'Remembers a value; the last one wins.',
    roles: ['author', 'bot'],
    body: MemoryRequestSchema,
    answers: {
      200: form('It has taken the place of another value.', MemorySchema),
      201: form('It is remembered.', MemorySchema),
    },
    errors: ['MEMORY_TOO_LARGE', 'MEMORY_FULL', 'MEMORY_UNKNOWN'],
    handle: set,
  }),
  route({
    method: 'delete',
    path: ADDRESS,
    params: MemoryPathSchema,
    summary: 'Forgets a value.',
    roles: ['author', 'operator'],
    answers: { 200: form('It is forgotten.', ForgottenMemorySchema) },
    errors: ['MEMORY_UNKNOWN'],
    handle: forget,
  }),
];

async function listOfMemory(
  request: ApiRequest<z.infer<typeof MemoryQuerySchema>>,
  api: ApiDependencies,
): Promise<Answer> {
  const { id, search, ...filter } = request.query;
  checkCursor(filter.cursor, 'text');
  const page = await listMemory(api.database, request.principal.workspaceId, {
    ...filter,
    ...defined({ ownerId: id, words: search === undefined ? undefined : wordsOf(search) }),
  });
  return pageAnswer(page, toMemoryView);
}

/** The words of a search: letters and digits, as they are found in keys and values. */
function wordsOf(search: string): readonly string[] {
  const words = search.match(/[\p{L}\p{N}]+/gu);
  if (words === null) throw queryError('search', 'has to have a letter or a digit');
  return words;
}

async function read(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const place = placeOf(request);
  const memory = await readMemory(api.database, place);
  if (memory === undefined) throw unknown(place);
  return ok(toMemoryView(memory));
}

/** The last value wins; 201 where there was none. */
async function set(
  request: ApiRequest<unknown, MemoryRequest>,
  api: ApiDependencies,
): Promise<Answer> {
  const place = placeOf(request);
  const { value, expiresIn } = request.body;
  const size = JSON.stringify(value).length;
  const limit = MEMORY_LIMITS.valueLength;
  if (size > limit) throw new AppError('MEMORY_TOO_LARGE', { key: place.key, size, limit });
  const known = await readMemory(api.database, place);
  const forMs = expiresIn === undefined ? null : expiresIn * 1000;
  if (!(await keepMemory(api.database, place, { value, forMs }))) {
    throw new AppError('MEMORY_FULL', { who: place.ownerId, limit: MEMORY_LIMITS.keys });
  }
  const memory: Memory | undefined = await readMemory(api.database, place);
  // It may have been so short that it is over already.
  if (memory === undefined) throw unknown(place);
  const isKnown = known?.sharedBy === null;
  return { status: isKnown ? 200 : 201, body: toMemoryView(memory) };
}

async function forget(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const place = placeOf(request);
  if (!(await forgetMemory(api.database, place))) throw unknown(place);
  const { owner, ownerId: id, key } = place;
  return ok({ owner, id, key, forgotten: true });
}

function placeOf({ principal, params }: ApiRequest): MemoryKey {
  const { owner, id, key } = parseQuery(MemoryPathSchema, { ...params });
  return { workspaceId: principal.workspaceId, owner, ownerId: id, key };
}

function unknown({ owner, ownerId: id, key }: MemoryKey): AppError {
  return new AppError('MEMORY_UNKNOWN', { owner, id, key });
}
