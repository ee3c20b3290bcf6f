import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { AppError } from '../plan/errors';
import { readCredential, refuseKeyInAddress, type Principal } from './authenticate';
import { checkHost, isOwnOrigin } from './check-address';
import type { ApiDependencies } from './dependencies';
import { toProblem, rawAnswer } from './send-error';
import { SocketSession } from './socket-session';

const PATH = '/ws';
const LARGEST_MESSAGE = 65_536;
const PING_MS = 25_000;
/** Time for the closing handshake when the server stops. */
const LAST_WORDS_MS = 2_000;
const MOST_SOCKETS = 1_000;

/** Serves `/ws` on a server. All sockets are closed with 1001 when the API stops. */
export function attachWebSockets(server: Server, api: ApiDependencies): void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    perMessageDeflate: false,
    clientTracking: true,
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const onError = (): void => {
      socket.destroy();
    };
    socket.on('error', onError);
    const open = sockets.clients.size;
    admit(request, api, open)
      .then((principal) => {
        socket.off('error', onError);
        sockets.handleUpgrade(request, socket, head, (client) => {
          openSession(client, principal, api);
        });
      })
      .catch((error: unknown) => {
        refuse(socket, request, error, api);
      });
  });
  const pinging = setInterval(() => {
    pingAll(sockets);
  }, PING_MS);
  const stop = (): void => {
    clearInterval(pinging);
    for (const client of sockets.clients) {
      client.close(1001, 'the server stops');
      setTimeout(() => {
        client.terminate();
      }, LAST_WORDS_MS).unref();
    }
  };
  api.stopping.addEventListener('abort', stop, { once: true });
  server.once('close', stop);
}

/** Who connects; undefined where the key is to come in the first message. */
async function admit(
  request: IncomingMessage,
  api: ApiDependencies,
  open: number,
): Promise<Principal | undefined> {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  if (path !== PATH) throw new AppError('API_NOT_FOUND', { path: path.slice(0, 500) });
  checkHost(request, api.host);
  if (!isOwnOrigin(request.headers.origin)) {
    throw new AppError('API_FORBIDDEN', { role: 'page', needed: 'an origin on this machine' });
  }
  refuseKeyInAddress(request);
  if (open >= MOST_SOCKETS || api.stopping.aborted) {
    throw new AppError('API_UNAVAILABLE', { part: 'A free WebSocket' });
  }
  return readCredential(request) === undefined
    ? undefined
    : await api.authenticator.authenticate(request);
}

function refuse(
  socket: Duplex,
  request: IncomingMessage,
  error: unknown,
  api: ApiDependencies,
): void {
  const problem = toProblem(error, { path: PATH, requestId: '' });
  if (problem.status >= 500) api.log.warn({ err: error, url: request.url }, 'WebSocket refused');
  socket.end(rawAnswer(problem.status, problem));
}

function openSession(
  client: WebSocket,
  principal: Principal | undefined,
  api: ApiDependencies,
): void {
  const session = new SocketSession(client, api, principal);
  alive.add(client);
  client.on('pong', () => alive.add(client));
  // ws closes the connection after an error by itself: too large, not UTF-8, a broken frame.
  client.on('error', () => undefined);
  client.on('message', (data, isBinary) => {
    session.receive(data, isBinary);
  });
  client.on('close', () => {
    session.end();
  });
}

/** Clients that have answered since the last ping. */
const alive = new WeakSet<WebSocket>();

/** A client that has not answered the last ping is gone, whatever its connection says. */
function pingAll(sockets: WebSocketServer): void {
  for (const client of sockets.clients) {
    if (!alive.delete(client)) client.terminate();
    else client.ping();
  }
}
