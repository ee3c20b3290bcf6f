import type { KeptMigration } from '../plan/segments';
import type { RunFrame } from '../plan/walk';
import type { Database } from './database';
import { CHANNELS, notify } from './notify';
import { onlyRow } from './only-row';

/** Moves a run to another plan, once; gives the frame that is kept. */
export async function keepMigration(
  db: Database,
  runId: string,
  { frame, ...migration }: KeptMigration,
): Promise<RunFrame> {
  const rows = await db.prepared<{ frame: string }>(
    'keep_migration',
    'select keep_migration($1,$2,$3::json) as frame',
    [runId, JSON.stringify(frame), JSON.stringify(migration)],
  );
  notify(db, CHANNELS.events, runId);
  return JSON.parse(onlyRow(rows).frame) as RunFrame;
}

/** Says why a run goes on with its own plan, once. */
export async function refuseMigration(
  db: Database,
  runId: string,
  { number, reason }: { readonly number: number; readonly reason: string },
): Promise<void> {
  await db.prepared('refuse_migration', 'select refuse_migration($1,$2,$3)', [
    runId,
    number,
    reason,
  ]);
  notify(db, CHANNELS.events, runId);
}

/** What has become of a request to migrate; undefined while nothing has. */
export async function readMigration(
  db: Database,
  runId: string,
  number: number,
): Promise<
  { readonly type: 'migrated' | 'migration_refused'; readonly reason: string | null } | undefined
> {
  const rows = await db.prepared<{
    type: 'migrated' | 'migration_refused';
    reason: string | null;
  }>(
    'read_migration',
    `select type, data->>'reason' as reason from run_events
     where run_id = $1 and type in ('migrated', 'migration_refused')
       and (data->>'number')::int = $2`,
    [runId, number],
  );
  return rows[0];
}
