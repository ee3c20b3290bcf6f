import { createHash } from 'node:crypto';
import { canonicalJson } from '../plan/canonical';
import { AppError } from '../plan/errors';
import type { Database } from '../store/database';
import { savePlan } from '../store/plans';
import { keepPackage } from './keep-package';
import type { PreparedWorkflow } from './prepare-workflow';

/** Larger plans would not fit into the memory of workers in number. */
const LARGEST_PLAN = 4_194_304;

/** Keeps what a run refers to: plan and package. Gives the hash of the plan. */
export async function keepWorkflow(
  workflow: PreparedWorkflow,
  workspaceId: string,
  database: Database,
): Promise<string> {
  const plan = canonicalJson(workflow.plan);
  const size = Buffer.byteLength(plan);
  if (size > LARGEST_PLAN) throw new AppError('PLAN_TOO_LARGE', { size, limit: LARGEST_PLAN });
  const planHash = createHash('sha256').update(plan).digest('hex');
  await savePlan(database, {
    hash: planHash,
    plan,
    places: canonicalJson(workflow.places),
    sourceFile: workflow.sourceFile,
    sourceText: workflow.sourceText,
  });
  await keepPackage(workflow, workspaceId, database);
  return planHash;
}
