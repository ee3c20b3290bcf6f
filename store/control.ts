import { randomUUID } from 'node:crypto';
import { invariant } from '../plan/errors';
import type { ControlCommand, InboxRow } from '../plan/walk';
import { isUuid } from './cursor';
import type { Database } from './database';
import { CHANNELS, notify } from './notify';

/** What became of a command. Only `accepted` has a row to bring. */
export type ControlOutcome =
  | { readonly status: 'accepted'; readonly row: InboxRow }
  | { readonly status: 'unchanged' | 'unstarted' | 'closed' | 'unknown' };

/**
 * Pauses, resumes or cancels a run: status, inbox row, run event and outbox row in one transaction under the
 * run head. Once a pause is committed no step of the run commits until it is resumed.
 */
export async function controlRun(
  db: Database,
  request: {
    readonly workspaceId: string;
    readonly runId: string;
    readonly command: ControlCommand;
    readonly by: string;
  },
): Promise<ControlOutcome> {
  const { workspaceId, runId, command, by } = request;
  if (!isUuid(runId)) return { status: 'unknown' };
  // Cancelling twice is one command; pausing again after a resume is another.
  const source = command === 'cancel' ? 'control:cancel' : `control:${command}:${randomUUID()}`;
  const rows = await db.prepared<{ status: ControlOutcome['status']; inbox: InboxRow | null }>(
    'control_run',
    'select * from control_run($1,$2,$3,$4,$5)',
    [workspaceId, runId, command, by, source],
  );
  const found = rows[0];
  invariant(found, 'an SQL function gives one row');
  if (found.status !== 'accepted') return { status: found.status };
  invariant(found.inbox, 'an accepted command has an inbox row');
  notify(db, CHANNELS.events, runId);
  return { status: 'accepted', row: found.inbox };
}
