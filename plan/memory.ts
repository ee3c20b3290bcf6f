/**
 * Whose memory a value is kept in. `bot`: of the workflow by its name, all runs and users. `user` and `session`:
 * of the run's, all bots. `cache`: of the workflow as well, but apart from what it remembers, and only for a time.
 */
export const MEMORY_OWNERS = ['bot', 'user', 'session', 'cache'] as const;
export type MemoryOwner = (typeof MEMORY_OWNERS)[number];

/** What one memory may hold. The longest key and the longest name of an owner fit into an index together. */
export const MEMORY_LIMITS = {
  keyLength: 400,
  ownerLength: 200,
  /** Characters of a value as JSON. */
  valueLength: 262_144,
  /** Keys of one owner. */
  keys: 10_000,
} as const;

const UNITS: ReadonlyMap<string, number> = new Map([
  ['second', 1],
  ['minute', 60],
  ['hour', 3_600],
  ['day', 86_400],
  ['week', 7 * 86_400],
  ['month', 30 * 86_400],
  ['year', 365 * 86_400],
]);
const FOR_EVER = new Set(['forever', 'for ever', 'never', '']);

/**
 * How many seconds a text such as "30 days" or "1 hour" means; a number alone counts `unit`s. Null for ever,
 * undefined for a text that means no time.
 */
export function readKeepTime(text: string, unit: 'second' | 'day'): number | null | undefined {
  const wish = text.trim().toLowerCase();
  if (FOR_EVER.has(wish)) return null;
  const [, count, word = ''] = /^(-?\d{1,12}(?:\.\d{1,20})?)\s*([a-z]*)$/.exec(wish) ?? [];
  const each = UNITS.get(word === '' ? unit : word.replace(/s$/, ''));
  return count === undefined || each === undefined ? undefined : Number(count) * each;
}
