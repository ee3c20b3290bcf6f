/** The first pause between two attempts; each is twice the one before, with chance added. */
const FIRST_PAUSE_MS = 500;
/** No pause is longer. */
export const LONGEST_PAUSE_MS = 60_000;

/** How long to wait after this many failed attempts, ms; `chance` from 0 to 1 keeps callers apart. */
export function pauseAfter(failedAttempts: number, chance: number): number {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (failedAttempts - 1), LONGEST_PAUSE_MS);
  return Math.round(pause * (0.75 + chance / 2));
}
