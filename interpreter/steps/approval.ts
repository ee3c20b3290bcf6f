import { invariant } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { Value, Variables } from '../../plan/value';
import type { Decision, StepMemory } from '../../plan/walk';
import type { Branch } from '../branch';
import { evaluate, toNumber, toText } from '../evaluate';
import type { EffectHost, Flow, Runner, Work } from '../host';
import { readDuration } from '../limits';
import { askedText, readRules, readWhom } from './approval-rules';

type ApprovalStep = StepOf<'approval'>;

/**
 * Asks a person and waits. Opening, expiry and a decision that came as a raw signal are steps of their own:
 * the order of commits decides between a decision and its deadline.
 */
export const approval: Runner<ApprovalStep> = {
  run(_step, branch) {
    return perform(branch.memory ?? { phase: 'open', turn: 0 });
  },
  work(step, branch, host) {
    const memory = branch.memory;
    invariant(memory, 'an approval that is performed has begun');
    if (memory.phase === 'open') return open(step, branch, host, memory);
    if (memory.phase === 'expire') return expire(step, memory);
    return takeSignal(memory, host);
  },
  settle(step, branch, outcome) {
    const memory = branch.memory;
    if (outcome.kind === 'failed') return { go: 'fail', failure: outcome.failure };
    const isForked = outcome.kind === 'joined' || outcome.kind === 'recovered';
    invariant(memory && !isForked, 'an approval has no branches');
    if (outcome.kind === 'woken') {
      if (outcome.by === 'decision') return decided(step, branch, outcome.data);
      if (outcome.by === 'signal') return judge(memory, outcome.data);
      return perform({ ...withoutWait(memory), phase: 'expire' });
    }
    if (memory.phase === 'open') return opened(step, memory, outcome.result);
    const result = outcome.result as { readonly decision?: Variables; readonly refused?: true };
    if (result.refused) return waitForDecision(memory, memory.data ?? {});
    if (result.decision) return decided(step, branch, result.decision);
    return expired(step, branch, memory);
  },
};

function perform(memory: StepMemory): Flow {
  return { go: 'perform', long: false, memory };
}

function withoutWait({ phase, turn, data }: StepMemory): StepMemory {
  return { phase, ...(turn !== undefined && { turn }), ...(data && { data }) };
}

/** `turn` counts escalations; each asks under its own key. */
function open(step: ApprovalStep, branch: Branch, host: EffectHost, memory: StepMemory): Work {
  const turn = memory.turn ?? 0;
  const escalatedTo = memory.data?.['escalatedTo'] ?? null;
  const whom = readWhom(step, branch, escalatedTo);
  const asked = askedText(whom.value);
  const rules = readRules(step, branch, whom);
  const message = step.message ? toText(evaluate(step.message, branch)) : '';
  const id = host.deriveId(branch.key(`approval.${turn}`));
  const previous = memory.data?.['approvalId'] ?? null;
  const data = { approvalId: id, from: asked, message, label: step.label ?? null };
  return {
    part: `open.${turn}`,
    effect: {
      effect: 'open_approval',
      id,
      stepId: step.id,
      asked,
      message,
      timeoutMs: readDuration(step.timeout, branch, 'TIMEOUT'),
      tokenHash: host.approvalTokenHash(id),
      escalatedFrom: previous === null ? null : toText(previous),
      metadata: { label: step.label ?? null },
      ...(rules && { rules }),
    },
    events: [
      ...(turn === 0 ? [{ type: 'task_started' as const, data }] : []),
      { type: 'approval_requested', data },
    ],
    task: { stepId: step.id, status: 'in_progress' },
  };
}

/** An approval that those who are asked can never give fails at once. */
function opened(step: ApprovalStep, memory: StepMemory, result: Value): Flow {
  const { unable } = result as { readonly unable?: { people: number; needed: number } };
  if (!unable) return waitForDecision(memory, result);
  const { people, needed } = unable;
  const asks = people === 1 ? '1 person is asked' : `${people} people are asked`;
  return {
    go: 'fail',
    failure: {
      code: 'APPROVAL_IMPOSSIBLE',
      message: `${needed} ${needed === 1 ? 'approval is' : 'approvals are'} needed, but ${asks}.`,
      stepId: step.id,
      details: { people, needed },
    },
  };
}

