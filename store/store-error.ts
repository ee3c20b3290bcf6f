import { AppError } from '../plan/errors';

/** Failures of the network and of the server itself: trying later can help, the statement was right. */
const DOWN = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT', // a Unix socket that is not there
  '25006', // read-only: a server that is no longer the primary
  '53100', // disk full
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '58030',
]);

/** The server is up but could not do it now: locks, time limits, too many connections. */
const BUSY = new Set(['55P03', '57014', '40P01', '40001', '53200', '53300', '25P03']);

/** What `pg` says without a code when a connection breaks or none comes free in time. */
const BROKEN =
  /connection terminated|connection timeout|query read timeout|timeout exceeded when trying to connect|client has encountered a connection error|not queryable/i;

/** Turns "down" and "busy" into AppErrors with stable codes; any other error comes back unchanged. */
export function mapError(error: unknown): unknown {
  const { code, message } = readError(error);
  if (BUSY.has(code)) return new AppError('STORE_BUSY', {}, { cause: error });
  const down = DOWN.has(code) || code.startsWith('08') || (code === '' && BROKEN.test(message));
  return down ? new AppError('STORE_DOWN', {}, { cause: error }) : error;
}

interface Facts {
  readonly code: string;
  readonly message: string;
}

/** Code and message; of the first cause where several addresses were tried (an AggregateError). */
function readError(error: unknown): Facts {
  if (typeof error !== 'object' || error === null) return { code: '', message: '' };
  const { code, message, errors } = error as Readonly<Record<string, unknown>>;
  if (typeof code === 'string') return { code, message: String(message) };
  if (Array.isArray(errors) && errors.length > 0) return readError(errors[0]);
  return { code: '', message: String(message) };
}
