import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { ErrorCode } from '../plan/errors';
import { parseCursor, isUuid } from '../store/cursor';
import type { Role } from '../plan/roles';
import type { Principal } from './authenticate';
import type { ApiDependencies } from './dependencies';
import { parseBody, parseQuery, queryError } from './request-error';

/** A request as a route gets it: its owner is known, query and body are what its schemas gave. */
export interface ApiRequest<Query = unknown, Body = unknown> {
  readonly principal: Principal;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  /** Undefined where the route takes none. */
  readonly body: Body;
  readonly header: (name: string) => string | undefined;
}

/** What a route answers: an object is sent as JSON, a text as it is, and nothing with 204. */
export interface Answer {
  readonly status: number;
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that goes on: whoever opens it writes all of the response. */
export interface StreamAnswer {
  readonly open: (response: ServerResponse) => void;
}

/** What an answer of one status means, and its form. */
export interface AnswerForm {
  readonly means: string;
  readonly schema: z.ZodType;
  /** Media type, where that is not JSON. */
  readonly type?: string;
}

/** One address and method: who may use it, what it takes and what it answers. The description of the API is made of it. */
export interface Route<Query = unknown, Body = unknown> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As express writes it. */
  readonly path: string;
  /** Besides admin, who may do everything. */
  readonly roles: readonly Exclude<Role, 'admin'>[];
  /** One line for the description. */
  readonly summary: string;
  /** What the parts of the address have to be like; any text unless told. */
  readonly params?: z.ZodObject;
  /** Without one no parameter is taken. */
  readonly query?: z.ZodType<Query>;
  /** The form of a JSON body, or `zip` for an archive as bytes. Without one, what is sent is not read. */
  readonly body?: z.ZodType<Body> | 'zip';
  /** An empty body counts as `{}`. */
  readonly isBodyOptional?: true;
  /** It takes an Idempotency-Key. */
  readonly isIdempotent?: true;
  /** It takes `Prefer: wait=seconds`. */
  readonly canWait?: true;
  readonly answers: Readonly<Record<number, AnswerForm>>;
  /** Codes that come from this route only; those that can come from every route are in `COMMON_ERRORS`. */
  readonly errors: readonly ErrorCode[];
  readonly handle: (
    request: ApiRequest<Query, Body>,
    api: ApiDependencies,
  ) => Promise<Answer | StreamAnswer>;
}

const NO_PARAMETERS = z.strictObject({});

/** A route whose query and body are read by its schemas before it is asked. */
export function route<Query, Body>(given: Route<Query, Body>): Route {
  const { query, body, handle } = given;
  const read = (request: ApiRequest): ApiRequest<Query, Body> => ({
    ...request,
    query: parseQuery<unknown>(query ?? NO_PARAMETERS, request.query) as Query,
    body: (typeof body === 'object' ? parseBody(body, request.body) : request.body) as Body,
  });
  return { ...given, handle: async (request, api) => handle(read(request), api) };
}

/** True when a role may use a route. */
export function isAllowed(route: Pick<Route, 'roles'>, role: Role): boolean {
  return role === 'admin' || route.roles.includes(role);
}

/** The usual answer: 200 with a body. */
export function ok(body: object): Answer {
  return { status: 200, body };
}

/** What an answer means, and its form. */
export function form(means: string, schema: z.ZodType, type?: string): AnswerForm {
  return { means, schema, ...defined({ type }) };
}

/** The Idempotency-Key of a request: visible ASCII, as every proxy carries it unchanged. */
export function readIdempotencyKey({ header }: Pick<ApiRequest, 'header'>): string | null {
  const key = header('idempotency-key');
  if (key === undefined) return null;
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw queryError('Idempotency-Key', 'has to be 1 to 200 visible ASCII characters');
}

/** A cursor comes from outside: it has to be one that we could have written. */
export function checkCursor(cursor: string | undefined, id: 'uuid' | 'text'): void {
  if (cursor === undefined) return;
  const [createdAt, lastId] = parseCursor(cursor);
  const isTime = !Number.isNaN(Date.parse(createdAt));
  if (!isTime || lastId.includes('\0') || (id === 'uuid' && !isUuid(lastId))) {
    throw queryError('cursor', 'is not a cursor of this list');
  }
}

/** A page as clients get it, with the address of the next one. */
export function pageAnswer<T>(
  page: { readonly items: readonly T[]; readonly next: string | null },
  toView: (item: T) => object,
): Answer {
  return ok({ items: page.items.map(toView), next: page.next });
}

/** Leaves members out that are undefined, as exact optional properties need it. */
export function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
