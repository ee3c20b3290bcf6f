import type { Variables } from '../../plan/value';
import { deadlineOf } from './deadline';
import type { EffectModel } from './effect-model';
import { sendInbox, type RunRows } from '../run-rows';
import { tellRun } from './events';

/** Records a decision where the approval is open; false when it is not. */
export function decide(
  rows: RunRows,
  id: string,
  decision: Variables & { readonly approved: boolean },
): boolean {
  const approval = rows.approvals.get(id);
  if (approval?.status !== 'open') return false;
  approval.status = decision.approved ? 'approved' : 'rejected';
  approval.decision = decision;
  sendInbox(rows, `decision:${id}`, { kind: 'decision', subject: id, payload: decision });
  const name = decision.approved ? 'approval_received' : 'approval_denied';
  tellRun(rows, name, `decision:${id}`, decision);
  return true;
}

export const openApproval: EffectModel<'open_approval'> = (rows, effect, step) => {
  const known = rows.approvals.get(effect.id);
  const until = deadlineOf(known, effect.timeoutMs, step);
  if (!known) {
    const { id, stepId, asked, message } = effect;
    const question = { approvalId: id, stepId, asked, message, number: rows.approvals.size };
    rows.approvals.set(id, { question, path: step.path, until, status: 'open' });
    step.onQuestion(question);
  }
  return { approvalId: effect.id, until };
};

export const expireApproval: EffectModel<'expire_approval'> = (rows, effect) => {
  const approval = rows.approvals.get(effect.id);
  if (approval?.decision) return { decision: approval.decision };
  if (approval?.status === 'open') {
    approval.status = effect.as;
    tellRun(rows, 'timeout_occurred', `expired:${effect.id}`, { approvalId: effect.id });
  }
  return { expired: true };
};

export const decideApproval: EffectModel<'decide_approval'> = (rows, effect, step) => {
  const { approved, by, comment } = effect;
  const decidedAt = new Date(step.now).toISOString();
  decide(rows, effect.id, { approved, decidedBy: by, comment, decidedAt });
  const decision = rows.approvals.get(effect.id)?.decision;
  return decision ? { decision } : { expired: true };
};
