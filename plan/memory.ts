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
