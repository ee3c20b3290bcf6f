import { AppError, invariant } from '../../plan/errors';
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
  if (answer.kind === 'failed' && answer.error.retryable) {
    await countAttempt(segment, call, id.key, answer.error);
  }
  const failure = answer.kind === 'failed' ? failureOf(answer.error, step.id) : null;
  const value = answer.kind === 'answered' ? answer.value : null;
  const data = { bot: call.bot, ...(failure && { code: failure.code, message: failure.message }) };
  const committed = await where.store.commitStep(segment.head, {
    ...id,
    result: failure ? null : JSON.stringify(value),
    failure: failure && JSON.stringify(failure),
    effect: null,
    events: [{ type: failure ? 'task_failed' : 'task_completed', data }],
    task: storedTask({
      stepId: step.id,
      status: failure ? 'failed' : 'completed',
      ...(failure ? { error: failure.message } : { output: value }),
    }),
  });
  where.crashPoint('segment.step_committed', step.id);
  return performed(segment, committed, work);
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

/** Throws to Temporal while attempts are left. */
async function countAttempt(
  segment: Segment,
  call: LongCall,
  key: string,
  error: AppError,
): Promise<void> {
  const data = { bot: call.bot, code: error.code, message: error.message };
  const { where } = segment;
  const { status, attempts } = await where.store.recordAttempt(segment.head, {
    key,
    error: JSON.stringify(data),
    events: [{ type: 'attempt_failed', data }],
  });
  if (status !== 'recorded') throw where.refused(status, segment.input.runId);
  if (attempts >= call.attempts) return;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  throw where.tryAgain(error, Math.round(pause * (0.75 + where.chance() / 2)));
}

function failureOf(error: AppError, stepId: string): Failure {
  return { code: error.code, message: error.message, stepId, details: error.details };
}
