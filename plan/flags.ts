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
  /** What SET CONTEXT says is told to models that are asked afterwards. */
  toldContexts: 8,
} as const;

/** What runs that are launched now begin with. */
export const CURRENT_FLAGS: readonly number[] = Object.values(FLAGS);
