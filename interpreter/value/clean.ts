import type { Value } from '../../plan/value';
import { isoText, parseDate } from './date';
import { checkListLength, CONTAINER_SIZE, MAX_TEXT, tooDeep, tooLarge } from './limits';
import { checkName } from './names';
import { cleanText } from './text';

/** How much a value from outside may be. */
interface CleanLimits {
  readonly depth?: number;
  /** Characters of its JSON. */
  readonly size?: number;
}

interface Progress {
  depth: number;
  size: number;
  readonly maxDepth: number;
  readonly maxSize: number;
}

const DEFAULT_DEPTH = 64;

/**
 * Makes a value of anything that comes from outside: a bot's answer, the data of an event, an input.
 * Only own enumerable data properties are read: no getter, `toJSON` or `then` is ever called. What is no value
 * is dropped from objects and NULL elsewhere, as are numbers that JSON cannot carry and dates that do not exist.
 * Refuses reserved names (`VALUE_NAME`) and what is nested too deeply (`RUN_TOO_DEEP`) or too large (`RUN_TOO_LARGE`).
 */
export function cleanValue(input: unknown, limits: CleanLimits = {}): Value {
  const { depth = DEFAULT_DEPTH, size = MAX_TEXT } = limits;
  return cleanAny(input, { depth: 0, size: 0, maxDepth: depth, maxSize: size }) ?? null;
}

function cleanAny(input: unknown, progress: Progress): Value | undefined {
  grow(progress, typeof input === 'string' ? input.length + 3 : 2);
  if (typeof input === 'string') return cleanText(input);
  if (typeof input === 'number') return Number.isFinite(input) ? input + 0 : null;
  if (typeof input === 'boolean' || input === null) return input;
  if (typeof input === 'bigint') return cleanBigInt(input);
  return typeof input === 'object' ? cleanObject(input, progress) : undefined;
}

function cleanBigInt(input: bigint): Value {
  const value = Number(input);
  return Number.isSafeInteger(value) ? value : String(input);
}

function cleanObject(input: object, progress: Progress): Value {
  if (progress.depth >= progress.maxDepth) throw tooDeep(progress.maxDepth);
  progress.depth += 1;
  grow(progress, CONTAINER_SIZE);
  const result = Array.isArray(input)
    ? cleanList(input, progress)
    : withMeaning(cleanMembers(input, progress));
  progress.depth -= 1;
  return result;
}

function cleanList(input: readonly unknown[], progress: Progress): Value[] {
  checkListLength(input.length);
  const items: Value[] = [];
  for (let index = 0; index < input.length; index += 1) {
    items.push(cleanAny(ownData(input, String(index)), progress) ?? null);
  }
  return items;
}

function cleanMembers(input: object, progress: Progress): Record<string, Value> {
  const result: Record<string, Value> = {};
  for (const key of Object.keys(input)) {
    const value = cleanAny(ownData(input, key), progress);
    if (value === undefined) continue;
    grow(progress, key.length + 3);
    result[checkName(cleanText(key))] = value;
  }
  return result;
}

/** The value of an own property; undefined for getters. */
function ownData(input: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(input, key)?.value as unknown;
}

/** Dates get their one form and record sets rows only, so that the rest of the interpreter can rely on them. */
function withMeaning(members: Record<string, Value>): Value {
  const { $date: date, $rows: rows } = members;
  if (typeof date === 'string') {
    const ms = parseDate(date);
    return ms === undefined ? null : { $date: isoText(ms) };
  }
  if (!Array.isArray(rows)) return members;
  const items = rows as readonly Value[];
  return { $rows: items.filter((row) => typeof row === 'object' && row && !Array.isArray(row)) };
}

function grow(progress: Progress, by: number): void {
  progress.size += by;
  if (progress.size > progress.maxSize) throw tooLarge(progress.size, progress.maxSize);
}
