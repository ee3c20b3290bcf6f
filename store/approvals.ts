import { invariant } from '../plan/errors';
import type { ApprovalStatus } from '../plan/run';
import type { InboxRow } from '../plan/walk';
import type { ObjectValue } from '../plan/value';
import { isUuid, makePage, parseCursor, type Page } from './cursor';
import type { Database, Queryable } from './database';
import { CHANNELS, notify } from './notify';

/** A request for a decision, and the decision when there is one. Times are RFC 3339. */
export interface Approval {
  readonly id: string;
  readonly workspaceId: string;
  readonly runId: string;
  readonly stepId: string;
  readonly stepKey: string;
  /** Who is asked: the FROM of the program. */
  readonly asked: string;
  readonly message: string;
  readonly status: ApprovalStatus;
  readonly deadline: string | null;
  readonly escalatedFrom: string | null;
  readonly decidedBy: string | null;
  readonly decidedVia: string | null;
  readonly comment: string | null;
  readonly decidedAt: string | null;
  readonly createdAt: string;
  readonly metadata: ObjectValue;
  /** Who is asked, one by one. */
  readonly people: readonly string[];
  /** How many have to approve; null where the first decision counts. */
  readonly needed: number | null;
  /** True where only the people decide. */
  readonly strict: boolean;
  readonly commentRequired: boolean;
  /** Those who may not decide, in small letters. */
  readonly excluded: readonly string[];
  readonly remindAt: string | null;
  readonly votes: readonly Vote[];
}

/** What one of several people says; the last word of each counts. */
export interface Vote {
  readonly by: string;
  readonly approved: boolean;
  readonly comment: string | null;
  /** RFC 3339. */
  readonly at: string;
}

export interface ApprovalFilter {
  readonly status?: ApprovalStatus;
  readonly runId?: string;
  readonly asked?: string;
  /** One of those who are asked, in whatever way. */
  readonly person?: string;
  readonly limit: number;
  readonly cursor?: string;
}

export interface ApprovalDecision {
  readonly workspaceId: string;
  readonly id: string;
  readonly approved: boolean;
  readonly by: string;
  readonly comment: string | null;
  /** How it came: `api`, `link`, `cli`, ... */
  readonly via: string;
  /** Who writes it down; it may not be a request of theirs either. */
  readonly actor?: string;
}

/** What became of a decision. Only `accepted` is this one; the others carry how things stand. */
export type DecisionOutcome =
  | {
      readonly status: 'accepted';
      readonly row: InboxRow;
      readonly runId: string;
      readonly approval: Approval;
    }
  /** More people have to decide. */
  | { readonly status: 'counted'; readonly approval: Approval }
  /** It does not count: a request of his own, somebody who is not asked, no comment. */
  | Standing<'own' | 'not_asked' | 'uncommented'>
  /** Somebody decided before. */
  | { readonly status: 'decided'; readonly approval: Approval }
  /** Expired, escalated or withdrawn. */
  | { readonly status: 'closed'; readonly approval: Approval }
  | { readonly status: 'unknown' };

/** Who hands what to whom. */
export interface Reassignment {
  readonly workspaceId: string;
  readonly id: string;
  /** Null: the only one who is asked. */
  readonly from: string | null;
  readonly to: string;
  readonly by: string;
  readonly comment: string | null;
}

/** What became of a reassignment: `not_asked` and `voted` are about `from`, `own` and `asked_already` about `to`. */
export type ReassignOutcome =
  | Standing<'reassigned' | 'decided' | 'closed' | 'own' | 'not_asked' | 'voted' | 'asked_already'>
  | { readonly status: 'unknown' };

type Standing<Status extends string> = Status extends string
  ? { readonly status: Status; readonly approval: Approval }
  : never;

const APPROVAL = `select id, needed, excluded, strict, comment_required as "commentRequired",
  remind_at as "remindAt", votes_of(id) as votes,
  array(select p.name from approval_people p where p.approval_id = approvals.id order by p.number)
    as people, workspace_id as "workspaceId", run_id as "runId", step_id as "stepId",
  step_key as "stepKey", asked, message, status, deadline, escalated_from as "escalatedFrom",
  decided_by as "decidedBy", decided_via as "decidedVia", comment, decided_at as "decidedAt",
  created_at as "createdAt", metadata
  from approvals`;

/** Approvals of a workspace, newest first, by pages. */
export async function listApprovals(
  db: Queryable,
  workspaceId: string,
  filter: ApprovalFilter,
): Promise<Page<Approval>> {
  if (filter.runId !== undefined && !isUuid(filter.runId)) return { items: [], next: null };
  const query = listApprovalsQuery(workspaceId, filter);
  const rows = await db.query<Approval>(query.text, query.params);
  return makePage(rows, filter.limit, (approval) => [approval.createdAt, approval.id]);
}

