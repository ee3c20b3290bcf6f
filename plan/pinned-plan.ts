import type { Places, Plan } from './schema';

/** A plan as a run has it: pinned by its hash, and with the line of the text that each step stands on. */
export interface PinnedPlan extends Plan {
  readonly lines?: Readonly<Record<string, number>>;
}

/** Puts the lines beside a plan; they say where a failure was, and are no part of its hash. */
export function pinPlan(plan: Plan, places: Places): PinnedPlan {
  const lines = Object.fromEntries(Object.entries(places).map(([id, { line }]) => [id, line]));
  return { ...plan, lines };
}
