import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { AppError } from '../../plan/errors';
import type { Value } from '../../plan/value';
import type { BotConnector, BotRequest } from '../../interpreter/segment/segment-host';
import { checkUrl, guardedLookup, type OutboundPolicy } from './outbound-guard';

/** Largest answer of a bot. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/**
 * Calls bots by POST with JSON. The header `Idempotency-Key` is the same for every attempt of a step, so a
 * bot that keeps it does nothing twice. Redirects are not followed.
 */
export function createHttpConnector(policy: OutboundPolicy): BotConnector {
  return { call: (request, signal) => callBot(request, signal, policy) };
}

async function callBot(
  request: BotRequest,
  signal: AbortSignal,
  policy: OutboundPolicy,
): Promise<Value> {
  const url = checkUrl(request.url, policy);
  const timeout = AbortSignal.timeout(request.timeoutMs);
  try {
    const response = await post(url, request, AbortSignal.any([signal, timeout]), policy);
    return readAnswer(request.bot, response.statusCode ?? 0, await readBody(request.bot, response));
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (timeout.aborted) {
      throw new AppError('BOT_TIMEOUT', { bot: request.bot, seconds: request.timeoutMs / 1000 });
    }
    const reason = error instanceof Error ? error.message : 'no answer';
    throw new AppError('BOT_FAILED', { bot: request.bot, reason }, { cause: error });
  }
}

function post(
  url: URL,
  { runId, stepId, idempotencyKey, action, input }: BotRequest,
  signal: AbortSignal,
  policy: OutboundPolicy,
): Promise<IncomingMessage> {
  const body = JSON.stringify({ runId, stepId, action, input });
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = send(url, {
      method: 'POST',
      signal,
      lookup: guardedLookup(policy),
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        accept: 'application/json',
        'idempotency-key': idempotencyKey,
        'user-agent': 'everstep',
      },
    });
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function readBody(bot: string, response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) {
      response.destroy();
      throw new AppError('BOT_ANSWER_INVALID', { bot, reason: 'it is larger than 1 MB' });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readAnswer(bot: string, status: number, body: string): Value {
  if (status === 408 || status === 429 || status >= 500) {
    throw new AppError('BOT_FAILED', { bot, reason: `it answered with status ${status}` });
  }
  if (status < 200 || status >= 300) {
    throw new AppError('BOT_REFUSED', { bot, reason: `it answered with status ${status}` });
  }
  if (body === '') return null;
  try {
    return JSON.parse(body) as Value;
  } catch {
    throw new AppError('BOT_ANSWER_INVALID', { bot, reason: 'it is not JSON' });
  }
}
