import { parseCursor, isUuid } from '../store/cursor';
import type { Role } from '../store/keys';
import type { Principal } from './authenticate';
import type { ApiDependencies } from './dependencies';
import { queryError } from './request-error';

/** A request as a route gets it: its owner is known, its body is JSON or bytes. Schemas are the route's. */
export interface ApiRequest {
  readonly principal: Principal;
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  /** Undefined for GET. */
  readonly body: unknown;
  readonly header: (name: string) => string | undefined;
}

/** What a route answers, as JSON. */
export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One address and method, and who may use it. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As express writes it. */
  readonly path: string;
  /** Besides admin, who may do everything. */
  /** JSON unless told. `zip`: an archive, as bytes. `none`: no body is needed; one that is sent is not read. `optional`: one that is sent is JSON. */
  readonly body?: 'none' | 'zip' | 'optional';
  readonly roles: readonly Exclude<Role, 'admin'>[];
  readonly handle: (request: ApiRequest, api: ApiDependencies) => Promise<Answer>;
}

/** True when a role may use a route. */
export function isAllowed(route: Pick<Route, 'roles'>, role: Role): boolean {
  return role === 'admin' || route.roles.includes(role);
}

/** The usual answer: 200 with a body. */
export function ok(body: object): Answer {
  return { status: 200, body };
}

/** The Idempotency-Key of a request: visible ASCII, as every proxy carries it unchanged. */
export function readIdempotencyKey(request: ApiRequest): string | null {
  const key = request.header('idempotency-key');
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
