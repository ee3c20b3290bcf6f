import { hintOf } from '../plan/failure-hints';
import type {
  ApprovalView,
  BotView,
  EventView,
  MemoryView,
  RunSummary,
  RunView,
  Task,
} from '../plan/messages';
import type { Failure } from '../plan/walk';
import type { Approval } from '../store/approvals';
import type { Hold } from '../store/control';
import type { Bot } from '../store/bots';
import type { WorkspaceEvent } from '../store/events';
import type { Memory } from '../store/memory';
import type { Run, RunTask } from '../store/runs';

/** A run as lists show it. */
export function toRunSummary(run: Run): RunSummary {
  return {
    id: run.id,
    package: run.package,
    workflow: run.workflowName,
    description: run.description,
    channelId: run.channelId,
    status: run.status,
    currentStep: run.currentStep,
    createdBy: run.createdBy,
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    completedAt: run.completedAt,
    updatedAt: run.updatedAt,
  };
}

function toFailure(failure: Failure): RunView['failure'] {
  const { code, message, stepId, line, details } = failure;
  const hint = hintOf(code);
  return {
    code,
    message,
    ...(stepId !== undefined && { stepId }),
    ...(line !== undefined && { line }),
    ...(hint !== undefined && { hint }),
    ...(details !== undefined && { details: details as RunView['state'] }),
  };
}

/** What belongs to a run besides its row. */
export interface RunParts {
  readonly tasks: readonly RunTask[];
  readonly approvals: readonly Approval[];
  readonly holds: readonly Hold[];
  readonly temporalNamespace: string;
  readonly temporalUi: string | undefined;
}

/** A run with everything that its page shows. */
export function toRunView(run: Run, parts: RunParts): RunView {
  return {
    ...toRunSummary(run),
    parent: run.parentRunId === null ? null : { runId: run.parentRunId, stepId: run.parentStepId },
    startAt: run.startAt,
    forkedFrom: forkOf(run),
    user: nameIn(run, 'user'),
    session: nameIn(run, 'session'),
    input: run.input,
    result: run.result,
    failure: run.failure && toFailure(run.failure),
    state: run.state,
    planHash: run.planHash,
    progress: countProgress(run, parts.tasks),
    tasks: parts.tasks.map(toTask),
    approvals: parts.approvals.map(toApprovalView),
    holds: parts.holds.map((hold) => ({ ...hold, hint: hintOf(hold.code) ?? null })),
    temporal: {
      workflowId: run.id,
      runId: run.temporalRunId,
      url: parts.temporalUi === undefined ? null : temporalUrl(run, parts.temporalUi, parts),
    },
  };
}

function forkOf({ forkedFrom }: Run): RunView['forkedFrom'] {
  if (!forkedFrom) return null;
  const { runId, stepId: step, visit } = forkedFrom;
  return { runId, step, visit };
}

function nameIn({ metadata }: Run, member: 'user' | 'session'): string | null {
  const name = metadata[member];
  return typeof name === 'string' ? name : null;
}

/** A task as clients get it. */
export function toTask(task: RunTask): Task {
  return {
    id: task.taskId,
    description: task.description,
    agent: task.agentId,
    order: task.orderIndex,
    dependsOn: [...task.dependsOn],
    status: task.status,
    output: task.output,
    error: task.error,
    startedAt: task.startedAt,
    completedAt: task.completedAt,
    answerOf: task.answerOf,
  };
}

/** A remembered value as clients get it. */
export function toMemoryView({ ownerId, ...memory }: Memory): MemoryView {
  const { owner, key, value, version, sharedBy, createdAt, updatedAt, expiresAt } = memory;
  return { owner, id: ownerId, key, value, version, sharedBy, createdAt, updatedAt, expiresAt };
}

/** An approval as clients get it. Tokens are never shown. */
export function toApprovalView(approval: Approval): ApprovalView {
  return {
    id: approval.id,
    runId: approval.runId,
    stepId: approval.stepId,
    from: approval.asked,
    message: approval.message,
    status: approval.status,
    deadline: approval.deadline,
    escalatedFrom: approval.escalatedFrom,
    decidedBy: approval.decidedBy,
    decidedVia: approval.decidedVia,
    comment: approval.comment,
    decidedAt: approval.decidedAt,
    createdAt: approval.createdAt,
    people: [...approval.people],
    needed: approval.needed,
    commentRequired: approval.commentRequired,
    remindAt: approval.remindAt,
    votes: [...approval.votes],
  };
}

/** A published event as clients get it. */
export function toEventView(event: WorkspaceEvent): EventView {
  return {
    id: event.id,
    name: event.name,
    data: event.data,
    publishedBy: event.runId,
    workflowId: event.addressedTo,
    createdAt: event.createdAt,
  };
}

/** A bot as clients get it. */
export function toBotView(bot: Bot): BotView {
  return {
    id: bot.id,
    name: bot.name,
    kind: bot.kind,
    url: bot.url,
    version: bot.version,
    package: bot.package,
    skills: [...bot.skills],
    status: bot.status,
    createdAt: bot.createdAt,
    updatedAt: bot.updatedAt,
  };
}

function countProgress(run: Run, tasks: readonly RunTask[]): RunView['progress'] {
  const total = tasks.length;
  const completed = tasks.filter(({ status }) =>
    ['completed', 'skipped', 'failed'].includes(status),
  ).length;
  if (run.status === 'completed') return { percent: 100, completed, total };
  const percent = total === 0 ? 0 : Math.floor((completed * 100) / total);
  return { percent, completed, total };
}

function temporalUrl(run: Run, ui: string, parts: RunParts): string {
  const namespace = encodeURIComponent(parts.temporalNamespace);
  const path = `/namespaces/${namespace}/workflows/${run.id}`;
  const rest = run.temporalRunId === null ? '' : `/${run.temporalRunId}/history`;
  return `${ui.replace(/\/+$/, '')}${path}${rest}`;
}
