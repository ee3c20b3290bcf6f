import type { IncomingMessage } from 'node:http';
import { AppError } from '../plan/errors';
import { isUnstorable } from '../plan/wire-fields';
import { isLoopback } from './config';

/**
 * A server on loopback answers for loopback names only: a page of the internet whose name is turned to
 * 127.0.0.1 cannot use it through somebody's browser.
 */
export function checkHost(request: IncomingMessage, listening: string): void {
  if (!isLoopback(listening)) return;
  const host = request.headers.host ?? '';
  if (!isLoopback(readHostName(host))) throw new AppError('API_HOST_WRONG', { host });
}

/** Browsers name the page that asks: only pages of this machine may. Other clients send none. */
export function isOwnOrigin(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return isLoopback(readHostName(new URL(origin).host));
}

/** Refuses a path whose escapes are broken, or that holds what no name can hold. */
export function checkPath(request: IncomingMessage): void {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch (error) {
    throw new AppError('API_PATH_INVALID', {}, { cause: error });
  }
  if (isUnstorable(decoded)) throw new AppError('API_PATH_INVALID');
}

/** The name without its port; an IPv6 address without its brackets. */
function readHostName(host: string): string {
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::\d+)?$/.exec(host.trim().toLowerCase());
  return match?.[1] ?? match?.[2] ?? '';
}
