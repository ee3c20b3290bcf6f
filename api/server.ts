import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import helmet from 'helmet';
import { PACKAGE_LIMITS } from '../packages/limits';
import { AppError, type ErrorCode } from '../plan/errors';
import type { ApiDependencies } from './dependencies';
import { checkHost, checkPath } from './check-address';
import { addDecisionPage } from './decision-page';
import { describeApi } from './openapi/describe-api';
import { renderApiPage } from './openapi/render-page';
import { readBody, readZipBody } from './read-body';
import { isAllowed, type Answer, type Route } from './route';
import { answerHealth } from './routes/health';
import { ROUTES } from './routes/table';
import { isPublic, parserProblem, rawAnswer, sendError } from './send-error';
import { attachWebSockets } from './web-socket';
import { answerWebhook, WEBHOOK_PATH } from './webhook-in';

const MOST_CONNECTIONS = 2_000;

/** The HTTP and WebSocket server, not listening yet. It ends when it is closed and `stopping` aborts. */
export function createServer(api: ApiDependencies): Server {
  const server = createHttpServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 10_000,
      connectionsCheckingInterval: 2_000,
    },
    createApp(api),
  );
  server.maxConnections = MOST_CONNECTIONS;
  server.on('clientError', answerClientError);
  attachWebSockets(server, api);
  return server;
}

function createApp(api: ApiDependencies): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('case sensitive routing', true);
  app.use(beginRequest(api));
  app.use(helmet());
  app.use((request, _response, next) => {
    checkHost(request, api.host);
    checkPath(request);
    next();
  });
  for (const path of ['/health', '/health/live', '/health/ready']) {
    app
      .route(path)
      .get(async (_request, response) => {
        sendAnswer(response, await answerHealth(path, api));
      })
      .all(refuseMethod(['get']));
  }
  addDescription(app);
  app
    .route(WEBHOOK_PATH)
    .post(answerWebhook(api))
    .all(refuseMethod(['post']));
  addDecisionPage(app, api);
  app.use(['/api', '/metrics'], authenticateFirst(api));
  for (const [path, routes] of groupByPath(ROUTES)) addPath(app, path, routes, api);
  app.use((request) => {
    throw new AppError('API_NOT_FOUND', { path: request.path.slice(0, 500) });
  });
  app.use(answerError(api));
  return app;
}

/** What the API is, for programs and for people. It tells nothing of a workspace, so it needs no key. */
function addDescription(app: Express): void {
  const description = describeApi(ROUTES);
  app
    .route('/openapi.json')
    .get((_request, response) => {
      response.json(description);
    })
    .all(refuseMethod(['get']));
  const page = renderApiPage(description);
  app
    .route('/docs')
    .get((_request, response) => {
      response.type('html').send(page);
    })
    .all(refuseMethod(['get']));
}

/** Numbers the request and logs how it ended. Addresses are logged without their query. */
function beginRequest(api: ApiDependencies): RequestHandler {
  return (request, response, next) => {
    const begun = performance.now();
    const given = request.get('x-request-id') ?? '';
    const requestId = /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
    response.locals['requestId'] = requestId;
    response.setHeader('X-Request-Id', requestId);
    response.setHeader('Cache-Control', 'no-store');
    if (api.stopping.aborted) response.setHeader('Connection', 'close');
    response.on('finish', () => {
      const { method } = request;
      const path = loggedPath(request);
      const ms = performance.now() - begun;
      const { statusCode: status } = response;
      api.log.debug({ requestId, method, path, status, ms: Math.round(ms) }, 'request');
      const { path: route = 'other' } = (request.route ?? {}) as { readonly path?: string };
      api.metrics.observe({ method, route, status, seconds: ms / 1000 });
    });
    next();
  };
}

/** The address without its query, and without the token of a link. */
function loggedPath({ path }: Request): string {
  return path.replace(/^(\/decide\/[^/]*\/).*/s, '$1…').slice(0, 200);
}

