import type { Queryable } from './database';

/** A plan with its places, as JSON text, and the program it came from. */
export interface NewPlan {
  readonly hash: string;
  readonly plan: string;
  readonly places: string;
  readonly sourceFile: string | null;
  readonly sourceText: string | null;
}

export interface StoredPlan {
  readonly plan: string;
  readonly places: string;
  readonly sourceFile: string | null;
  readonly sourceText: string | null;
}

/** Keeps a plan under its hash. A plan that is there already stays as it is. */
export async function savePlan(db: Queryable, plan: NewPlan): Promise<void> {
  await db.prepared(
    'save_plan',
    `insert into plans (hash, plan, places, source_file, source_text)
     values ($1,$2,$3,$4,$5) on conflict do nothing`,
    [plan.hash, plan.plan, plan.places, plan.sourceFile, plan.sourceText],
  );
}

/** The plan of a hash, byte for byte as it was saved; undefined when there is none. */
export async function readPlan(db: Queryable, hash: string): Promise<StoredPlan | undefined> {
  const rows = await db.prepared<StoredPlan>(
    'read_plan',
    `select plan, places, source_file as "sourceFile", source_text as "sourceText"
     from plans where hash = $1`,
    [hash],
  );
  return rows[0];
}
