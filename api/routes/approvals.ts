import { AppError } from '../../plan/errors';
import type { z } from 'zod';
import {
  ApprovalPageSchema,
  ApprovalQuerySchema,
  ApprovalSchema,
  DecisionRequestSchema,
  type DecisionRequest,
} from '../../plan/messages';
import {
  QueuedDecisionSchema,
  ReassignRequestSchema,
  type ReassignRequest,
} from '../../plan/people-messages';
import {
  decideApproval,
  listApprovals,
  readApproval,
  reassignApproval,
  type Approval,
  type DecisionOutcome,
  type ReassignOutcome,
} from '../../store/approvals';
import { crashPoint } from '../../store/crash-point';
import { readRun } from '../../store/runs';
import type { Principal } from '../authenticate';
import type { ApiDependencies } from '../dependencies';
import { toApprovalView } from '../present';
import {
  checkCursor,
  defined,
  form,
  ok,
  pageAnswer,
  route,
  type Answer,
  type ApiRequest,
  type Route,
} from '../route';

/** Requests for decisions: list, look at, decide. */
export const approvalRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/approvals',
    summary: 'Lists requests for decisions.',
    roles: ['author', 'operator', 'approver'],
    query: ApprovalQuerySchema,
    answers: { 200: form('A page of requests, newest first.', ApprovalPageSchema) },
    errors: [],
    handle: listOfApprovals,
  }),
  route({
    method: 'get',
    path: '/api/approvals/:id',
    summary: 'One request for a decision.',
    roles: ['author', 'operator', 'approver'],
    answers: { 200: form('The request.', ApprovalSchema) },
    errors: ['APPROVAL_UNKNOWN'],
    handle: async ({ principal, params }, api) =>
      ok(toApprovalView(await findApproval(api, principal, params['id'] ?? ''))),
  }),
  route({
    method: 'post',
    path: '/api/approvals/:id/decision',
    summary: 'Decides, or writes down what somebody has decided.',
    roles: ['operator', 'approver'],
    body: DecisionRequestSchema,
    answers: {
      200: form('The run has taken the decision, or the vote counts.', ApprovalSchema),
      202: form('The decision is recorded; the run will take it.', QueuedDecisionSchema),
    },
    errors: [
      ...(['APPROVAL_UNKNOWN', 'APPROVAL_DECIDED', 'APPROVAL_CLOSED', 'APPROVAL_OWN'] as const),
      ...(['APPROVAL_NOT_FOR_YOU', 'APPROVAL_COMMENT', 'RUN_CLOSED'] as const),
    ],
    handle: decide,
  }),
  route({
    method: 'post',
    path: '/api/approvals/:id/reassign',
    summary: 'Hands a request, or the part of one person, on to somebody else.',
    roles: ['operator', 'approver'],
    body: ReassignRequestSchema,
    answers: { 200: form('The request, with who is asked now.', ApprovalSchema) },
    errors: [
      ...(['APPROVAL_UNKNOWN', 'APPROVAL_DECIDED', 'APPROVAL_CLOSED', 'APPROVAL_OWN'] as const),
      ...(['APPROVAL_NOT_FOR_YOU', 'APPROVAL_WHOSE', 'APPROVAL_VOTED', 'APPROVAL_ASKED'] as const),
    ],
    handle: reassign,
  }),
];

async function listOfApprovals(
  request: ApiRequest<z.infer<typeof ApprovalQuerySchema>>,
  api: ApiDependencies,
): Promise<Answer> {
  const { run, from, ...rest } = request.query;
  checkCursor(rest.cursor, 'uuid');
  const filter = { ...rest, ...defined({ runId: run, asked: from }) };
  return pageAnswer(
    await listApprovals(api.database, request.principal.workspaceId, filter),
    toApprovalView,
  );
}

async function decide(
  request: ApiRequest<unknown, DecisionRequest>,
  api: ApiDependencies,
): Promise<Answer> {
  const { principal, body: wish } = request;
  const approval = await findApproval(api, principal, request.params['id'] ?? '');
  const by = readDecider(wish, principal, approval);
  const outcome = await decideApproval(api.database, {
    workspaceId: principal.workspaceId,
    id: approval.id,
    approved: wish.decision === 'approve',
    by,
    comment: wish.comment ?? null,
    via: by === principal.name ? 'api' : `api by ${principal.name}`,
    actor: principal.name,
  });
  return answerOutcome(outcome, by, { principal, api });
}

