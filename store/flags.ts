import type { Database } from './database';
import { onlyRow } from './only-row';

/**
 * Pins the behaviour of a run before Temporal hears of it: whoever starts it again, or walks its rows, walks it
 * as it was begun. Gives the flags that are pinned.
 */
export async function pinFlags(
  db: Database,
  runId: string,
  flags: readonly number[],
): Promise<readonly number[]> {
  const rows = await db.prepared<{ flags: readonly number[] }>(
    'pin_flags',
    'select pin_flags($1,$2) as flags',
    [runId, flags],
  );
  return onlyRow(rows).flags;
}

/** Flags of runs that have not ended, other than those that are known. */
export async function otherFlagsInUse(
  db: Database,
  known: readonly number[],
): Promise<readonly number[]> {
  const rows = await db.prepared<{ flags: readonly number[] }>(
    'other_flags_in_use',
    'select other_flags_in_use($1) as flags',
    [known],
  );
  return onlyRow(rows).flags;
}

/** True where this build of the worker has replayed all recorded runs before. */
export async function hasReplayed(db: Database, build: string): Promise<boolean> {
  const rows = await db.query('select from replayed_builds where build = $1', [build]);
  return rows.length > 0;
}

/** Notes that a build of the worker has replayed all recorded runs. */
export async function noteReplayed(db: Database, build: string): Promise<void> {
  await db.query('insert into replayed_builds (build) values ($1) on conflict do nothing', [build]);
}
