import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AppError } from '../plan/errors';
import type { Database } from '../store/database';
import type { Role } from '../plan/roles';
import { findKey } from '../store/keys';
import { queryError, RequestError } from './request-error';

/** Who asks. The workspace always comes from the key, never from the request. */
export interface Principal {
  readonly keyId: string;
  readonly name: string;
  readonly role: Role;
  readonly workspaceId: string;
}

/** Finds out who asks. */
export interface Authenticator {
  /** The owner of the key of a request; 401 without one, with a wrong one or with several. */
  authenticate(request: IncomingMessage): Promise<Principal>;
  /** The owner of a key; API_KEY_WRONG when nobody has it. */
  findPrincipal(key: string): Promise<Principal>;
}

const CACHE_MS = 5_000;
const CACHE_SIZE = 1_000;
const LONGEST_KEY = 500;
const KEY_PARAMETERS = new Set([
  ...['key', 'api_key', 'apikey', 'api-key', 'x-api-key'],
  ...['token', 'access_token', 'authorization'],
]);

/** An authenticator over the keys of the database. A key that is revoked is refused within 5 s. */
export function createAuthenticator(database: Database): Authenticator {
  const cache = new Map<string, { readonly principal: Principal; readonly until: number }>();
  const findPrincipal = async (key: string): Promise<Principal> => {
    if (key.length > LONGEST_KEY) throw new AppError('API_KEY_WRONG');
    const digest = hashKey(key);
    const id = digest.toString('hex');
    const cached = cache.get(id);
    if (cached !== undefined && cached.until > Date.now()) return cached.principal;
    cache.delete(id);
    const found = await findKey(database, digest);
    if (found === undefined) throw new AppError('API_KEY_WRONG');
    const { id: keyId, name, role, workspaceId } = found;
    const principal = { keyId, name, role, workspaceId };
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(id, { principal, until: Date.now() + CACHE_MS });
    return principal;
  };
  return {
    findPrincipal,
    authenticate: async (request) => {
      refuseKeyInAddress(request);
      const key = readCredential(request);
      if (key === undefined) throw new AppError('API_KEY_MISSING');
      return findPrincipal(key);
    },
  };
}

/** What is kept and compared of a key: only its digest, so that no comparison depends on its text. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** The one key that a request carries, in X-API-KEY or as a bearer token; undefined without one. */
export function readCredential(request: IncomingMessage): string | undefined {
  const given: string[] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const header = request.rawHeaders[index]?.toLowerCase();
    const value = request.rawHeaders[index + 1] ?? '';
    if (header === 'x-api-key') given.push(value.trim());
    if (header === 'authorization') given.push(readBearer(value));
  }
  if (given.length > 1) {
    const message = 'the request carries more than one credential';
    throw new RequestError('API_KEY_WRONG', [{ pointer: 'X-API-KEY', message }]);
  }
  return given[0];
}

/** Addresses end up in logs and histories: a key in one is refused, so that nobody gets used to it. */
export function refuseKeyInAddress(request: IncomingMessage): void {
  const url = request.url ?? '';
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  for (const name of new URLSearchParams(query).keys()) {
    if (KEY_PARAMETERS.has(name.toLowerCase())) {
      throw queryError(name, 'a key belongs into the header X-API-KEY, never into the address');
    }
  }
}

function readBearer(value: string): string {
  const token = /^bearer +(\S+)$/i.exec(value.trim())?.[1];
  if (token === undefined) throw new AppError('API_KEY_WRONG');
  return token;
}