async function reassign(
  request: ApiRequest<unknown, ReassignRequest>,
  api: ApiDependencies,
): Promise<Answer> {
  const { principal } = request;
  const { to, comment = null, ...wish } = request.body;
  const approval = await findApproval(api, principal, request.params['id'] ?? '');
  const from = readGiver(wish.from, principal, approval);
  const { workspaceId, name: by } = principal;
  const handing = { workspaceId, id: approval.id, from, to, by, comment };
  const outcome = await reassignApproval(api.database, handing);
  if (outcome.status === 'reassigned') return ok(toApprovalView(outcome.approval));
  throw notReassigned(outcome, { from, to });
}

/** Whose part is handed on. Operators hand on what they like, approvers their own. */
function readGiver(
  given: string | undefined,
  principal: Principal,
  approval: Approval,
): string | null {
  if (principal.role !== 'approver') return given ?? null;
  if (given === undefined || sameName(given, principal.name)) return principal.name;
  throw new AppError('APPROVAL_NOT_FOR_YOU', { from: approval.asked, by: principal.name });
}

function notReassigned(
  outcome: Exclude<ReassignOutcome, { status: 'reassigned' }>,
  { from, to }: { readonly from: string | null; readonly to: string },
): AppError {
  switch (outcome.status) {
    case 'not_asked':
      if (from !== null) return refusal(outcome, from);
      return new AppError('APPROVAL_WHOSE', { people: outcome.approval.people.join(', ') });
    case 'voted':
      return new AppError('APPROVAL_VOTED', { from: from ?? outcome.approval.asked });
    case 'asked_already':
      return new AppError('APPROVAL_ASKED', { to });
    default:
      return refusal(outcome, to);
  }
}

/** Who decides. Operators may write down what somebody else has decided; approvers only their own. */
function readDecider(wish: DecisionRequest, principal: Principal, approval: Approval): string {
  const by = wish.by ?? principal.name;
  if (principal.role !== 'approver') return by;
  const isSelf = sameName(by, principal.name);
  if (!isSelf || !approval.people.some((name) => sameName(name, principal.name))) {
    throw new AppError('APPROVAL_NOT_FOR_YOU', {
      from: approval.asked,
      by: isSelf ? principal.name : by,
    });
  }
  return principal.name;
}

async function answerOutcome(
  outcome: DecisionOutcome,
  by: string,
  { principal, api }: { readonly principal: Principal; readonly api: ApiDependencies },
): Promise<Answer> {
  if (outcome.status === 'counted') return ok(toApprovalView(outcome.approval));
  if (outcome.status === 'own') throw refusal(outcome, ownerOf(outcome.approval, by, principal));
  if (outcome.status !== 'accepted') throw refusal(outcome, by);
  const { approval } = outcome;
  crashPoint('api.decision_committed');
  const brought = await api.temporal.bringRow(outcome.runId, outcome.row);
  crashPoint('api.decision_taken');
  if (brought === 'taken') return ok(toApprovalView(approval));
  if (brought === 'closed') {
    const run = await readRun(api.database, principal.workspaceId, outcome.runId);
    throw new AppError('RUN_CLOSED', { id: outcome.runId, status: run?.status ?? 'closed' });
  }
  return { status: 202, body: { status: 'queued', approval: toApprovalView(approval) } };
}

/** Whose request it is: that of who decides, or of who writes the decision down. */
function ownerOf({ excluded }: Approval, by: string, { name }: Principal): string {
  return excluded.some((one) => sameName(one, by)) ? by : name;
}

/** Why nothing was decided or handed on. */
function refusal(
  outcome: Exclude<DecisionOutcome, { status: 'accepted' | 'counted' }>,
  by: string,
): AppError {
  if (outcome.status === 'unknown') return new AppError('APPROVAL_UNKNOWN');
  const { approval } = outcome;
  switch (outcome.status) {
    case 'decided': {
      const details = { by: approval.decidedBy, outcome: approval.status, at: approval.decidedAt };
      return new AppError('APPROVAL_DECIDED', details);
    }
    case 'closed':
      return new AppError('APPROVAL_CLOSED', { outcome: approval.status });
    case 'own':
      return new AppError('APPROVAL_OWN', { by });
    case 'not_asked':
      return new AppError('APPROVAL_NOT_FOR_YOU', { from: approval.people.join(', '), by });
    case 'uncommented':
      return new AppError('APPROVAL_COMMENT');
  }
}

async function findApproval(
  api: ApiDependencies,
  principal: Principal,
  id: string,
): Promise<Approval> {
  const approval = await readApproval(api.database, principal.workspaceId, id);
  if (approval === undefined) throw new AppError('APPROVAL_UNKNOWN', { id: id.slice(0, 100) });
  return approval;
}

function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