function waitForDecision(memory: StepMemory, result: Value): Flow {
  const { approvalId, until } = result as unknown as {
    readonly approvalId: string;
    readonly until: number | null;
  };
  return {
    go: 'wait',
    memory: {
      ...withoutWait(memory),
      phase: 'waiting',
      wait: { kind: 'approval', approvalId, until },
      data: { ...memory.data, approvalId },
    },
  };
}

function expire(step: ApprovalStep, memory: StepMemory): Work {
  const approvalId = toText(memory.data?.['approvalId'] ?? null);
  const action = step.onTimeout?.action ?? 'reject';
  const escalates = action === 'escalate' && (memory.turn ?? 0) === 0;
  return {
    part: `expire.${memory.turn ?? 0}`,
    effect: { effect: 'expire_approval', id: approvalId, as: escalates ? 'escalated' : 'expired' },
    events: [],
    // The effect writes the event and closes the task, as only it knows which of the two came first.
  };
}

/** A decision that came as a raw signal becomes a step, as only the order of commits can judge it. */
function judge(memory: StepMemory, signal: Variables): Flow {
  const signals = toNumber(memory.data?.['signals'] ?? 0, 'signals') + 1;
  const until = memory.wait?.until ?? null;
  const data = { ...memory.data, signal, signals, until };
  return perform({ ...withoutWait(memory), phase: 'signal', data });
}

function takeSignal(memory: StepMemory, host: EffectHost): Work {
  const signal = (memory.data?.['signal'] ?? {}) as Variables;
  const approvalId = toText(memory.data?.['approvalId'] ?? null);
  const trust = host.judgeSignal(approvalId, textOrNull(signal['token']));
  const part = `signal.${memory.turn ?? 0}.${toText(memory.data?.['signals'] ?? 1)}`;
  const by = textOrNull(signal['by']) ?? 'signal';
  if (trust === 'refused') {
    const event = { type: 'signal_refused' as const, data: { approvalId, by } };
    return { part, effect: null, result: { refused: true }, events: [event] };
  }
  return {
    part,
    effect: {
      effect: 'decide_approval',
      id: approvalId,
      approved: signal['approved'] === true,
      by,
      comment: textOrNull(signal['comment']),
      via: trust === 'token' ? 'temporal-signal with token' : 'temporal-signal',
    },
    events: [],
  };
}

function textOrNull(value: Value | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** Binds `approval`; a rejection fails with `APPROVAL_REJECTED` unless the step goes on after one. */
function decided(step: ApprovalStep, branch: Branch, data: Variables): Flow {
  const decision = data as unknown as Decision;
  const status = decision.approved ? 'approved' : 'rejected';
  branch.assign('approval', { ...data, status, warning: false });
  if (decision.approved || step.onReject === 'continue') return { go: 'next' };
  return {
    go: 'fail',
    failure: {
      code: 'APPROVAL_REJECTED',
      message: `${decision.decidedBy} rejected the request${decision.comment ? `: ${decision.comment}` : '.'}`,
      stepId: step.id,
    },
  };
}

function expired(step: ApprovalStep, branch: Branch, memory: StepMemory): Flow {
  const action = step.onTimeout ?? { action: 'reject' as const };
  if (action.action === 'escalate' && (memory.turn ?? 0) === 0) {
    const escalatedTo = askedText(evaluate(action.to, branch));
    return perform({ phase: 'open', turn: 1, data: { ...memory.data, escalatedTo } });
  }
  const base = { approved: false, decidedBy: null, comment: null, status: 'expired' };
  if (action.action === 'approve') {
    branch.assign('approval', { ...base, approved: true, warning: action.warning });
    return { go: 'next' };
  }
  branch.assign('approval', { ...base, warning: false });
  if (action.action === 'continue') return { go: 'next' };
  const label = action.action === 'reject' && action.label ? ` (${action.label})` : '';
  return {
    go: 'fail',
    failure: {
      code: action.action === 'fail' ? 'APPROVAL_EXPIRED' : 'APPROVAL_REJECTED',
      message: `Nobody decided in time${label}.`,
      stepId: step.id,
    },
  };
}
