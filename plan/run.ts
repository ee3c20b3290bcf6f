/** States of a run. `waiting` is a detail of `running`, not a state. */
export const RUN_STATUSES = [
  'planning',
  'running',
  'paused',
  'completed',
  'failed',
  'rejected',
  'cancelled',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** States of a task, the part of a run that one bot or person does. */
export const TASK_STATUSES = [
  'pending',
  'ready',
  'in_progress',
  'completed',
  'failed',
  'skipped',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** States of an approval request. `escalated` means that another person was asked instead. */
export const APPROVAL_STATUSES = [
  'open',
  'approved',
  'rejected',
  'expired',
  'escalated',
  'withdrawn',
] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

/** Changes of a run's state that are allowed; the database refuses all others. */
export const RUN_CHANGES: Readonly<Record<RunStatus, readonly RunStatus[]>> = {
  planning: ['running', 'completed', 'failed', 'rejected', 'cancelled'],
  running: ['paused', 'completed', 'failed', 'rejected', 'cancelled'],
  paused: ['running', 'failed', 'cancelled'],
  completed: [],
  failed: [],
  rejected: [],
  cancelled: [],
};

/** Changes of a task's state that are allowed; a task in a loop begins again. */
export const TASK_CHANGES: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  pending: ['ready', 'in_progress', 'completed', 'failed', 'skipped'],
  ready: ['in_progress', 'completed', 'failed', 'skipped'],
  in_progress: ['completed', 'failed', 'skipped'],
  completed: ['in_progress', 'failed'],
  failed: ['in_progress', 'completed', 'skipped'],
  skipped: ['in_progress', 'completed', 'failed'],
};

/** Changes of an approval's state that are allowed. */
export const APPROVAL_CHANGES: Readonly<Record<ApprovalStatus, readonly ApprovalStatus[]>> = {
  open: ['approved', 'rejected', 'expired', 'escalated', 'withdrawn'],
  approved: [],
  rejected: [],
  expired: [],
  escalated: [],
  withdrawn: [],
};

/** True when nothing more can happen to a run. */
export function isClosed(status: RunStatus): boolean {
  return RUN_CHANGES[status].length === 0;
}
