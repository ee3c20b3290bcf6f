import { AppError } from '../plan/errors';
import { pinPlan, type PinnedPlan } from '../plan/pinned-plan';
import type { Places, Plan } from '../plan/schema';
import type { Database } from '../store/database';
import { readPlan } from '../store/plans';

/** Plans that are kept in memory. */
const MAX_PLANS = 500;

/** Reads plans by hash; each once, as a plan never changes. Throws `PLAN_UNKNOWN`. */
export function createPlanReader(database: Database): (hash: string) => Promise<PinnedPlan> {
  const plans = new Map<string, PinnedPlan>();
  return async (hash) => {
    const known = plans.get(hash);
    if (known) return known;
    const stored = await readPlan(database, hash);
    if (!stored) throw new AppError('PLAN_UNKNOWN', { hash });
    const plan = pinPlan(JSON.parse(stored.plan) as Plan, JSON.parse(stored.places) as Places);
    plans.set(hash, plan);
    const oldest = plans.size > MAX_PLANS ? plans.keys().next().value : undefined;
    if (oldest !== undefined) plans.delete(oldest);
    return plan;
  };
}
