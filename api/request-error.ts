import type { z } from 'zod';
import { AppError, type ErrorCode, type ErrorDetails } from '../plan/errors';

/** One wrong place of a request. The pointer is a JSON pointer into the body, or a parameter's name. */
export interface RequestIssue {
  readonly pointer: string;
  readonly message: string;
}

const MOST_ISSUES = 100;

/** An AppError about places of the request; they are shown as `errors` of the problem. */
export class RequestError extends AppError {
  readonly issues: readonly RequestIssue[];
  constructor(code: ErrorCode, issues: readonly RequestIssue[], details: ErrorDetails = {}) {
    super(code, details);
    this.issues = issues.slice(0, MOST_ISSUES);
  }
}

/** Refuses a body for one reason. */
export function bodyError(pointer: string, message: string): RequestError {
  return new RequestError('API_BODY_INVALID', [{ pointer, message }]);
}

/** Refuses a query parameter (or a header that steers the request) for one reason. */
export function queryError(parameter: string, message: string): RequestError {
  return new RequestError('API_QUERY_INVALID', [{ pointer: parameter, message }], { parameter });
}

/** Reads a body by its schema, or refuses it with every wrong place. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new RequestError('API_BODY_INVALID', toIssues(result.error, toPointer));
}

/** Reads the query by its schema, or refuses it with every wrong parameter. */
export function parseQuery<T>(schema: z.ZodType<T>, query: unknown): T {
  const result = schema.safeParse(query);
  if (result.success) return result.data;
  const issues = toIssues(result.error, (path) => path.join('.'));
  throw new RequestError('API_QUERY_INVALID', issues);
}

/** A JSON pointer (RFC 6901) of a path. */
export function toPointer(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
    .slice(0, 500);
}

function toIssues(
  error: z.ZodError,
  write: (path: readonly PropertyKey[]) => string,
): RequestIssue[] {
  return error.issues
    .slice(0, MOST_ISSUES)
    .map(({ path, message }) => ({ pointer: write(path), message: message.slice(0, 500) }));
}
