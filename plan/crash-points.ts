/**
 * Places where a process can be told to kill itself, between a commit and what follows it. Tests and the
 * demo use them: `EVERSTEP_CRASH_AT=segment.step_committed` kills at the first pass, `…#3` at the third;
 * `EVERSTEP_CRASH_STEP=bot:refund` counts only passes of steps whose id begins so.
 */
export const CRASH_POINTS = [
  /** The run's row is committed, Temporal does not know of it. */
  'api.run_committed',
  /** Temporal has started the run, the row does not say so. */
  'api.run_started',
  /** The decision is committed, the run does not know of it. */
  'api.decision_committed',
  /** The run has taken the decision, the caller does not know. */
  'api.decision_taken',
  /** A reply is committed, the run does not know of it. */
  'api.reply_committed',
  /** The run has taken the reply, the caller does not know. */
  'api.reply_taken',
  /** An activity has taken the fence and done nothing. */
  'segment.begun',
  /** A step is about to be committed. */
  'segment.step_uncommitted',
  /** A step is committed, the activity has not ended. */
  'segment.step_committed',
  /** The segment is complete, the activity has not ended. */
  'segment.ended',
  /** A bot is about to be called. */
  'call.begun',
  /** A bot has answered, the answer is not committed. */
  'call.answered',
  /** The run is about to be closed. */
  'run.unclosed',
  /** The run is closed, the activity has not ended. */
  'run.closed',
  /** An outbox row is taken and nothing done. */
  'outbox.claimed',
  /** An event has become an inbox row, the run does not know of it. */
  'outbox.delivered',
  /** A page of an event for many runs is committed, others are left. */
  'outbox.fanned_out',
  /** The run knows, the outbox row is not done. */
  'outbox.signalled',
  /** The run of an ON EVENT is committed, the outbox row is not done. */
  'outbox.begun',
  /** Temporal has started a run that another one has begun, the outbox row is not done. */
  'outbox.started',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];
