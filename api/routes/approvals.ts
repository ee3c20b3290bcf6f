import { AppError } from '../../plan/errors';
import {
  ApprovalQuerySchema,
  DecisionRequestSchema,
  type DecisionRequest,
} from '../../plan/messages';
import {
  decideApproval,
  listApprovals,
  readApproval,
  type Approval,
  type DecisionOutcome,
} from '../../store/approvals';
import { crashPoint } from '../../store/crash-point';
import { readRun } from '../../store/runs';
import type { Principal } from '../authenticate';
import type { ApiDependencies } from '../dependencies';
import { toApprovalView } from '../present';
import { parseBody, parseQuery } from '../request-error';
import {
  checkCursor,
  defined,
  ok,
  pageAnswer,
  type Answer,
  type ApiRequest,
  type Route,
} from '../route';

/** Requests for decisions: list, look at, decide. */
export const approvalRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/approvals',
    roles: ['author', 'operator', 'approver'],
    handle: listOfApprovals,
  },
  {
    method: 'get',
    path: '/api/approvals/:id',
    roles: ['author', 'operator', 'approver'],
    handle: async ({ principal, params }, api) =>
      ok(toApprovalView(await findApproval(api, principal, params['id'] ?? ''))),
  },
  {
    method: 'post',
    path: '/api/approvals/:id/decision',
    roles: ['operator', 'approver'],
    handle: decide,
  },
];

async function listOfApprovals(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const { run, from, ...rest } = parseQuery(ApprovalQuerySchema, request.query);
  checkCursor(rest.cursor, 'uuid');
  const filter = { ...rest, ...defined({ runId: run, asked: from }) };
  return pageAnswer(
    await listApprovals(api.database, request.principal.workspaceId, filter),
    toApprovalView,
  );
}

async function decide(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const { principal } = request;
  const wish = parseBody(DecisionRequestSchema, request.body);
  const approval = await findApproval(api, principal, request.params['id'] ?? '');
  const by = readDecider(wish, principal, approval);
  const outcome = await decideApproval(api.database, {
    workspaceId: principal.workspaceId,
    id: approval.id,
    approved: wish.decision === 'approve',
    by,
    comment: wish.comment ?? null,
    via: by === principal.name ? 'api' : `api by ${principal.name}`,
  });
  return answerOutcome(outcome, principal, api);
}

/** Who decides. Operators may write down what somebody else has decided; approvers only their own. */
function readDecider(wish: DecisionRequest, principal: Principal, approval: Approval): string {
  const by = wish.by ?? principal.name;
  if (principal.role !== 'approver') return by;
  const isSelf = sameName(by, principal.name);
  if (!isSelf || !isAsked(approval.asked, principal.name)) {
    throw new AppError('APPROVAL_NOT_FOR_YOU', {
      from: approval.asked,
      by: isSelf ? principal.name : by,
    });
  }
  return principal.name;
}

async function answerOutcome(
  outcome: DecisionOutcome,
  principal: Principal,
  api: ApiDependencies,
): Promise<Answer> {
  if (outcome.status === 'unknown') throw new AppError('APPROVAL_UNKNOWN');
  const { approval } = outcome;
  if (outcome.status === 'decided') {
    const details = { by: approval.decidedBy, outcome: approval.status, at: approval.decidedAt };
    throw new AppError('APPROVAL_DECIDED', details);
  }
  if (outcome.status === 'closed') {
    throw new AppError('APPROVAL_CLOSED', { outcome: approval.status });
  }
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

async function findApproval(
  api: ApiDependencies,
  principal: Principal,
  id: string,
): Promise<Approval> {
  const approval = await readApproval(api.database, principal.workspaceId, id);
  if (approval === undefined) throw new AppError('APPROVAL_UNKNOWN', { id: id.slice(0, 100) });
  return approval;
}

/** FROM may name several, separated by commas. */
function isAsked(asked: string, name: string): boolean {
  return asked.split(/[,;]/).some((one) => sameName(one, name));
}

function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
