import type { EffectStep } from './effect-model';

/** When the time of somebody who is asked is over, ms since 1970: as it was first said, where it was. */
export function deadlineOf(
  known: { readonly until: number | null } | undefined,
  timeoutMs: number | null,
  { now }: EffectStep,
): number | null {
  if (known) return known.until;
  return timeoutMs === null ? null : Math.round(now + timeoutMs);
}
