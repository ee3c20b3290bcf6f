import { escapePointer } from '../../plan/json-pointer';

/** The JSON pointer (RFC 6901) of the first place where two values differ; undefined when they are equal. */
export function firstDifference(a: unknown, b: unknown, pointer = ''): string | undefined {
  if (Object.is(a, b)) return undefined;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return pointer;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const inner = `${pointer}/${escapePointer(key)}`;
    if (!Object.hasOwn(a, key) || !Object.hasOwn(b, key)) return inner;
    const found = firstDifference(a[key], b[key], inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
