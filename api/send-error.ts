import { STATUS_CODES, type ServerResponse } from 'node:http';
import { AppError, ERRORS, type ErrorCode } from '../plan/errors';
import type { Problem } from '../plan/messages';
import type { Value } from '../plan/value';
import { RequestError } from './request-error';

const CHALLENGE = 'WWW-Authenticate: Bearer realm="everstep"';

/** Where a problem happened. */
export interface ProblemPlace {
  readonly path: string;
  readonly requestId: string;
}

/** The problem (RFC 9457) of an error. What is not an AppError becomes API_INTERNAL and tells nothing. */
export function toProblem(error: unknown, place: ProblemPlace): Problem {
  const known = isPublic(error)
    ? error
    : new AppError('API_INTERNAL', { requestId: place.requestId });
  return {
    type: `/errors/${known.code}`,
    title: STATUS_CODES[known.status] ?? 'Error',
    status: known.status,
    detail: known.message,
    instance: place.path.slice(0, 500),
    code: known.code,
    requestId: place.requestId,
    details: toPlainDetails(known),
    errors: known instanceof RequestError ? [...known.issues] : [],
  };
}

/** True when the error may be shown: it was made to be told, and is not a defect of ours. */
export function isPublic(error: unknown): error is AppError {
  return error instanceof AppError && error.code !== 'API_INTERNAL';
}

/** Answers with the problem of an error. Does nothing when an answer is under way already. */
export function sendError(response: ServerResponse, error: unknown, place: ProblemPlace): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const problem = toProblem(error, place);
  const text = JSON.stringify(problem);
  for (const [name, value] of extraHeaders(error, problem)) response.setHeader(name, value);
  response.statusCode = problem.status;
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(response.req.method === 'HEAD' ? undefined : text);
}

function extraHeaders(error: unknown, problem: Problem): [string, string][] {
  const headers: [string, string][] = [];
  if (problem.status === 401) headers.push(['WWW-Authenticate', 'Bearer realm="everstep"']);
  if (problem.status === 503) headers.push(['Retry-After', '2']);
  const allowed = error instanceof AppError ? error.details['allowed'] : undefined;
  if (problem.status === 405 && typeof allowed === 'string') headers.push(['Allow', allowed]);
  // The rest of a refused body is not read, so the connection cannot carry another request.
  if (problem.status === 413) headers.push(['Connection', 'close']);
  return headers;
}

/** Details as JSON, whatever was put into them. */
function toPlainDetails(error: AppError): Record<string, Value> {
  try {
    return JSON.parse(JSON.stringify(error.details)) as Record<string, Value>;
  } catch {
    return {};
  }
}

/** The raw answer to what never becomes a request: the HTTP parser refuses it, or a WebSocket is not opened. */
export function rawAnswer(status: number, problem: object): string {
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(status === 401 ? [CHALLENGE] : []),
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

/** The problem of what the HTTP parser refuses. */
export function parserProblem(status: number, code: ErrorCode, requestId: string): object {
  return {
    type: `/errors/${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: ERRORS[code].message,
    instance: '',
    code,
    requestId,
    details: {},
    errors: [],
  } satisfies Problem;
}
