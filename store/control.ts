import { randomUUID } from 'node:crypto';
import { invariant } from '../plan/errors';
import type { ControlCommand, InboxRow } from '../plan/walk';
import type { ObjectValue, Value } from '../plan/value';
import { isUuid } from './cursor';
import type { Database, Queryable } from './database';
import { CHANNELS, notify } from './notify';

/** What became of a command. Only `accepted` has a row to bring. */
export type ControlOutcome =
  | { readonly status: 'accepted'; readonly row: InboxRow }
  | { readonly status: 'unchanged' | 'unstarted' | 'unheld' | 'closed' | 'unknown' };

/** What a command says besides its name. The run event carries all of it. */
export interface ControlOrder {
  readonly by: string;
  readonly reason?: string;
  /** `pause`: deadlines of people do not count until the run is resumed. */
  readonly freeze?: boolean;
  /** `retry`, `skip`: id of the step; without it, every step that waits for an operator. */
  readonly step?: string;
  /** `retry`, `skip`: only in this branch. */
  readonly path?: string;
  /** `skip`: what the step would have given. */
  readonly result?: Value;
  /** `migrate`: the plan to go on with. */
  readonly planHash?: string;
  /** `set` */
  readonly variables?: ObjectValue;
}

/**
 * Gives a run a command: status, inbox row, run event and outbox row in one transaction under the
 * run head. Once a pause is committed no step of the run commits until it is resumed.
 */
export async function controlRun(
  db: Database,
  request: {
    readonly workspaceId: string;
    readonly runId: string;
    readonly command: ControlCommand;
  } & ControlOrder,
): Promise<ControlOutcome> {
  const { workspaceId, runId, command, ...order } = request;
  if (!isUuid(runId)) return { status: 'unknown' };
  // Cancelling twice is one command; pausing again after a resume is another.
  const source = command === 'cancel' ? 'control:cancel' : `control:${command}:${randomUUID()}`;
  const rows = await db.prepared<{ status: ControlOutcome['status']; inbox: InboxRow | null }>(
    'control_run',
    'select * from control_run($1,$2,$3,$4,$5::json)',
    [workspaceId, runId, command, source, JSON.stringify(order)],
  );
  const found = rows[0];
  invariant(found, 'an SQL function gives one row');
  if (found.status !== 'accepted') return { status: found.status };
  invariant(found.inbox, 'an accepted command has an inbox row');
  if (command === 'cancel') await db.query('select cancel_unstarted($1)', [runId]);
  notify(db, CHANNELS.events, runId);
  return { status: 'accepted', row: found.inbox };
}

/** A step that has failed and waits for an operator. */
export interface Hold {
  readonly stepId: string;
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly line: number | null;
  /** RFC 3339. */
  readonly since: string;
}

/** The steps of a run that wait for an operator, oldest first. */
export function listHolds(db: Queryable, runId: string): Promise<readonly Hold[]> {
  return db.prepared<Hold>(
    'list_holds',
    `select step_id as "stepId", path, code, message, line, created_at as since
     from run_holds where run_id = $1 and resolved_as is null order by created_at, key`,
    [runId],
  );
}
