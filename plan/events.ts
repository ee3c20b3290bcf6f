/**
 * What can happen in a run, in the order of a run's life. Each is a numbered row of `run_events`,
 * written in the transaction that made it true, and a message on the WebSocket.
 */
export const RUN_EVENT_TYPES = [
  'created',
  'planning',
  'plan_ready',
  'started',
  'forked',
  'restored',
  'migrate_requested',
  'migrated',
  'migration_refused',
  'progress',
  'paused',
  'resumed',
  'cancel_requested',
  'held',
  'retry_requested',
  'skip_requested',
  'variables_set',
  'variables_changed',
  'task_started',
  'task_completed',
  'task_failed',
  'task_skipped',
  'answer_reused',
  'attempt_failed',
  'call_started',
  'call_answered',
  'call_failed',
  'approval_requested',
  'approval_voted',
  'approval_decided',
  'approval_reminded',
  'approval_reassigned',
  'signal_refused',
  'approval_expired',
  'approval_escalated',
  'event_published',
  'event_received',
  'event_timed_out',
  'event_discarded',
  'child_started',
  'child_ended',
  'message_sent',
  'reply_requested',
  'reply_received',
  'reply_refused',
  'reply_timed_out',
  'suggestions_changed',
  'context_set',
  'memory_set',
  'memory_shared',
  'memory_synced',
  'row_saved',
  'rows_updated',
  'rows_deleted',
  'rows_merged',
  'task_created',
  'file_changed',
  'completed',
  'failed',
  'rejected',
  'cancelled',
] as const;
export type RunEventType = (typeof RUN_EVENT_TYPES)[number];

/** True for the event that nothing comes after in its run. */
export function isLastEvent(type: RunEventType): boolean {
  return LAST_EVENTS.has(type);
}

const LAST_EVENTS: ReadonlySet<RunEventType> = new Set([
  'completed',
  'failed',
  'rejected',
  'cancelled',
]);

/** One thing that happened. `seq` counts from 1 in its run, without gaps. */
export interface RunEvent {
  readonly runId: string;
  readonly seq: number;
  readonly type: RunEventType;
  /** Step that caused it, when one did. */
  readonly stepId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  /** RFC 3339. */
  readonly at: string;
}

/** Events that only the engine publishes: a plan cannot pretend that a person has decided. */
export const RESERVED_EVENTS: ReadonlySet<string> = new Set([
  'approval_received',
  'approval_denied',
  'timeout_occurred',
]);
