import { AppError } from '../../plan/errors';
import type { Value } from '../../plan/value';
import type { Caller } from '../../interpreter/segment/segment-host';
import type { BotCall } from '../../interpreter/long-call';
import type { OutboundPolicy } from '../outbound/guard';
import { OutboundError } from '../outbound/outbound-error';
import { sendRequest } from '../outbound/request';

/** Largest answer of a bot. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/**
 * Calls bots by POST with JSON. The header `Idempotency-Key` is the same for every attempt of a step, so a
 * bot that keeps it does nothing twice. Redirects are not followed.
 */
export function createBotCaller(policy: OutboundPolicy): Caller<BotCall> {
  return async ({ runId, stepId, idempotencyKey, call }, signal) => {
    const { bot, url, action, input, timeoutMs } = call;
    const request = {
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'idempotency-key': idempotencyKey,
      },
      body: JSON.stringify({ runId, stepId, action, input }),
      timeoutMs,
      maxBytes: MAX_ANSWER_BYTES,
      redirects: 0,
    };
    try {
      const { status, body } = await sendRequest(request, policy, signal);
      return { value: readAnswer(bot, status, body.toString('utf8')), facts: {} };
    } catch (error) {
      throw error instanceof OutboundError ? botError(error, call) : error;
    }
  };
}

function botError(error: OutboundError, { bot, timeoutMs }: BotCall): AppError {
  const { problem, reason, address } = error;
  switch (problem) {
    case 'forbidden':
      return new AppError('BOT_ADDRESS_FORBIDDEN', { address, reason });
    case 'timeout':
      return new AppError('BOT_TIMEOUT', { bot, seconds: timeoutMs / 1000 });
    case 'too_large':
      return new AppError('BOT_ANSWER_INVALID', { bot, reason: 'it is larger than 1 MB' });
    case 'redirect':
    case 'failed':
      return new AppError('BOT_FAILED', { bot, reason }, { cause: error });
  }
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
