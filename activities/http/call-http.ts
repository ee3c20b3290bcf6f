import type { HttpCall } from '../../interpreter/long-call';
import { shownText } from '../../interpreter/sealed';
import type { Caller } from '../../interpreter/segment/segment-host';
import { AppError } from '../../plan/errors';
import type { Value } from '../../plan/value';
import type { OutboundPolicy } from '../outbound/guard';
import { OutboundError } from '../outbound/outbound-error';
import { sendRequest, type OutboundAnswer } from '../outbound/request';
import type { SecretReader } from '../../plan/secret-name';
import { UsedSecrets } from '../secrets';
import { makeRequest } from './make-request';
import { readAnswerBody } from './read-answer';

/** Headers of an answer that nobody needs to keep. */
const DROPPED_HEADERS: ReadonlySet<string> = new Set(['set-cookie', 'set-cookie2']);
const MAX_HEADERS = 50;
const MAX_HEADER_LENGTH = 1000;
/** Statuses after which the same request can succeed later. */
const LATER: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * Calls any address. Secrets are put into the request here and nowhere else; an answer or an error that shows
 * one of them is cleaned before anything is kept.
 */
export function createHttpCaller(policy: OutboundPolicy, secrets: SecretReader): Caller<HttpCall> {
  return async ({ call, idempotencyKey }, signal) => {
    const used = new UsedSecrets(secrets);
    const hide = (text: string): string => used.hide(text);
    try {
      const answer = await sendRequest(makeRequest(call, idempotencyKey, used), policy, signal);
      checkStatus(answer);
      return { value: valueOf(answer, hide), facts: { status: answer.status } };
    } catch (error) {
      throw error instanceof OutboundError ? httpError(error, call, hide) : error;
    }
  };
}

function valueOf(answer: OutboundAnswer, hide: (text: string) => string): Value {
  const headers = Object.entries(answer.headers)
    .filter(([name]) => !DROPPED_HEADERS.has(name))
    .slice(0, MAX_HEADERS)
    .map(([name, value]) => [name, hide(String(value)).slice(0, MAX_HEADER_LENGTH)] as const);
  return {
    status: answer.status,
    headers: Object.fromEntries(headers),
    url: hide(answer.url),
    body: readAnswerBody(answer, hide),
  };
}

function checkStatus({ status, headers, url }: OutboundAnswer): void {
  if (status >= 200 && status < 300) return;
  const address = new URL(url).host;
  if (!LATER.has(status) && status < 500) {
    throw new AppError('HTTP_REFUSED', { address, status });
  }
  const reason = `it answered with status ${status}`;
  const retryAfterMs = readRetryAfter(headers['retry-after']);
  throw new AppError('HTTP_FAILED', {
    address,
    reason,
    status,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** Seconds; a date is not heeded, as clocks differ. */
function readRetryAfter(header: string | undefined): number | undefined {
  const seconds = Number(header ?? '');
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0
    ? seconds * 1000
    : undefined;
}

function httpError(error: OutboundError, call: HttpCall, hide: (text: string) => string): AppError {
  const reason = hide(error.reason);
  const address = hide(error.address === '' ? shownText(call.url) : error.address);
  switch (error.problem) {
    case 'forbidden':
      return new AppError('HTTP_ADDRESS_FORBIDDEN', { address, reason });
    case 'timeout':
      return new AppError('HTTP_TIMEOUT', { address, seconds: call.timeoutMs / 1000 });
    case 'too_large':
      return new AppError('HTTP_ANSWER_INVALID', { address, reason });
    case 'redirect':
      return new AppError('HTTP_ANSWER_INVALID', { address, reason });
    case 'failed':
      return new AppError('HTTP_FAILED', { address, reason });
  }
}
