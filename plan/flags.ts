/**
 * Numbered changes of behaviour. A run keeps those that were current when it was launched, so that its
 * history is walked today as it was then. A number is never used again.
 */
export const FLAGS = {
  /** A workflow task starts at most 50 activities; the next ones follow a millisecond later. */
  limitedFanOut: 1,
  /** WAIT takes a date, too: it waits until then. */
  waitTakesDates: 2,
  /** A retry or skip that nothing waits for yet is kept while a step is under way, which may come to wait. */
  keptCommands: 3,
  /** RETRY and TIMEOUT count for bots that are scripts, too. */
  scriptClauses: 5,
  /**
   * What a task sends is bounded by size, what is under way by number, and a history drains before it is too
   * long. FREEZE stops the time of questions and of what handlers ask, too.
   */
  boundedRuns: 6,
  /** What SET CONTEXT says is told to models that are asked afterwards. */
  toldContexts: 8,
} as const;

/** What runs that are launched now begin with. */
export const CURRENT_FLAGS: readonly number[] = Object.values(FLAGS);

/** Flags of a run that this code does not know: whoever made them is newer. */
export function newerFlags(flags: readonly number[]): readonly number[] {
  return flags.filter((flag) => !CURRENT_FLAGS.includes(flag));
}
