import { createHash } from 'node:crypto';
import { canonicalJson } from '../plan/canonical';
import { AppError } from '../plan/errors';
import type { Database } from '../store/database';
import { listPackages, registerPackage } from '../store/packages';
import { savePlan } from '../store/plans';
import { importRows } from '../store/tables';
import type { PreparedWorkflow } from './packages';

/** Larger plans would not fit into the memory of workers in number. */
const LARGEST_PLAN = 4_194_304;
/** Rows of a table that one statement takes. */
const ROWS_AT_ONCE = 1_000;

/** Keeps what a run refers to: plan, package, and the rows that its tables begin with. Gives the hash of the plan. */
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
  const known = await listPackages(database, workspaceId);
  const isKept = known.some(
    ({ name, contentHash }) =>
      name === workflow.packageName && contentHash === workflow.contentHash,
  );
  if (!isKept) await keepPackage(workflow, workspaceId, database);
  return planHash;
}

/** The package is noted last, so that whoever finds it there also finds its rows. */
async function keepPackage(
  workflow: PreparedWorkflow,
  workspaceId: string,
  database: Database,
): Promise<void> {
  for (const { name, rows } of workflow.tables) {
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      await importRows(database, workspaceId, name, rows.slice(from, from + ROWS_AT_ONCE));
    }
  }
  await registerPackage(database, {
    workspaceId,
    name: workflow.packageName,
    contentHash: workflow.contentHash,
    path: workflow.path,
    details: {},
  });
}
