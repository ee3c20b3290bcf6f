import { invariant } from '../plan/errors';
import { shownReply } from '../plan/replies/hear-types';
import { MAX_REASKS, readReply, type ReplyForm } from '../plan/replies/read-reply';
import type { InboxRow } from '../plan/walk';
import { isUuid } from './cursor';
import type { Database, Queryable } from './database';
import { CHANNELS, notify } from './notify';

export const QUESTION_STATUSES = ['open', 'answered', 'expired', 'withdrawn'] as const;
export type QuestionStatus = (typeof QUESTION_STATUSES)[number];

/** What a HEAR waits for. Times are RFC 3339. */
export interface Question {
  readonly id: string;
  readonly runId: string;
  readonly stepId: string;
  readonly prompt: string;
  readonly form: ReplyForm;
  readonly status: QuestionStatus;
  readonly deadline: string | null;
  /** How often a reply did not fit and was asked for again. */
  readonly reasked: number;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
  readonly createdAt: string;
}

/** A reply as it comes in. Without a question it goes to the one that has waited longest. */
export interface NewReply {
  readonly workspaceId: string;
  readonly runId: string;
  readonly messageId: string;
  readonly questionId?: string;
  readonly text: string;
  readonly by: string;
}

/** What became of a reply. */
export type ReplyOutcome =
  | { readonly status: 'taken'; readonly row: InboxRow }
  /** It does not fit, and may be said again; `expected` completes "Please reply with". */
  | { readonly status: 'asked_again'; readonly expected: string }
  | { readonly status: 'closed'; readonly question: Question }
  /** `not_asked`: nothing is open. `id_used`: another message has this id. */
  | {
      readonly status: 'not_asked' | 'unknown_question' | 'unknown' | 'run_closed' | 'id_used';
    };

const QUESTION = `select id, run_id as "runId", step_id as "stepId", prompt, form, status, deadline,
  reasked, answered_by as "answeredBy", answered_at as "answeredAt", created_at as "createdAt"
  from questions`;

/** The open questions of a run, in the order of asking. */
export async function listOpenQuestions(
  db: Queryable,
  workspaceId: string,
  runId: string,
): Promise<readonly Question[]> {
  if (!isUuid(runId)) return [];
  return db.prepared<Question>(
    'list_open_questions',
    `${QUESTION} where workspace_id = $1 and run_id = $2 and status = 'open' order by number`,
    [workspaceId, runId],
  );
}

/**
 * Takes a reply: its message, its inbox row and the end of the question in one transaction under the run
 * head. The same message again changes nothing and gives the same answer. Where a question is answered by
 * somebody else at the same moment, a reply without a question goes to the next one.
 */
export async function takeReply(db: Database, reply: NewReply): Promise<ReplyOutcome> {
  const { runId, workspaceId, questionId } = reply;
  if (!isUuid(runId)) return { status: 'unknown' };
  for (;;) {
    const question = await findQuestion(db, reply);
    if (question === undefined && questionId !== undefined) return { status: 'unknown_question' };
    const outcome = await offer(db, reply, question);
    if (outcome.status === 'unknown_question') return { status: 'not_asked' };
    if (outcome.status !== 'closed') return outcome;
    if (questionId === undefined) continue;
    const now = await readQuestion(db, workspaceId, questionId);
    invariant(now, 'a question that was found can be read');
    return { status: 'closed', question: now };
  }
}

/** The question that a reply goes to; one that the message was taken for before comes first. */
async function findQuestion(db: Database, reply: NewReply): Promise<Question | undefined> {
  const { workspaceId, runId, messageId, questionId } = reply;
  const before = await db.prepared<{ id: string | null }>(
    'question_of_message',
    'select response_to_id as id from messages where id = $1 and run_id = $2',
    [messageId, runId],
  );
  const wanted = questionId ?? before[0]?.id ?? undefined;
  if (wanted === undefined) return (await listOpenQuestions(db, workspaceId, runId))[0];
  const question = await readQuestion(db, workspaceId, wanted);
  return question?.runId === runId ? question : undefined;
}

async function readQuestion(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<Question | undefined> {
  if (!isUuid(id)) return undefined;
  const rows = await db.prepared<Question>(
    'read_question',
    `${QUESTION} where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  );
  return rows[0];
}

type Offered = Exclude<ReplyOutcome, { readonly status: 'closed' }> | { readonly status: 'closed' };

async function offer(
  db: Database,
  reply: NewReply,
  question: Question | undefined,
): Promise<Offered> {
  const read = question && readReply(question.form, reply.text);
  const expected = read && 'expected' in read ? read.expected : null;
  const value = read && 'value' in read ? read.value : null;
  const rows = await db.prepared<{ status: Offered['status']; inbox: InboxRow | null }>(
    'take_reply',
    'select * from take_reply($1,$2,$3,$4,$5,$6,$7::json,$8,$9)',
    [
      reply.workspaceId,
      reply.runId,
      question?.id ?? null,
      reply.messageId,
      question ? shownReply(question.form.type, reply.text) : reply.text,
      reply.by,
      JSON.stringify(value),
      expected,
      MAX_REASKS,
    ],
  );
  const found = rows[0];
  invariant(found, 'an SQL function gives one row');
  const { status, inbox } = found;
  if (status === 'asked_again') {
    notify(db, CHANNELS.events, reply.runId);
    return { status, expected: expected ?? '' };
  }
  if (status !== 'taken') return { status };
  invariant(inbox, 'a reply that was taken has an inbox row');
  notify(db, CHANNELS.events, reply.runId);
  return { status, row: inbox };
}
