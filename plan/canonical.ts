/**
 * The canonical JSON text of a value (RFC 8785): no blanks, keys in order of UTF-16 units, numbers as
 * ECMAScript writes them. Equal values have equal texts, so a hash over it names a plan.
 * Members that are `undefined` are left out; numbers that JSON does not have are refused.
 * Half of a surrogate pair, which the RFC refuses, is written as its escape: a text may be cut anywhere.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (typeof value === 'number') return canonicalNumber(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return canonicalObject(value);
  throw new TypeError(`Canonical JSON has no form for a ${typeof value}.`);
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`Canonical JSON has no form for ${value}.`);
  return JSON.stringify(value);
}

/** `sort` without a comparison orders by UTF-16 units, as the RFC asks. */
function canonicalObject(value: object): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
