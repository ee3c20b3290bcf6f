import { AppError, invariant } from '../../plan/errors';
import type { StepCommit, StepIdentity } from '../../plan/segments';
import type { Value } from '../../plan/value';
import type { Failure } from '../../plan/walk';
import type { LongCall, Work } from '../host';
import { cleanValue } from '../value/clean';
import { identity, performed, storedTask, type Performed } from './perform-step';
import type { Segment } from './segment';

/** The first pause between two attempts; each is twice the one before, with chance added. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Calls a bot. Attempts are counted by rows, so that a crash of ours is not an attempt of the bot; a failure
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
  const answer = await callOnce(segment, call, { key: id.key, stepId: step.id });
  where.crashPoint('call.answered', step.id);
  // The last failure is committed as the step's, in one transaction: a crash never adds an attempt.
  const isLast = begun.attempts + 1 >= call.attempts;
  if (answer.kind === 'failed' && answer.error.retryable && !isLast) {
    throw await countAttempt(segment, call, id.key, answer.error);
  }
  const committed = await where.store.commitStep(segment.head, {
    ...id,
    ...commitOf(answer, call.bot, step.id),
  });
  where.crashPoint('segment.step_committed', step.id);
  return performed(segment, committed, work);
}

/** The final answer or failure of a call, as its row keeps it. */
function commitOf(
  answer: Answer,
  bot: string,
  stepId: string,
): Omit<StepCommit, keyof StepIdentity> {
  if (answer.kind === 'answered') {
    return {
      result: JSON.stringify(answer.value),
      failure: null,
      effect: null,
      events: [{ type: 'task_completed', data: { bot } }],
      task: storedTask({ stepId, status: 'completed', output: answer.value }),
    };
  }
  const failure = failureOf(answer.error, stepId);
  const { code, message } = failure;
  return {
    result: null,
    failure: JSON.stringify(failure),
    effect: null,
    events: [{ type: 'task_failed', data: { bot, code, message } }],
    task: storedTask({ stepId, status: 'failed', error: message }),
  };
}

type Answer =
  | { readonly kind: 'answered'; readonly value: Value }
  | { readonly kind: 'failed'; readonly error: AppError };

async function callOnce(
  segment: Segment,
  call: LongCall,
  { key, stepId }: { readonly key: string; readonly stepId: string },
): Promise<Answer> {
  const {
    where,
    input: { runId },
  } = segment;
  where.crashPoint('call.begun', stepId);
  const { bot, url, action, input, timeoutMs } = call;
  const idempotencyKey = `${runId}|${key}`;
  const request = { runId, stepId, idempotencyKey, bot, url, action, input, timeoutMs };
  try {
    const value = await where.connector.call(request, where.signal);
    return { kind: 'answered', value: cleanValue(value) };
  } catch (error) {
    if (error instanceof AppError) return { kind: 'failed', error };
    throw error;
  }
}

/** Counts a failed attempt; gives what has the activity tried again. */
async function countAttempt(
  segment: Segment,
  call: LongCall,
  key: string,
  error: AppError,
): Promise<Error> {
  const data = { bot: call.bot, code: error.code, message: error.message };
  const { where } = segment;
  const { status, attempts } = await where.store.recordAttempt(segment.head, {
    key,
    error: JSON.stringify(data),
    events: [{ type: 'attempt_failed', data }],
  });
  if (status !== 'recorded') throw where.refused(status, segment.input.runId);
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  return where.tryAgain(error, Math.round(pause * (0.75 + where.chance() / 2)));
}

function failureOf(error: AppError, stepId: string): Failure {
  return { code: error.code, message: error.message, stepId, details: error.details };
}
