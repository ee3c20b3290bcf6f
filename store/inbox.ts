import type { InboxRow } from '../plan/walk';
import type { ObjectValue } from '../plan/value';
import type { Database, Queryable } from './database';
import { CHANNELS, notify } from './notify';

export interface NewInboxRow {
  readonly runId: string;
  readonly kind: InboxRow['kind'];
  readonly subject: string;
  /** Unique in the run: the same input again gives the row that is there. */
  readonly sourceId: string;
  readonly payload: ObjectValue;
}

/**
 * Gives an input to a run under the next number of its inbox, once for each source id. Undefined when
 * the run has ended (or is not there): it takes nothing more.
 */
export async function deliverToInbox(
  db: Database,
  row: NewInboxRow,
): Promise<InboxRow | undefined> {
  const rows = await db.prepared<{ row: InboxRow | null }>(
    'deliver_to_inbox',
    'select deliver_to_inbox($1,$2,$3,$4,$5) as row',
    [row.runId, row.kind, row.subject, row.sourceId, JSON.stringify(row.payload)],
  );
  return rows[0]?.row ?? undefined;
}

/** Gives a published event to a run, exactly as the run's own events and earlier events reach it. */
export async function deliverEvent(
  db: Database,
  event: { readonly workspaceId: string; readonly runId: string; readonly eventId: string },
): Promise<InboxRow | undefined> {
  const rows = await db.prepared<{ row: InboxRow | null }>(
    'deliver_event',
    'select deliver_event($1,$2,$3) as row',
    [event.workspaceId, event.runId, event.eventId],
  );
  return rows[0]?.row ?? undefined;
}

/** Gives a run the end of a run that it has begun. Undefined when it has ended itself. */
export async function deliverChildEnd(
  db: Database,
  { parentId, childId }: { readonly parentId: string; readonly childId: string },
): Promise<InboxRow | undefined> {
  const rows = await db.prepared<{ row: InboxRow | null }>(
    'deliver_child_end',
    'select deliver_child_end($1,$2) as row',
    [parentId, childId],
  );
  notify(db, CHANNELS.events, parentId);
  return rows[0]?.row ?? undefined;
}

/** Inbox rows after a number, in order. */
export function readInbox(
  db: Queryable,
  runId: string,
  after: number,
): Promise<readonly InboxRow[]> {
  return db.prepared<InboxRow>(
    'read_inbox',
    `select number, kind, subject, payload::json as payload
     from run_inbox where run_id = $1 and number > $2 order by number`,
    [runId, after],
  );
}
