import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A bot over HTTP whose calls a test can count. */
export interface RemoteBot {
  readonly url: string;
  /** Idempotency keys of all calls, in order. */
  readonly calls: readonly string[];
  /** What the next calls answer, first come first; `{ ok: true }` afterwards. A text is sent as it is. */
  readonly answers: { readonly status: number; readonly body: unknown }[];
  /** What an action answers, always. */
  readonly fixed: Map<string, { readonly status: number; readonly body: unknown }>;
  /** How long an action takes, ms; the others answer at once. */
  readonly durations: Map<string, number>;
  stop(): Promise<void>;
}

/** Starts a bot on a free port. */
export async function startRemoteBot(): Promise<RemoteBot> {
  const calls: string[] = [];
  const answers: { status: number; body: unknown }[] = [];
  const durations = new Map<string, number>();
  const fixed: RemoteBot['fixed'] = new Map();
  const server = createServer((request, response) => {
    calls.push(String(request.headers['idempotency-key']));
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const sent = Buffer.concat(chunks).toString();
      const { action } = JSON.parse(sent === '' ? '{"action":""}' : sent) as { action: string };
      const { status, body } = fixed.get(action) ??
        answers.shift() ?? { status: 200, body: { ok: true } };
      setTimeout(
        () => {
          response.writeHead(status, { 'content-type': 'application/json' });
          response.end(typeof body === 'string' ? body : JSON.stringify(body));
        },
        durations.get(action) ?? 0,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    calls,
    answers,
    fixed,
    durations,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
