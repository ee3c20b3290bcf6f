import { validateHeaderName, validateHeaderValue } from 'node:http';
import { toText } from '../../interpreter/evaluate';
import type { HttpCall } from '../../interpreter/long-call';
import { AppError } from '../../plan/errors';
import type { ObjectValue, Value } from '../../plan/value';
import { openText, openValue } from '../open-sealed';
import type { OutboundRequest } from '../outbound/request';
import type { UsedSecrets } from '../secrets';

/** Largest answer that is read. */
const MAX_ANSWER_BYTES = 1024 * 1024;
const MAX_REDIRECTS = 5;

/** The request of a call, with its secrets. Throws `HTTP_REQUEST_INVALID` and `SECRET_UNKNOWN`. */
export function makeRequest(
  call: HttpCall,
  idempotencyKey: string,
  secrets: UsedSecrets,
): OutboundRequest {
  const headers = openHeaders(call, secrets);
  const body = call.body && openValue(call.body, secrets);
  const sent = body === undefined || body === null ? undefined : writeBody(body, headers);
  return {
    method: call.method,
    url: addQuery(openText(call.url, secrets).trim(), call, secrets),
    headers: {
      accept: '*/*',
      ...(call.method !== 'GET' && { 'idempotency-key': idempotencyKey }),
      ...(sent && { 'content-type': sent.type }),
      ...headers,
    },
    ...(sent && { body: sent.text }),
    timeoutMs: call.timeoutMs,
    maxBytes: MAX_ANSWER_BYTES,
    redirects: MAX_REDIRECTS,
  };
}

function openHeaders(call: HttpCall, secrets: UsedSecrets): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const { name, value } of call.headers) {
    const text = openText(value, secrets);
    try {
      validateHeaderName(name);
      validateHeaderValue(name, text);
    } catch {
      throw new AppError('HTTP_REQUEST_INVALID', {
        reason: `the header ${name} has characters that no header can have`,
      });
    }
    headers[name.toLowerCase()] = text;
  }
  return headers;
}

function addQuery(address: string, { query }: HttpCall, secrets: UsedSecrets): string {
  const given = query && openValue(query, secrets);
  if (given === undefined || given === null) return address;
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  for (const [name, value] of Object.entries(given as ObjectValue)) {
    if (value !== null) url.searchParams.append(name, toText(value));
  }
  return url.href;
}

interface WrittenBody {
  readonly text: string;
  readonly type: string;
}

/** An object or a list as JSON, or as a form where the header says so; a text as it is. */
function writeBody(body: Value, headers: Readonly<Record<string, string>>): WrittenBody {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  if (typeof body === 'object' && body !== null) {
    if (!isForm) return { text: JSON.stringify(body), type: 'application/json' };
    const fields = Object.entries(body).map(([name, value]): [string, string] => [
      name,
      toText(value),
    ]);
    return {
      text: new URLSearchParams(fields).toString(),
      type: 'application/x-www-form-urlencoded',
    };
  }
  const text = toText(body);
  return { text, type: isJson(text) ? 'application/json' : 'text/plain; charset=utf-8' };
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
