import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that came to the server. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the server answers to one request. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** How long it takes, ms. */
  readonly afterMs?: number;
}

/** A server whose answers a test decides and whose requests it can read. */
export interface HttpServer {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  reply: (request: SeenRequest, number: number) => Reply;
  stop(): Promise<void>;
}

/** Starts a server on a free port; a body that is no text is answered as JSON. */
export async function startHttpServer(): Promise<HttpServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const { method = '', url: path = '', headers } = request;
      const number = seen.push({ method, path, headers, body });
      const reply = self.reply({ method, path, headers, body }, number);
      const isText = typeof reply.body === 'string';
      setTimeout(() => {
        response.writeHead(reply.status ?? 200, {
          'content-type': isText ? 'text/plain' : 'application/json',
          ...reply.headers,
        });
        response.end(isText ? reply.body : JSON.stringify(reply.body ?? null));
      }, reply.afterMs ?? 0);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: HttpServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    reply: () => ({ body: { ok: true } }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}
