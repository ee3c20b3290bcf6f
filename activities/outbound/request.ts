import {
  request as httpRequest,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { checkUrl, forbidden, guardedLookup, type CheckedUrl, type OutboundPolicy } from './guard';
import { OutboundError } from './outbound-error';

/** One request to the outside. */
export interface OutboundRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** Largest answer. */
  readonly maxBytes: number;
  /** How many redirects are followed; with none, one is an answer like any other. */
  readonly redirects: number;
}

/** What came back. */
export interface OutboundAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Where the answer came from, after redirects. */
  readonly url: string;
}

/** Headers that another host may be told, too; all others were meant for the first one. */
const PUBLIC_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'content-type',
  'idempotency-key',
]);
const MOVED: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * The one way to the outside. Every connection is checked when the address is read, when its name is
 * resolved, and again when it stands; each redirect is checked as the first address was. No proxy of the
 * environment is used. Throws `OutboundError` for everything that is not an answer.
 */
export async function sendRequest(
  request: OutboundRequest,
  policy: OutboundPolicy,
  signal: AbortSignal,
): Promise<OutboundAnswer> {
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const either = AbortSignal.any([signal, timeout]);
  let next = request;
  try {
    for (let hops = 0; ; hops += 1) {
      const answer = await sendOnce(next, policy, either);
      const location = MOVED.has(answer.status) ? answer.headers.location : undefined;
      if (request.redirects === 0 || location === undefined) return answer;
      if (hops >= request.redirects) {
        throw redirect(next.url, `it redirects more than ${request.redirects} times`);
      }
      next = follow(next, answer.status, location);
    }
  } catch (error) {
    if (error instanceof OutboundError) throw error;
    const { host } = new URL(next.url);
    if (timeout.aborted) throw new OutboundError('timeout', 'it took too long', host);
    throw new OutboundError('failed', reasonOf(error), host, { cause: error });
  }
}

async function sendOnce(
  request: OutboundRequest,
  policy: OutboundPolicy,
  signal: AbortSignal,
): Promise<OutboundAnswer> {
  const checked = checkUrl(request.url, policy);
  const response = await open(request, checked, policy, signal);
  const body = await readBody(response, checked.url, request.maxBytes);
  return { status: response.statusCode ?? 0, headers: response.headers, body, url: request.url };
}

function open(
  { method, headers, body }: OutboundRequest,
  checked: CheckedUrl,
  policy: OutboundPolicy,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { url, isAllowed } = checked;
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = send(url, {
      method,
      signal,
      lookup: guardedLookup(isAllowed, policy),
      headers: {
        'user-agent': 'everstep',
        ...headers,
        ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
      },
    });
    outgoing.on('socket', (socket) => {
      checkSocket(socket, outgoing, checked);
    });
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The address that the connection has in the end is the one that counts. */
function checkSocket(
  socket: Socket,
  outgoing: ClientRequest,
  { url, isAllowed }: CheckedUrl,
): void {
  const check = (): void => {
    const { remoteAddress } = socket;
    if (remoteAddress === undefined || isAllowed(remoteAddress)) return;
    outgoing.destroy(forbidden(url.hostname, 'it is not public'));
  };
  if (socket.connecting) socket.once('connect', check);
  else check();
}

async function readBody(response: IncomingMessage, url: URL, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      response.destroy();
      const reason = `it is larger than ${Math.floor(maxBytes / 1024)} KB`;
      throw new OutboundError('too_large', reason, url.host);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The request that a redirect asks for, by the rules of browsers. */
function follow(request: OutboundRequest, status: number, location: string): OutboundRequest {
  const from = new URL(request.url);
  if (!URL.canParse(location, from.href))
    throw redirect(from.host, 'it redirects to what is no address');
  const to = new URL(location, from.href);
  if (from.protocol === 'https:' && to.protocol !== 'https:') {
    throw redirect(from.host, 'it redirects from https to an address that is not');
  }
  const becomesGet =
    status === 303 || ((status === 301 || status === 302) && request.method === 'POST');
  const { body, ...rest } = request;
  const isSameHost = to.host === from.host;
  if (!isSameHost && !becomesGet && body !== undefined) {
    throw redirect(from.host, `it redirects what was sent to another host, ${to.host}`);
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => {
      if (becomesGet && name === 'content-type') return false;
      return isSameHost || PUBLIC_HEADERS.has(name);
    }),
  );
  if (becomesGet) return { ...rest, method: 'GET', headers, url: to.href };
  return { ...rest, headers, url: to.href, ...(body !== undefined && { body }) };
}

function redirect(address: string, reason: string): OutboundError {
  return new OutboundError('redirect', reason, address);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  const { code } = error as NodeJS.ErrnoException;
  return error.message === '' ? (code ?? 'no answer') : error.message;
}
