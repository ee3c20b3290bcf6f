import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came to the sink. It is never killed, so its book is the truth about effects outside. */
export interface SinkCall {
  readonly key: string;
  readonly action: string;
  readonly ref: string;
}

/** What the sink answers; the model of a run answers the same. */
export function sinkAnswer(action: string, isFirst: boolean): { status: number; body: object } {
  if (action === 'refuse') return { status: 422, body: { error: 'refused' } };
  if (action === 'flaky' && isFirst) return { status: 503, body: { error: 'busy' } };
  return { status: 200, body: { answer: action, price: 7 } };
}

/** A bot over HTTP that keeps a book of all calls. */
export class Sink {
  readonly calls: SinkCall[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Sink> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const sink = new Sink(server, `http://127.0.0.1:${port}/`);
    server.on('request', (request: IncomingMessage, response) => {
      void readBody(request).then((body) => {
        const { status, body: answer } = sink.#take(request, body);
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer));
      });
    });
    return sink;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #take(request: IncomingMessage, text: string): ReturnType<typeof sinkAnswer> {
    const { action, input } = JSON.parse(text) as {
      readonly action: string;
      readonly input: { readonly ref?: string };
    };
    const key = String(request.headers['idempotency-key']);
    const isFirst = !this.calls.some((call) => call.key === key);
    this.calls.push({ key, action, ref: input.ref ?? '' });
    return sinkAnswer(action, isFirst);
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
