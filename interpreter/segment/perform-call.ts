import { AppError, invariant } from '../../plan/errors';
import type { RunEventType } from '../../plan/events';
import type { StepCommit, StepIdentity } from '../../plan/segments';
import type { Failure } from '../../plan/walk';
import type { Work } from '../host';
import type { LongCall } from '../long-call';
import { LONGEST_PAUSE_MS, pauseAfter } from '../back-off';
import { cleanValue } from '../value/clean';
import { identity, performed, storedTask, type Performed } from './perform-step';
import type { Segment } from './segment';
import type { CallAnswer, Caller } from './segment-host';

/** The run events that tell what came of a call. */
const EVENTS: Readonly<
  Record<LongCall['kind'], { readonly answered: RunEventType; readonly failed: RunEventType }>
> = {
  bot: { answered: 'task_completed', failed: 'task_failed' },
  http: { answered: 'call_answered', failed: 'call_failed' },
  model: { answered: 'call_answered', failed: 'call_failed' },
};

/** One call while it is made. */
interface Calling {
  readonly call: LongCall;
  readonly key: string;
  readonly stepId: string;
  readonly failedAttempts: number;
}

/**
 * Calls somebody outside. Attempts are counted by rows, so that a crash of ours is not an attempt; a failure
 * that can be tried again is thrown to Temporal, the last one is recorded and belongs to the program.
 */
export async function performCall(
  segment: Segment,
  work: Work,
  call: LongCall,
): Promise<Performed> {
  const { where } = segment;
  const step = segment.branch.step;
  invariant(step, 'a step is performed');
  const id = identity(segment, work);
  const task = storedTask(work.task);
  const begun = await where.store.beginStep(segment.head, { ...id, events: work.events, task });
  if (begun.status !== 'go') return performed(segment, { ...begun, status: begun.status }, work);
  const calling = { call, key: id.key, stepId: step.id, failedAttempts: begun.attempts };
  const answer = await callOnce(segment, calling);
  where.crashPoint('call.answered', step.id);
  // The last failure is committed as the step's, in one transaction: a crash never adds an attempt.
  const isLast = begun.attempts + 1 >= call.attempts;
  if (answer.kind === 'failed' && answer.error.retryable && !isLast) {
    throw await countAttempt(segment, calling, answer.error);
  }
  const committed = await where.store.commitStep(segment.head, {
    ...id,
    ...commitOf(answer, calling),
  });
  where.crashPoint('segment.step_committed', step.id);
  return performed(segment, committed, work);
}

/** The final answer or failure of a call, as its row keeps it. */
function commitOf(answer: Answer, { call, stepId }: Calling): Omit<StepCommit, keyof StepIdentity> {
  const events = EVENTS[call.kind];
  if (answer.kind === 'answered') {
    return {
      result: JSON.stringify(answer.value),
      failure: null,
      effect: null,
      events: [{ type: events.answered, data: { ...subjectOf(call), ...answer.facts } }],
      task: storedTask({ stepId, status: 'completed', output: answer.value }),
    };
  }
  const failure = failureOf(answer.error, stepId);
  const { code, message } = failure;
  return {
    result: null,
    failure: JSON.stringify(failure),
    effect: null,
    events: [{ type: events.failed, data: { ...subjectOf(call), code, message } }],
    task: storedTask({ stepId, status: 'failed', error: message }),
  };
}

/** Who was called, for the run's events. */
function subjectOf(call: LongCall): Readonly<Record<string, unknown>> {
  switch (call.kind) {
    case 'bot':
      return { bot: call.bot };
    case 'http':
      return { method: call.method };
    case 'model':
      return { task: call.task };
  }
}

type Answer =
  | ({ readonly kind: 'answered' } & CallAnswer)
  | { readonly kind: 'failed'; readonly error: AppError };

async function callOnce(
  segment: Segment,
  { call, key, stepId, failedAttempts }: Calling,
): Promise<Answer> {
  const {
    where,
    input: { runId },
  } = segment;
  where.crashPoint('call.begun', stepId);
  const idempotencyKey = `${runId}|${key}`;
  const caller = where.callers[call.kind] as Caller<LongCall>;
  const request = { runId, stepId, idempotencyKey, failedAttempts, call };
  try {
    const { value, facts } = await caller(request, where.signal);
    return { kind: 'answered', value: cleanValue(value), facts };
  } catch (error) {
    if (error instanceof AppError) return { kind: 'failed', error };
    throw error;
  }
}

/** Counts a failed attempt; gives what has the activity tried again. */
async function countAttempt(
  segment: Segment,
  { call, key }: Calling,
  error: AppError,
): Promise<Error> {
  const data = { ...subjectOf(call), code: error.code, message: error.message };
  const { where } = segment;
  const { status, attempts } = await where.store.recordAttempt(segment.head, {
    key,
    error: JSON.stringify(data),
    events: [{ type: 'attempt_failed', data }],
  });
  if (status !== 'recorded') throw where.refused(status, segment.input.runId);
  return where.tryAgain(error, Math.max(pauseAfter(attempts, where.chance()), askedPause(error)));
}

/** How long the other side asked us to wait. */
function askedPause({ details }: AppError): number {
  const { retryAfterMs } = details;
  return typeof retryAfterMs === 'number' ? Math.min(retryAfterMs, LONGEST_PAUSE_MS) : 0;
}

function failureOf(error: AppError, stepId: string): Failure {
  return { code: error.code, message: error.message, stepId, details: error.details };
}
