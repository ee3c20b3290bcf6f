import type { ObjectValue, Value } from '../plan/value';
import { invariant } from '../plan/errors';
import { isUuid } from './cursor';
import type { Database } from './database';
import { readRun, type Run } from './runs';

/** A step that a run has committed. */
export interface RecordedRow {
  readonly key: string;
  readonly stepId: string;
  readonly kind: string;
  readonly result: Value;
  readonly failure: Value;
  readonly at: number;
}

/** One attempt of a call: the beginning has number 0, then those that failed. */
export interface RecordedAttempt {
  readonly key: string;
  readonly attempt: number;
  readonly error: { readonly bot: string; readonly code: string; readonly message: string } | null;
  readonly at: number;
}

/** Somebody was asked. Times are ms since 1970. */
export interface RecordedQuestion {
  readonly status: string;
  readonly asked: string;
  readonly by: string | null;
  readonly comment: string | null;
  readonly askedAt: number;
  readonly decidedAt: number | null;
}

/** Something that came in from outside the run. */
export interface RecordedInput {
  readonly kind: 'event' | 'control';
  readonly subject: string;
  readonly payload: ObjectValue;
  readonly at: number;
}

/** Everything that a run has left in rows, each list in order of time. */
export interface RunRecord {
  readonly run: Run;
  readonly steps: readonly RecordedRow[];
  readonly attempts: readonly RecordedAttempt[];
  readonly questions: readonly RecordedQuestion[];
  readonly inputs: readonly RecordedInput[];
  readonly messages: readonly string[];
  readonly published: readonly { readonly name: string; readonly data: Value }[];
  /** Rows that the run has added, as they are now. */
  readonly saved: readonly {
    readonly table: string;
    readonly id: string;
    readonly data: ObjectValue;
  }[];
}

/** Reads the record of a run, whatever its workspace; undefined when there is no such run. */
export async function readRunRecord(db: Database, id: string): Promise<RunRecord | undefined> {
  if (!isUuid(id)) return undefined;
  const [found] = await db.query<{ workspace: string }>(
    'select workspace_id as workspace from workflow_executions where id = $1',
    [id],
  );
  if (found === undefined) return undefined;
  const run = await readRun(db, found.workspace, id);
  invariant(run, 'the run is there');
  return {
    run,
    steps: await readSteps(db, id),
    attempts: await db.query<RecordedAttempt>(
      `select key, attempt, error::json, to_ms(at) as at
       from step_attempts where run_id = $1 order by at, attempt`,
      [id],
    ),
    questions: await db.query<RecordedQuestion>(
      // One for each person where the request has rules: what that person has said.
      `select q.status, q.asked, q.by, q.comment, to_ms(q.created_at) as "askedAt",
         to_ms(q.at) as "decidedAt"
       from (
         select status, asked, decided_by as by, comment, created_at, decided_at as at, id, 0 as number
           from approvals where run_id = $1 and not strict
         union all
         select case when d.approved then 'approved' when not d.approved then 'rejected' else 'expired' end,
             p.name, d.name, d.comment, a.created_at, d.at, a.id, p.number
           from approvals a join approval_people p on p.approval_id = a.id
           left join lateral (
             select v.approved, v.name, v.comment, v.voted_at as at
               from approval_votes v where v.approval_id = a.id and v.key = p.key
             union all
             select a.status = 'approved', a.decided_by, a.comment, a.decided_at
               where a.needed is null and a.status in ('approved', 'rejected')
                 and name_key(a.decided_by) = p.key) as d on true
           where a.run_id = $1 and a.strict) as q
       order by q.created_at, q.id, q.number`,
      [id],
    ),
    inputs: await readInputs(db, id),
    messages: await readMessages(db, id),
    published: await db.query<{ name: string; data: Value }>(
      `select event_name as name, event_data as data
       from workflow_events where workflow_id = $1 order by created_at, id`,
      [id],
    ),
    saved: await db.query<{ table: string; id: string; data: ObjectValue }>(
      `select t.table_name as "table", t.row_id as id, t.data
       from step_results s, json_array_elements_text((s.result::json)->'ids') as saved (id)
       join table_rows t on t.row_id = saved.id and t.workspace_id = $2
       where s.run_id = $1 and s.kind = 'save' order by s.created_at`,
      [id, found.workspace],
    ),
  };
}

/** In order of time. Within a millisecond the keys of a branch tell which of two steps came first. */
async function readSteps(db: Database, id: string): Promise<readonly RecordedRow[]> {
  const rows = await db.query<RecordedRow>(
    `select key, step_id as "stepId", kind, result::json, failure::json, to_ms(created_at) as at
     from step_results where run_id = $1`,
    [id],
  );
  const { compare } = new Intl.Collator('en', { numeric: true });
  return [...rows].sort((a, b) => a.at - b.at || compare(a.key, b.key));
}

/** Events of other origin and commands; the run's own events come to it by its own steps. */
async function readInputs(db: Database, id: string): Promise<readonly RecordedInput[]> {
  return db.query<RecordedInput>(
    `select kind, subject, payload::json, to_ms(created_at) as at
     from run_inbox i where run_id = $1 and kind in ('event', 'control')
       and not starts_with(source_id, 'engine:')
       and not exists (select from workflow_events e
         where e.workflow_id = i.run_id and i.source_id = 'event:' || e.id)
     order by number`,
    [id],
  );
}

async function readMessages(db: Database, id: string): Promise<readonly string[]> {
  const rows = await db.query<{ content: string }>(
    'select content from messages where run_id = $1 order by number',
    [id],
  );
  return rows.map(({ content }) => content);
}
