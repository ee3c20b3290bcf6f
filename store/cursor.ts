import { AppError } from '../plan/errors';

/** One page of a list, newest first. `next` is null on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Where a page ends: time and id of its last row. */
export type Position = readonly [createdAt: string, id: string];

/** Cuts `limit + 1` rows to a page and makes the cursor of the next one. */
export function makePage<T>(
  rows: readonly T[],
  limit: number,
  position: (row: T) => Position,
): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, next: more ? writeCursor(position(last)) : null };
}

function writeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Reads a cursor that `makePage` wrote; anything else is refused with API_QUERY_INVALID. */
export function parseCursor(cursor: string): Position {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(value) && value.length === 2) {
      const [createdAt, id] = value as unknown[];
      if (isTime(createdAt) && typeof id === 'string') return [createdAt, id];
    }
  } catch {
    // Told below, like every other form that we did not write.
  }
  throw new AppError('API_QUERY_INVALID', { parameter: 'cursor' });
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** True when text can be compared with a uuid column. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
