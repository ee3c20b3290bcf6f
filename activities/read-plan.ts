import { AppError } from '../plan/errors';
import type { Plan } from '../plan/schema';
import type { Database } from '../store/database';
import { readPlan } from '../store/plans';

/** Plans that are kept in memory. */
const MAX_PLANS = 500;

/** Reads plans by hash; each once, as a plan never changes. Throws `PLAN_UNKNOWN`. */
export function createPlanReader(database: Database): (hash: string) => Promise<Plan> {
  const plans = new Map<string, Plan>();
  return async (hash) => {
    const known = plans.get(hash);
    if (known) return known;
    const stored = await readPlan(database, hash);
    if (!stored) throw new AppError('PLAN_UNKNOWN', { hash });
    const plan = JSON.parse(stored.plan) as Plan;
    plans.set(hash, plan);
    const oldest = plans.size > MAX_PLANS ? plans.keys().next().value : undefined;
    if (oldest !== undefined) plans.delete(oldest);
    return plan;
  };
}
