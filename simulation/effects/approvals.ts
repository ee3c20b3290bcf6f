import type { Variables } from '../../plan/value';
import type { ApprovalRow, RunRows } from '../run-rows';
import { sendInbox } from '../run-rows';
import { countVote, mayDecide, peopleOf } from './approval-people';
import { deadlineOf } from './deadline';
import type { EffectModel } from './effect-model';
import { tellRun } from './events';

/** Records a decision, or a vote, where the approval is open; false when it is not, or the run waits on. */
export function decide(
  rows: RunRows,
  id: string,
  decision: Variables & { readonly approved: boolean },
): boolean {
  const approval = rows.approvals.get(id);
  if (approval?.status !== 'open' || !mayDecide(approval, decision)) return false;
  const settled = settle(approval, decision);
  if (!settled) return false;
  approval.status = settled.approved ? 'approved' : 'rejected';
  approval.decision = settled;
  sendInbox(rows, `decision:${id}`, { kind: 'decision', subject: id, payload: settled });
  const name = settled.approved ? 'approval_received' : 'approval_denied';
  tellRun(rows, name, `decision:${id}`, settled);
  return true;
}

/** The decision that stands now; undefined while more people have to decide. */
function settle(
  approval: ApprovalRow,
  decision: Variables & { readonly approved: boolean },
): (Variables & { readonly approved: boolean }) | undefined {
  const { needed } = approval;
  if (needed === null) return decision;
  const approved = countVote(approval, needed, decision);
  return approved === null
    ? undefined
    : { ...decision, approved, needed, votes: [...approval.votes.values()] };
}

export const openApproval: EffectModel<'open_approval'> = (rows, effect, step) => {
  const known = rows.approvals.get(effect.id);
  const until = deadlineOf(known, effect.timeoutMs, step);
  if (known) return { approvalId: effect.id, until };
  const { id, stepId, asked, message, rules } = effect;
  const people = rules ? peopleOf(rows, rules) : [asked];
  const needed = rules?.needed === 'all' ? people.length : (rules?.needed ?? null);
  const least = Math.max(needed ?? 1, 1);
  if (rules && people.length < least) return { unable: { people: people.length, needed: least } };
  const before = [...rows.approvals.values()].reduce((sum, each) => sum + each.people.length, 0);
  rows.approvals.set(id, {
    path: step.path,
    until,
    people,
    needed,
    votes: new Map(),
    status: 'open',
    ...(rules && { rules }),
  });
  for (const [index, person] of people.entries()) {
    step.onQuestion({ approvalId: id, stepId, asked: person, message, number: before + index });
  }
  return { approvalId: id, until };
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
  const approval = rows.approvals.get(effect.id);
  if (approval?.decision) return { decision: approval.decision };
  return approval?.status === 'open' ? { refused: true } : { expired: true };
};
