import type { CallRequest, Callers } from '../interpreter/segment/segment-host';
import type { LongCall } from '../interpreter/long-call';
import { readModelAnswer } from '../interpreter/model-answer';
import { simulateModel } from '../interpreter/simulated-model';
import { shownText } from '../interpreter/sealed';
import { AppError, type ErrorCode, type ErrorDetails } from '../plan/errors';
import type { Value } from '../plan/value';
import type { BotAnswer, World } from './world';

const OK: BotAnswer = { value: { ok: true }, afterMs: 0 };

/** Calls are answered by the world; `pass` lets the time go by that an answer takes, and tells whether it came in time. */
export function virtualCallers(
  world: World,
  pass: (request: CallRequest<LongCall>, answer: BotAnswer) => Promise<boolean>,
): Callers {
  return {
    async bot(request) {
      const { bot, action, input } = request.call;
      const answer = world.bot(bot, action, input, request.failedAttempts);
      const seconds = request.call.timeoutMs / 1000;
      if (!(await pass(request, answer))) throw new AppError('BOT_TIMEOUT', { bot, seconds });
      return { value: read(answer, ['BOT_FAILED', 'BOT_REFUSED'], { bot }), facts: {} };
    },
    async http(request) {
      const { method, url, body } = request.call;
      const question = { method, url: shownText(url), body: body?.value ?? null };
      const answer = world.http?.(question, request.failedAttempts) ?? OK;
      const details = { address: question.url, status: 400 };
      const seconds = request.call.timeoutMs / 1000;
      if (!(await pass(request, answer))) {
        throw new AppError('HTTP_TIMEOUT', { ...details, seconds });
      }
      const found = read(answer, ['HTTP_FAILED', 'HTTP_REFUSED'], details);
      const value = { status: 200, headers: {}, url: question.url, body: found };
      return { value, facts: { status: 200 } };
    },
    // The simulated model is exact: in virtual time every model answers as it does, at once.
    model: ({ call }) =>
      Promise.resolve({ value: { answer: readModelAnswer(simulateModel(call)) }, facts: {} }),
  };
}

function read(
  answer: BotAnswer,
  [failed, refused]: readonly [ErrorCode, ErrorCode],
  details: ErrorDetails,
): Value {
  if ('value' in answer) return answer.value;
  throw new AppError(answer.retryable ? failed : refused, { ...details, reason: answer.error });
}
