import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { ProblemSchema, type Problem } from '../plan/messages';
import type { SecretReader } from '../plan/secret-name';
import { ROLES, type Role } from '../plan/roles';
import { saveKey } from '../store/keys';
import { createTestDatabase, type TestDatabase } from '../store/test-database';
import { connectTemporal, type TemporalGateway } from '../temporal/gateway';
import { DEFAULT_WORKSPACE } from './api-key';
import { createAuthenticator, hashKey } from './authenticate';
import type { ApiDependencies } from './dependencies';
import { createBacklog } from './backlog';
import { createMetrics } from './metrics';
import { createPackageShelf } from './packages';
import { createProgressHub } from './progress-hub';
import { createServer } from './server';
import { createTriggerSync } from './sync-triggers';
import { checkAnswer } from './test-answer-check';

/** An answer with its body read. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A listening API on real servers, with a database of its own and a key for each role. */
export interface TestApi {
  readonly test: TestDatabase;
  readonly gateway: TemporalGateway;
  readonly server: Server;
  readonly url: string;
  readonly port: number;
  readonly keys: Readonly<Record<Role, string>>;
  /** Sends a request with the admin's key unless told; an object as body is sent as JSON. Each answer has to be as it is described. */
  send(method: string, path: string, options?: SendOptions): Promise<TestAnswer>;
  /** Adds a key of another name, role or workspace. */
  addKey(name: string, role: Role, workspaceId?: string): Promise<string>;
  stop(): Promise<void>;
}

export interface SendOptions {
  readonly body?: unknown;
  /** Null: without any. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a test may choose. */
export interface TestApiOptions {
  readonly packagesDir?: string;
  readonly temporalAddress?: string;
  readonly secrets?: SecretReader;
  readonly changes?: (test: TestDatabase) => Partial<ApiDependencies>;
}

/** Starts an API; its runs wait in a task queue that nobody works on. */
export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const test = await createTestDatabase();
  const { database } = test;
  const gateway = connectTemporal({
    address: options.temporalAddress ?? process.env['EVERSTEP_TEST_TEMPORAL_ADDRESS'] ?? '',
    namespace: process.env['EVERSTEP_TEST_TEMPORAL_NAMESPACE'] ?? 'everstep',
    taskQueue: `api-${randomUUID()}`,
    database,
  });
  const hub = createProgressHub(database, { pollMs: 500 });
  const stopping = new AbortController();
  const log = pino({ level: process.env['EVERSTEP_TEST_LOG'] ?? 'silent' });
  const packages = createPackageShelf({ database, root: options.packagesDir ?? 'no-packages' });
  const server = createServer({
    database,
    temporal: gateway,
    backlog: createBacklog(database, 100_000),
    hub,
    metrics: createMetrics(database),
    log,
    authenticator: createAuthenticator(database),
    packages,
    triggers: createTriggerSync({ database, packages, log }),
    secrets: options.secrets ?? (() => undefined),
    host: '127.0.0.1',
    bodyLimit: 100_000,
    temporalNamespace: 'everstep',
    temporalUi: 'http://127.0.0.1:8233',
    isPrepared: () => true,
    stopping: stopping.signal,
    ...options.changes?.(test),
  });
  const port = await listen(server);
  const url = `http://127.0.0.1:${port}`;
  const addKey = (name: string, role: Role, workspaceId = DEFAULT_WORKSPACE) =>
    makeKey(test, { name, role, workspaceId });
  const made = await Promise.all(ROLES.map(async (role) => [role, await addKey(role, role)]));
  const keys = Object.fromEntries(made) as Record<Role, string>;
  return {
    test,
    gateway,
    server,
    url,
    port,
    keys,
    addKey,
    send: async (method, path, given = {}) => {
      const answer = await send(`${url}${path}`, method, { key: keys.admin, ...given });
      checkAnswer(method, path, answer);
      return answer;
    },
    stop: async () => {
      stopping.abort();
      await close(server);
      await hub.close();
      await gateway.close();
      await test.drop();
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}

async function makeKey(
  { database }: TestDatabase,
  owner: { readonly name: string; readonly role: Role; readonly workspaceId: string },
): Promise<string> {
  const key = `ev_test_${randomUUID()}`;
  await saveKey(database, { ...owner, keyHash: hashKey(key) });
  return key;
}

/** Status and code of an answer that is a problem in the form of RFC 9457; any other is an error. */
export function problemOf(answer: TestAnswer): string {
  const problem = ProblemSchema.parse(answer.body);
  const type = answer.headers.get('content-type');
  if (type !== 'application/problem+json; charset=utf-8')
    throw new Error(`it has type ${type ?? ''}`);
  if (problem.status !== answer.status || problem.type !== `/errors/${problem.code}`) {
    throw new Error(`the problem contradicts itself: ${JSON.stringify(problem)}`);
  }
  if (/\bat .*\.[jt]s:\d+/.test(JSON.stringify(problem)))
    throw new Error('the problem has a stack');
  return `${problem.status} ${problem.code}`;
}

/** The problem of an answer, which has to be of this status and code. */
export function readProblem(answer: TestAnswer, status: number, code: string): Problem {
  const found = problemOf(answer);
  if (found !== `${status} ${code}`) throw new Error(`${found} instead of ${status} ${code}`);
  return ProblemSchema.parse(answer.body);
}

async function send(url: string, method: string, options: SendOptions): Promise<TestAnswer> {
  const { body, key, headers } = options;
  const isText = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(url, {
    method,
    headers: {
      ...(typeof key === 'string' ? { 'X-API-KEY': key } : {}),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? (JSON.parse(text) as unknown) : text || undefined,
  };
}
