import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ApprovalView, RunView, WireEvent } from '../plan/messages';

/** A request as the server got it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** An answer; a text is sent as it is. */
export interface TestAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** A real HTTP server that says what a test tells it to. */
export interface TestApi {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** Answers by `GET /path`; query strings do not count. */
  readonly answers: Map<string, TestAnswer>;
  /** Called for each client of `/ws`. */
  onSocket: (socket: WebSocket) => void;
  close(): Promise<void>;
}

/** Starts a server on a free port. */
export async function startTestApi(): Promise<TestApi> {
  const requests: SeenRequest[] = [];
  const answers = new Map<string, TestAnswer>();
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const method = request.method ?? '';
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      requests.push({ method, path: request.url ?? '', headers: request.headers, body });
      const answer = answers.get(`${method} ${path}`) ?? problem(404, 'API_NOT_FOUND', 'Nothing.');
      response.writeHead(answer.status, { 'Content-Type': 'application/json' });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });
  const sockets = new WebSocketServer({ server, path: '/ws' });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api: TestApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answers,
    onSocket: () => undefined,
    close: () => closeAll(server, sockets),
  };
  sockets.on('connection', (socket) => {
    api.onSocket(socket);
  });
  return api;
}

async function closeAll(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** An answer as application/problem+json has it. */
export function problem(status: number, code: string, detail: string): TestAnswer {
  return { status, body: { type: 'about:blank', title: code, status, detail, code, errors: [] } };
}

/** A run in the form of the API. */
export function makeRun(changes: Partial<RunView> = {}): RunView {
  return {
    id: 'run-1',
    package: 'customer-support',
    workflow: 'main',
    description: null,
    channelId: null,
    status: 'running',
    currentStep: null,
    createdBy: 'admin',
    createdAt: '2026-01-02T03:04:05.000Z',
    startedAt: '2026-01-02T03:04:05.100Z',
    completedAt: null,
    updatedAt: '2026-01-02T03:04:05.100Z',
    forkedFrom: null,
    user: null,
    session: null,
    input: {},
    result: null,
    failure: null,
    state: {},
    planHash: 'hash',
    parent: null,
    startAt: null,
    progress: { percent: 50, completed: 1, total: 2 },
    tasks: [],
    approvals: [],
    holds: [],
    temporal: { workflowId: 'run-1', runId: null, url: 'http://127.0.0.1:8233/run-1' },
    ...changes,
  };
}

/** An approval in the form of the API. */
export function makeApproval(changes: Partial<ApprovalView> = {}): ApprovalView {
  return {
    id: 'approval-1',
    runId: 'run-1',
    stepId: 'main.3',
    from: 'manager@company.com',
    message: 'Refund 250?',
    status: 'open',
    deadline: null,
    escalatedFrom: null,
    decidedBy: null,
    decidedVia: null,
    comment: null,
    decidedAt: null,
    createdAt: '2026-01-02T03:04:06.000Z',
    people: ['manager@company.com'],
    needed: null,
    commentRequired: false,
    remindAt: null,
    votes: [],
    ...changes,
  };
}

/** An event of `run-1` in the form of the API. */
export function makeEvent(seq: number, type: string, data: WireEvent['data'] = {}): WireEvent {
  return { runId: 'run-1', seq, type, stepId: null, data, at: '2026-01-02T03:04:05.000Z' };
}
