import type { IncomingMessage } from 'node:http';
import { AppError } from '../plan/errors';
import { isUnstorable } from '../plan/wire-fields';
import { bodyError, RequestError, toPointer } from './request-error';

/** Deeper JSON than this is not read. */
export const DEEPEST_JSON = 64;
/** A body up to so many times the limit is read and thrown away before it is refused. */
const DRAINED = 8;
/** Archives are large already. */
const DRAINED_ZIP = 2;
const ZIP_TYPES = new Set(['application/zip', 'application/x-zip-compressed']);
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads the JSON body of a request. Only application/json in UTF-8, not compressed, up to `limit` bytes;
 * the value holds nothing that could reach a prototype or that the database cannot store.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<unknown> {
  return parseJson(decodeText(await readJsonBytes(request, limit)));
}

/** Reads the body of a request as it came, with the checks of its type and size: what a signature is over. */
export async function readJsonBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  checkType(request);
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit * DRAINED) throw new AppError('API_BODY_TOO_LARGE', { limit });
  return readBytes(request, limit, limit * DRAINED);
}

/** Reads a zip archive as bytes: PACKAGE_BODY_TYPE, or API_BODY_TOO_LARGE before anything is looked at. */
export async function readZipBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (!ZIP_TYPES.has(type.trim().toLowerCase()) || encoding.toLowerCase() !== 'identity') {
    throw new AppError('PACKAGE_BODY_TYPE');
  }
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit * DRAINED_ZIP) throw new AppError('API_BODY_TOO_LARGE', { limit });
  return readBytes(request, limit, limit * DRAINED_ZIP);
}

/** Reads JSON text with the checks of a body, for example a message of a WebSocket. */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError('API_BODY_MALFORMED', {}, { cause: error });
  }
  checkValue(value);
  return value;
}

function checkType(request: IncomingMessage): void {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').split(';');
  const charsets = parameters
    .map((parameter) => parameter.trim().toLowerCase())
    .filter((parameter) => parameter.startsWith('charset='))
    .map((parameter) => parameter.slice('charset='.length).replaceAll('"', ''));
  const encoding = request.headers['content-encoding'] ?? 'identity';
  const isJson = type.trim().toLowerCase() === 'application/json';
  const isUtf8 = charsets.every((charset) => charset === 'utf-8' || charset === 'utf8');
  if (!isJson || !isUtf8 || encoding.toLowerCase() !== 'identity') {
    throw new AppError('API_BODY_TYPE');
  }
}

/** Keeps no more than the limit. What is somewhat larger is read to its end, so that the client hears why. */
function readBytes(request: IncomingMessage, limit: number, drained: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
      if (size <= drained) return;
      request.pause();
      reject(new AppError('API_BODY_TOO_LARGE', { limit }));
    });
    request.once('end', () => {
      if (size > limit) reject(new AppError('API_BODY_TOO_LARGE', { limit }));
      else resolve(Buffer.concat(chunks));
    });
    // Only told to a client that is still there: it was too slow, or it went away.
    const onBroken = (): void => {
      reject(new AppError('API_TIMEOUT'));
    };
    request.once('error', onBroken);
    request.once('close', onBroken);
  });
}

/** The text of bytes, which have to be UTF-8. */
export function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('API_BODY_MALFORMED', {}, { cause: error });
  }
}

interface Visit {
  readonly value: unknown;
  readonly path: readonly PropertyKey[];
}

/** Walks without recursion, so that no nesting reaches the end of the stack. */
function checkValue(root: unknown): void {
  const open: Visit[] = [{ value: root, path: [] }];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const { value, path } = visit;
    if (typeof value === 'object' && value !== null) {
      if (path.length >= DEEPEST_JSON) throw tooDeep();
      for (const [name, member] of Object.entries(value)) {
        checkName(name, path);
        open.push({ value: member, path: [...path, name] });
      }
    } else checkScalar(value, path);
  }
}

function checkScalar(value: unknown, path: readonly PropertyKey[]): void {
  if (typeof value === 'string' && isUnstorable(value)) {
    throw bodyError(toPointer(path), 'holds a character that cannot be stored');
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw bodyError(toPointer(path), 'is too large for a number');
  }
}

function checkName(name: string, path: readonly PropertyKey[]): void {
  if (FORBIDDEN_NAMES.has(name)) throw bodyError(toPointer([...path, name]), 'is a reserved name');
  if (isUnstorable(name)) {
    throw bodyError(toPointer(path), 'has a name with a character that cannot be stored');
  }
}

function tooDeep(): RequestError {
  const message = `is nested deeper than ${DEEPEST_JSON} levels`;
  return new RequestError('API_BODY_MALFORMED', [{ pointer: '', message }]);
}