/** The statement of `listApprovals`; only conditions that are asked for, so that each has its index. */
export function listApprovalsQuery(
  workspaceId: string,
  filter: ApprovalFilter,
): { readonly text: string; readonly params: readonly unknown[] } {
  const params: unknown[] = [workspaceId];
  const bind = (value: unknown): string => `$${params.push(value)}`;
  const conditions = ['workspace_id = $1'];
  if (filter.runId !== undefined) conditions.push(`run_id = ${bind(filter.runId)}`);
  if (filter.status !== undefined) conditions.push(`status = ${bind(filter.status)}`);
  if (filter.asked !== undefined) conditions.push(`asked = ${bind(filter.asked)}`);
  if (filter.person !== undefined) {
    conditions.push(
      `id in (select approval_id from approval_people where key = name_key(${bind(filter.person)}))`,
    );
  }
  if (filter.cursor !== undefined) {
    const [createdAt, id] = parseCursor(filter.cursor);
    conditions.push(`(created_at, id) < (${bind(createdAt)}, ${bind(id)}::uuid)`);
  }
  const text = `${APPROVAL} where ${conditions.join(' and ')}
    order by created_at desc, id desc limit ${bind(filter.limit + 1)}`;
  return { text, params };
}

/** One approval of a workspace; undefined when there is none of this id. */
export async function readApproval(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<Approval | undefined> {
  if (!isUuid(id)) return undefined;
  const rows = await db.prepared<Approval>(
    'read_approval',
    `${APPROVAL} where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  );
  return rows[0];
}

/** True when the SHA-256 (hex) of a token is the one that the approval's link carries. */
export async function hasApprovalToken(
  db: Queryable,
  id: string,
  tokenHash: string,
): Promise<boolean> {
  if (!isUuid(id) || !/^(?:[0-9a-f]{2})+$/i.test(tokenHash)) return false;
  const rows = await db.prepared(
    'has_approval_token',
    `select 1 from approvals where id = $1 and token_hash = decode($2, 'hex')`,
    [id, tokenHash],
  );
  return rows.length > 0;
}

/** The approval whose link carries the token of this SHA-256 (hex), whichever workspace it belongs to. */
export async function readApprovalByToken(
  db: Queryable,
  id: string,
  tokenHash: string,
): Promise<Approval | undefined> {
  if (!isUuid(id)) return undefined;
  const rows = await db.prepared<Approval>(
    'read_approval_by_token',
    `${APPROVAL} where id = $1 and token_hash = decode($2, 'hex')`,
    [id, tokenHash],
  );
  return rows[0];
}

/**
 * Records a decision while the approval is open: inbox row, run event and outbox row in one transaction
 * under the run head, so that of a decision and an expiry (or two decisions) exactly one counts.
 */
export async function decideApproval(
  db: Database,
  decision: ApprovalDecision,
): Promise<DecisionOutcome> {
  if (!isUuid(decision.id)) return { status: 'unknown' };
  const rows = await db.prepared<{ status: DecisionOutcome['status']; inbox: InboxRow | null }>(
    'decide_approval',
    'select * from decide_approval($1,$2,$3,$4,$5,$6,$7)',
    [
      decision.workspaceId,
      decision.id,
      decision.approved,
      decision.by,
      decision.comment,
      decision.via,
      decision.actor ?? null,
    ],
  );
  const found = rows[0];
  if (found === undefined || found.status === 'unknown') return { status: 'unknown' };
  const approval = await readApproval(db, decision.workspaceId, decision.id);
  invariant(approval !== undefined, 'a decided approval can be read');
  if (found.status === 'counted') notify(db, CHANNELS.events, approval.runId);
  if (found.status !== 'accepted') return { status: found.status, approval };
  invariant(found.inbox !== null, 'an accepted decision has an inbox row');
  notify(db, CHANNELS.events, approval.runId);
  return { status: 'accepted', row: found.inbox, runId: approval.runId, approval };
}

/** Hands the part of one person to another. Gives how things stand; only `reassigned` has changed them. */
export async function reassignApproval(db: Database, wish: Reassignment): Promise<ReassignOutcome> {
  if (!isUuid(wish.id)) return { status: 'unknown' };
  const rows = await db.prepared<{ status: ReassignOutcome['status'] }>(
    'reassign_approval',
    'select reassign_approval($1,$2,$3,$4,$5,$6) as status',
    [wish.workspaceId, wish.id, wish.from, wish.to, wish.by, wish.comment],
  );
  const status = rows[0]?.status ?? 'unknown';
  const approval = await readApproval(db, wish.workspaceId, wish.id);
  if (status === 'unknown' || approval === undefined) return { status: 'unknown' };
  if (status === 'reassigned') notify(db, CHANNELS.events, approval.runId);
  return { status, approval };
}

/** Reminds the people of one request that is due; false when there is none. */
export async function remindApproval(db: Database): Promise<boolean> {
  const rows = await db.prepared<{ reminded: boolean }>(
    'remind_approval',
    'select remind_approval() as reminded',
    [],
  );
  return rows[0]?.reminded === true;
}

/** The run has taken the row of a decision: nobody needs to bring it any more. */
export async function completeNotice(db: Database, runId: string, number: number): Promise<void> {
  await db.prepared(
    'complete_notice',
    `update outbox set done_at = clock_timestamp()
     where run_id = $1 and kind = 'notify_inbox' and done_at is null
       and (payload->>'number')::int = $2`,
    [runId, number],
  );
}
