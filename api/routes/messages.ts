import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import {
  ConversationQuerySchema,
  ConversationSchema,
  ReplyRequestSchema,
  ReplySchema,
  type MessageView,
  type QuestionView,
  type ReplyRequest,
  type ReplyView,
} from '../../plan/conversation';
import { AppError } from '../../plan/errors';
import type { InboxRow } from '../../plan/walk';
import { crashPoint } from '../../store/crash-point';
import { listMessages, listSuggestions, type Message } from '../../store/messages';
import {
  listOpenQuestions,
  takeReply,
  type Question,
  type ReplyOutcome,
} from '../../store/questions';
import { readRun, type Run } from '../../store/runs';
import type { ApiDependencies } from '../dependencies';
import { findRun } from '../find-run';
import { defined, form, ok, route, type Answer, type ApiRequest, type Route } from '../route';

const PATH = '/api/workflows/:id/messages';

/** The conversation of a run: what was said, what is asked, and replies. */
export const messageRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: PATH,
    summary: 'What was said in a run, and what waits for a reply.',
    roles: ['author', 'operator', 'approver'],
    query: ConversationQuerySchema,
    answers: { 200: form('The last messages, oldest first.', ConversationSchema) },
    errors: ['RUN_UNKNOWN'],
    handle: conversation,
  }),
  route({
    method: 'post',
    path: PATH,
    summary: 'Replies to what a run asks.',
    roles: ['author', 'operator', 'approver'],
    body: ReplyRequestSchema,
    answers: {
      200: form('The run has taken the reply, or asks again.', ReplySchema),
      202: form('The reply is recorded; the run will take it.', ReplySchema),
    },
    errors: [
      ...(['RUN_UNKNOWN', 'RUN_CLOSED', 'QUESTION_UNKNOWN', 'REPLY_NOT_ASKED'] as const),
      ...(['REPLY_ANSWERED', 'REPLY_CLOSED', 'MESSAGE_ID_USED'] as const),
    ],
    handle: reply,
  }),
];

async function conversation(
  request: ApiRequest<z.infer<typeof ConversationQuerySchema>>,
  api: ApiDependencies,
): Promise<Answer> {
  const { q, ...rest } = request.query;
  const { id: runId, workspaceId, channelId } = await findRun(request, api);
  const filter = { runId, ...rest, ...defined({ text: q }) };
  const [messages, questions, suggestions] = await Promise.all([
    listMessages(api.database, workspaceId, filter),
    listOpenQuestions(api.database, workspaceId, runId),
    listSuggestions(api.database, workspaceId, channelId ?? runId),
  ]);
  const first = messages.length === rest.limit ? messages[0] : undefined;
  return ok({
    items: messages.map(toMessageView),
    next: first?.number ?? null,
    questions: questions.map(toQuestionView),
    suggestions,
  });
}

/** 200 when the run has taken the reply or asks again, 202 when it will take it. */
async function reply(
  request: ApiRequest<unknown, ReplyRequest>,
  api: ApiDependencies,
): Promise<Answer> {
  const { text, id, questionId } = request.body;
  const run = await findRun(request, api);
  const messageId = id?.toLowerCase() ?? randomUUID();
  const outcome = await takeReply(api.database, {
    workspaceId: run.workspaceId,
    runId: run.id,
    messageId,
    text,
    by: request.principal.name,
    ...defined({ questionId }),
  });
  if (outcome.status === 'taken') return bring(api, { run, row: outcome.row, messageId });
  if (outcome.status === 'asked_again') {
    return ok({ status: 'asked_again', messageId, expected: outcome.expected } satisfies ReplyView);
  }
  throw refusal(outcome, { run, messageId, questionId });
}

async function bring(
  api: ApiDependencies,
  taken: { readonly run: Run; readonly row: InboxRow; readonly messageId: string },
): Promise<Answer> {
  const { run, row, messageId } = taken;
  crashPoint('api.reply_committed');
  const brought = await api.temporal.bringRow(run.id, row);
  crashPoint('api.reply_taken');
  if (brought === 'queued') return { status: 202, body: { status: 'queued', messageId } };
  if (brought === 'closed') await checkEnd(api, run);
  return ok({ status: 'taken', messageId } satisfies ReplyView);
}

/** A run that has come to its end has taken the reply before: none does while a row is unseen. */
async function checkEnd(api: ApiDependencies, { id, workspaceId }: Run): Promise<void> {
  const status = (await readRun(api.database, workspaceId, id))?.status ?? 'cancelled';
  const hasSeenAll = status === 'completed' || status === 'failed' || status === 'rejected';
  if (!hasSeenAll) throw new AppError('RUN_CLOSED', { id, status });
}

function refusal(
  outcome: Exclude<ReplyOutcome, { readonly status: 'taken' | 'asked_again' }>,
  about: { readonly run: Run; readonly messageId: string; readonly questionId: string | undefined },
): AppError {
  const { run, messageId, questionId } = about;
  switch (outcome.status) {
    case 'closed':
      return outcome.question.status === 'answered'
        ? new AppError('REPLY_ANSWERED', {
            by: outcome.question.answeredBy,
            at: outcome.question.answeredAt,
          })
        : new AppError('REPLY_CLOSED', { outcome: outcome.question.status });
    case 'not_asked':
      return new AppError('REPLY_NOT_ASKED', { id: run.id });
    case 'unknown_question':
      return new AppError('QUESTION_UNKNOWN', { id: questionId });
    case 'id_used':
      return new AppError('MESSAGE_ID_USED', { id: messageId });
    case 'run_closed':
      return new AppError('RUN_CLOSED', { id: run.id, status: run.status });
    case 'unknown':
      return new AppError('RUN_UNKNOWN', { id: run.id });
  }
}

function toMessageView(message: Message): MessageView {
  return {
    id: message.id,
    number: message.number,
    type: message.type,
    from: message.senderId,
    to: message.recipientId,
    text: message.content,
    questionId: message.responseToId,
    at: message.timestamp,
  };
}

function toQuestionView({ form, ...question }: Question): QuestionView {
  return {
    id: question.id,
    stepId: question.stepId,
    prompt: question.prompt,
    type: form.type,
    choices: [...form.choices],
    deadline: question.deadline,
    createdAt: question.createdAt,
  };
}
