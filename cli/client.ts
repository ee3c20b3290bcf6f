import { z } from 'zod';
import {
  ApprovalPageSchema,
  ApprovalSchema,
  ForgottenMemorySchema,
  MemoryPageSchema,
  MemorySchema,
  PackageListSchema,
  ProblemSchema,
  PublishedEventSchema,
  RunEventListSchema,
  RunPageSchema,
  RunSchema,
  RunSummarySchema,
  type ApprovalView,
  type DecisionRequest,
  type MemoryRequest,
  type MemoryView,
  type PackageView,
  type RunSummary,
  type RunView,
} from '../plan/messages';
import type { LaunchRequest } from '../plan/launch-messages';
import {
  GroupListSchema,
  GroupSchema,
  MailListSchema,
  QueuedDecisionSchema,
  type GroupView,
  type MailView,
  type ReassignRequest,
} from '../plan/people-messages';
import type { CONTROL_SCHEMAS, ForkRequest } from '../plan/control-messages';
import type { Value } from '../plan/value';
import {
  ConversationSchema,
  ReplySchema,
  type ConversationView,
  type ReplyRequest,
  type ReplyView,
} from '../plan/conversation';
import { ApiProblem, Unreachable } from './client-errors';

const answerLimitMs = 30_000;

/** Where the API is and what opens it. */
export interface ApiAddress {
  readonly url: string;
  /** Undefined where none was given: the API then says what it thinks of that. */
  readonly apiKey: string | undefined;
}

/** What became of a decision: `queued` is recorded, but the run has not taken it yet. */
export interface Decided {
  readonly queued: boolean;
  readonly approval: ApprovalView;
}

/** An event to publish. */
export interface EventToPublish {
  readonly name: string;
  readonly data: Value;
  /** The only run that it is for. */
  readonly workflowId?: string;
}

/** A page of the events of a run. */
export type RunEventPage = z.infer<typeof RunEventListSchema>;

/**
 * The HTTP API. A refusal is an ApiProblem with the stable code; where nothing answers, or something that is
 * no Everstep, it is an Unreachable. Nothing is tried twice.
 */
export interface Client extends ApiAddress {
  /** The same idempotency key again gives the run that is there. */
  launch(request: LaunchRequest, idempotencyKey?: string): Promise<RunView>;
  /** The newest runs; only those that a run has begun, where one is given. */
  listRuns(limit: number, parent?: string): Promise<readonly RunSummary[]>;
  readRun(id: string): Promise<RunView>;
  listRunEvents(id: string, after: number): Promise<RunEventPage>;
  listOpenApprovals(): Promise<readonly ApprovalView[]>;
  decide(approvalId: string, request: DecisionRequest): Promise<Decided>;
  reassign(approvalId: string, request: ReassignRequest): Promise<ApprovalView>;
  listGroups(): Promise<readonly GroupView[]>;
  setGroup(name: string, members: readonly string[]): Promise<GroupView>;
  deleteGroup(name: string): Promise<{ readonly name: string }>;
  /** The newest mails. */
  listMail(limit: number): Promise<readonly MailView[]>;
  /** The last messages of a run, those with a text where one is given, and what it asks. */
  readConversation(runId: string, search?: string): Promise<ConversationView>;
  reply(runId: string, request: ReplyRequest): Promise<ReplyView>;
  control(
    runId: string,
    command: RunCommand,
    body: object,
  ): Promise<z.infer<typeof RunSummarySchema>>;
  fork(runId: string, body: ForkRequest): Promise<z.infer<typeof RunSummarySchema>>;
  migrate(runId: string, body: object): Promise<z.infer<typeof RunSummarySchema>>;
  restore(runId: string): Promise<z.infer<typeof RunSummarySchema>>;
  /** Any other address of the API. */
  request<T extends z.ZodType>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    schema: T,
    body?: unknown,
  ): Promise<z.output<T>>;
  setVariables(runId: string, body: object): Promise<z.infer<typeof RunSummarySchema>>;
  publishEvent(event: EventToPublish): Promise<z.infer<typeof PublishedEventSchema>>;
  listPackages(): Promise<readonly PackageView[]>;
  /** The newest remembered values, of one owner or with some words. */
  listMemory(filter: MemorySearch): Promise<readonly MemoryView[]>;
  readMemory(place: MemoryAddress): Promise<MemoryView>;
  setMemory(place: MemoryAddress, request: MemoryRequest): Promise<MemoryView>;
  deleteMemory(place: MemoryAddress): Promise<MemoryAddress>;
}

