import type { ObjectValue, Value } from '../../plan/value';
import { isList } from './kinds';
import { CONTAINER_SIZE, MAX_DEPTH, MAX_VALUE, tooDeep, tooLarge } from './limits';
import { checkName } from './names';

/**
 * A deep copy that shares nothing with the original. Refuses reserved names (`VALUE_NAME`), values nested deeper
 * than the limit (`RUN_TOO_DEEP`) and values that are too large (`RUN_TOO_LARGE`).
 */
export function copyValue(value: Value): Value {
  return typeof value === 'object' && value !== null ? copyFrom(value, 0) : copyScalar(value);
}

/** Like `copyValue` for a value that will stand inside `depth` others. */
export function copyFrom(value: Value, depth: number): Value {
  return copyAny(value, { depth, size: 0 });
}

interface Progress {
  depth: number;
  size: number;
}

function copyScalar(value: Value): Value {
  if (typeof value === 'string' && value.length > MAX_VALUE)
    throw tooLarge(value.length, MAX_VALUE);
  return value;
}

function copyAny(value: Value, progress: Progress): Value {
  progress.size += typeof value === 'string' ? value.length + 3 : 2;
  if (progress.size > MAX_VALUE) throw tooLarge(progress.size, MAX_VALUE);
  if (typeof value !== 'object' || value === null) return value;
  if (progress.depth >= MAX_DEPTH) throw tooDeep(MAX_DEPTH);
  progress.depth += 1;
  progress.size += CONTAINER_SIZE;
  const copy = isList(value)
    ? value.map((item) => copyAny(item, progress))
    : copyMembers(value, progress);
  progress.depth -= 1;
  return copy;
}

function copyMembers(value: ObjectValue, progress: Progress): ObjectValue {
  const copy: Record<string, Value> = {};
  for (const name of Object.keys(value)) {
    progress.size += name.length + 3;
    copy[checkName(name)] = copyAny(value[name] ?? null, progress);
  }
  return copy;
}