/** Nothing below is answered without a key, not even that it does not exist. */
function authenticateFirst(api: ApiDependencies): RequestHandler {
  return async (request, response, next) => {
    response.locals['principal'] = await api.authenticator.authenticate(request);
    next();
  };
}

function groupByPath(routes: readonly Route[]): Map<string, Route[]> {
  const groups = new Map<string, Route[]>();
  for (const route of routes) groups.set(route.path, [...(groups.get(route.path) ?? []), route]);
  return groups;
}

function addPath(app: Express, path: string, routes: readonly Route[], api: ApiDependencies): void {
  const target = app.route(path);
  for (const route of routes) target[route.method](runRoute(route, api));
  target.all(refuseMethod(routes.map(({ method }) => method)));
}

function runRoute(route: Route, api: ApiDependencies): RequestHandler {
  return async (request, response) => {
    const principal = response.locals['principal'] as Parameters<Route['handle']>[0]['principal'];
    if (!isAllowed(route, principal.role)) {
      const needed = ['admin', ...route.roles].join(' or ');
      throw new AppError('API_FORBIDDEN', { role: principal.role, needed });
    }
    const body = await readRouteBody(route, request, api);
    const params = request.params as Readonly<Record<string, string>>;
    const header = (name: string): string | undefined => request.get(name);
    const answer = await route.handle(
      { principal, params, query: { ...request.query }, body, header },
      api,
    );
    if ('open' in answer) answer.open(response);
    else sendAnswer(response, answer);
  };
}

function readRouteBody(route: Route, request: Request, api: ApiDependencies): Promise<unknown> {
  if (route.body === undefined) return Promise.resolve(undefined);
  if (route.body === 'zip') return readZipBody(request, PACKAGE_LIMITS.archiveBytes);
  const isEmpty =
    (request.get('content-length') ?? '0') === '0' && !request.get('transfer-encoding');
  if (route.isBodyOptional && isEmpty) return Promise.resolve({});
  return readBody(request, api.bodyLimit);
}

function refuseMethod(methods: readonly string[]): RequestHandler {
  const allowed = [
    ...new Set(
      methods.flatMap((name) => (name === 'get' ? ['GET', 'HEAD'] : [name.toUpperCase()])),
    ),
  ].join(', ');
  return (request) => {
    const { path, method } = request;
    throw new AppError('API_METHOD_NOT_ALLOWED', { path, method, allowed });
  };
}

function sendAnswer(response: Response, answer: Answer): void {
  response.status(answer.status).set(answer.headers ?? {});
  if (answer.status === 204) response.end();
  else if (typeof answer.body === 'string') response.send(answer.body);
  else response.json(answer.body);
}

/** The only place where a failed request is answered. */
function answerError(api: ApiDependencies) {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- express counts the parameters
  return (error: unknown, request: Request, response: Response, _next: NextFunction): void => {
    const requestId = String(response.locals['requestId']);
    if (!isPublic(error)) {
      api.log.error({ err: error, requestId, path: loggedPath(request) }, 'request failed');
    }
    sendError(response, error, { path: request.path, requestId });
  };
}

/** What the HTTP parser refuses never becomes a request, so it is answered on the bare connection. */
function answerClientError(error: Error & { code?: string }, socket: Duplex): void {
  const response = (socket as Duplex & { _httpMessage?: ServerResponse })._httpMessage;
  if (!socket.writable || error.code === 'ECONNRESET' || response?.headersSent === true) {
    socket.destroy();
    return;
  }
  const [status, code] = parserAnswer(error.code ?? '');
  socket.end(rawAnswer(status, parserProblem(status, code, randomUUID())));
}

function parserAnswer(code: string): [number, ErrorCode] {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, 'API_TIMEOUT'];
  if (code === 'HPE_HEADER_OVERFLOW') return [431, 'API_PATH_INVALID'];
  if (/CHUNK|CONTENT_LENGTH/.test(code)) return [400, 'API_BODY_MALFORMED'];
  return [400, 'API_PATH_INVALID'];
}