/** Whose value, under which key. */
export interface MemoryAddress {
  readonly owner: string;
  readonly id: string;
  readonly key: string;
}

/** Which values to list. */
export interface MemorySearch {
  readonly owner?: string | undefined;
  readonly id?: string | undefined;
  readonly search?: string | undefined;
}

/** A command to a run that has an address of its own. */
export type RunCommand = keyof typeof CONTROL_SCHEMAS;

/** A client of the API at an address. It connects with the first request. */
export function createClient(address: ApiAddress): Client {
  const get = <T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> =>
    send(address, { method: 'GET', path }, schema);
  const post = <T extends z.ZodType>(
    path: string,
    body: unknown,
    schema: T,
  ): Promise<z.output<T>> => send(address, { method: 'POST', path, body }, schema);
  return {
    ...address,
    ...createPeopleClient(address),
    request: (method, path, schema, body) => send(address, { method, path, body }, schema),
    launch: (body, idempotencyKey) =>
      send(address, { method: 'POST', path: '/api/workflows', body, idempotencyKey }, RunSchema),
    listRuns: async (limit, parent) => {
      const of = parent === undefined ? '' : `&parent=${encodeURIComponent(parent)}`;
      return (await get(`/api/workflows?limit=${limit}${of}`, RunPageSchema)).items;
    },
    readRun: (id) => get(`/api/workflows/${encodeURIComponent(id)}`, RunSchema),
    listRunEvents: (id, after) =>
      get(`/api/workflows/${encodeURIComponent(id)}/events?after=${after}`, RunEventListSchema),
    listOpenApprovals: async () =>
      (await get('/api/approvals?status=open&limit=200', ApprovalPageSchema)).items,
    decide: async (id, body) =>
      readDecided(
        await post(`/api/approvals/${encodeURIComponent(id)}/decision`, body, DecidedSchema),
      ),
    readConversation: (id, search) => {
      const query = new URLSearchParams({ limit: '200', ...(search && { q: search }) });
      return get(`${messagesOf(id)}?${query.toString()}`, ConversationSchema);
    },
    reply: (id, body) => post(messagesOf(id), body, ReplySchema),
    control: (id, command, body) =>
      post(`/api/workflows/${encodeURIComponent(id)}/${command}`, body, RunSummarySchema),
    fork: (id, body) =>
      post(`/api/workflows/${encodeURIComponent(id)}/fork`, body, RunSummarySchema),
    migrate: (id, body) =>
      post(`/api/workflows/${encodeURIComponent(id)}/migrate`, body, RunSummarySchema),
    restore: (id) => post(`/api/workflows/${encodeURIComponent(id)}/restore`, {}, RunSummarySchema),
    setVariables: (id, body) =>
      send(
        address,
        { method: 'PATCH', path: `/api/workflows/${encodeURIComponent(id)}/variables`, body },
        RunSummarySchema,
      ),
    publishEvent: (event) => post('/api/events', event, PublishedEventSchema),
    listMemory: async (filter) => {
      const given = Object.entries(filter).filter(([, text]) => text !== undefined);
      const query = new URLSearchParams([...given, ['limit', '200']]);
      return (await get(`/api/memory?${query.toString()}`, MemoryPageSchema)).items;
    },
    readMemory: (place) => get(memoryPath(place), MemorySchema),
    setMemory: (place, body) =>
      send(address, { method: 'PUT', path: memoryPath(place), body }, MemorySchema),
    deleteMemory: (place) =>
      send(address, { method: 'DELETE', path: memoryPath(place) }, ForgottenMemorySchema),
    listPackages: async () => (await get('/api/packages', PackageListSchema)).items,
  };
}

