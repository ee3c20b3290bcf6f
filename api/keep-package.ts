import type { PackageSeed, SeedTable } from '../dsl/package/seed';
import type { Database, Queryable } from '../store/database';
import { importFiles } from '../store/drive';
import { listPackages, registerPackage, type LoadedPackage } from '../store/packages';
import { importRows, removeRows } from '../store/tables';
import type { PreparedWorkflow } from './prepare-workflow';

/** Rows of a table that one statement takes. */
const ROWS_AT_ONCE = 1_000;

/**
 * Keeps what a package brings besides its scripts, once for each content: rows and files that are not there are
 * added, and its knowledge takes the place of what it had. Each workflow has a drive of its own. The package is
 * noted last, so that whoever finds it there also finds the rest.
 */
export async function keepPackage(
  workflow: PreparedWorkflow,
  workspaceId: string,
  database: Database,
): Promise<void> {
  const { packageName, contentHash, path, seed } = workflow;
  if (packageName === null) return;
  const drive = workflow.plan.name;
  const packages = await listPackages(database, workspaceId);
  const known = packages.find((one) => one.name === packageName && one.contentHash === contentHash);
  const drives = drivesOf(known);
  const isFilled = seed.drive.length === 0 || drives.includes(drive);
  if (known !== undefined && isFilled) return;
  if (known === undefined) await keepRows(packageName, seed, { workspaceId, database });
  if (!isFilled) await importFiles(database, workspaceId, drive, seed.drive);
  await registerPackage(database, {
    workspaceId,
    name: packageName,
    contentHash,
    path,
    details: { drives: isFilled ? [...drives] : [...drives, drive] },
  });
}

/** The drives that have the files of the package. */
function drivesOf(known: LoadedPackage | undefined): readonly string[] {
  const drives = known?.details['drives'];
  return Array.isArray(drives) ? drives.map(String) : [];
}

async function keepRows(
  packageName: string,
  seed: PackageSeed,
  { workspaceId, database }: { readonly workspaceId: string; readonly database: Database },
): Promise<void> {
  for (const table of seed.tables) await addRows(database, workspaceId, table);
  await database.transaction(async (tx) => {
    const where = { column: 'package', value: packageName };
    await removeRows(tx, workspaceId, seed.knowledge.name, where);
    await addRows(tx, workspaceId, seed.knowledge);
  });
}

async function addRows(
  db: Queryable,
  workspaceId: string,
  { name, rows }: SeedTable,
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await importRows(db, workspaceId, name, rows.slice(from, from + ROWS_AT_ONCE));
  }
}