function memoryPath({ owner, id, key }: MemoryAddress): string {
  return `/api/memory/${[owner, id, key].map(encodeURIComponent).join('/')}`;
}

/** Who is asked, and what is written to people. */
function createPeopleClient(
  address: ApiAddress,
): Pick<Client, 'reassign' | 'listGroups' | 'setGroup' | 'deleteGroup' | 'listMail'> {
  const get = <T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> =>
    send(address, { method: 'GET', path }, schema);
  return {
    reassign: (id, body) => {
      const path = `/api/approvals/${encodeURIComponent(id)}/reassign`;
      return send(address, { method: 'POST', path, body }, ApprovalSchema);
    },
    listGroups: async () => (await get('/api/groups', GroupListSchema)).items,
    setGroup: (name, members) =>
      send(address, { method: 'PUT', path: groupPath(name), body: { members } }, GroupSchema),
    deleteGroup: (name) => {
      const request = { method: 'DELETE', path: groupPath(name) } as const;
      return send(address, request, GroupSchema.pick({ name: true }));
    },
    listMail: async (limit) => (await get(`/api/outbox?limit=${limit}`, MailListSchema)).items,
  };
}

function groupPath(name: string): string {
  return `/api/groups/${encodeURIComponent(name)}`;
}

function messagesOf(runId: string): string {
  return `/api/workflows/${encodeURIComponent(runId)}/messages`;
}

const DecidedSchema = z.union([QueuedDecisionSchema, ApprovalSchema]);

function readDecided(answer: z.infer<typeof DecidedSchema>): Decided {
  if ('approval' in answer) return { queued: true, approval: answer.approval };
  return { queued: false, approval: answer };
}

interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string | undefined;
}

async function send<T extends z.ZodType>(
  address: ApiAddress,
  request: Request,
  schema: T,
): Promise<z.output<T>> {
  const { status, body } = await exchange(address, request);
  if (status >= 400) throw toProblem(address, status, body);
  const answer = schema.safeParse(body);
  if (answer.success) return answer.data;
  const where = answer.error.issues[0];
  const reason = `its answer to ${request.path} has another form than expected (${where?.path.join('.') ?? ''}: ${where?.message ?? ''})`;
  throw new Unreachable(address.url, reason);
}

async function exchange(
  { url, apiKey }: ApiAddress,
  { method, path, body, idempotencyKey }: Request,
): Promise<{ readonly status: number; readonly body: unknown }> {
  try {
    const response = await fetch(url + path, {
      method,
      headers: {
        Accept: 'application/json, application/problem+json',
        ...(apiKey === undefined ? {} : { 'X-API-KEY': apiKey }),
        ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // The key must not travel to wherever an answer points.
      redirect: 'error',
      signal: AbortSignal.timeout(answerLimitMs),
    });
    return { status: response.status, body: parseJson(await response.text()) };
  } catch (error) {
    throw new Unreachable(url, reasonOf(error), { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Something in between (a proxy, another program) answers without our problem document. */
function toProblem({ url }: ApiAddress, status: number, body: unknown): Error {
  const problem = ProblemSchema.partial().safeParse(body).data;
  if (problem?.code !== undefined) {
    return new ApiProblem(status, problem.code, problem.detail ?? problem.code, problem);
  }
  if (status < 500) {
    return new ApiProblem(status, `HTTP_${status}`, `${url} answered with status ${status}.`);
  }
  return new Unreachable(url, `it answered with status ${status}`);
}

/** What `fetch` and `ws` hide in causes: the code of the system where there is one. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${answerLimitMs / 1000} seconds`;
  if ('code' in error && error.code === 'ECONNREFUSED') return 'the connection was refused';
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}
