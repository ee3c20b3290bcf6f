import type { ModelCall } from '../../interpreter/long-call';
import type { Caller } from '../../interpreter/segment/segment-host';
import { readModelAnswer } from '../../interpreter/model-answer';
import { simulateModel } from '../../interpreter/simulated-model';
import { AppError, invariant } from '../../plan/errors';
import type { OutboundPolicy } from '../outbound/guard';
import { OutboundError } from '../outbound/outbound-error';
import { sendRequest } from '../outbound/request';
import type { SecretReader } from '../../plan/secret-name';
import { UsedSecrets } from '../secrets';
import { chooseModels, costOf, countTokens } from './choose-model';
import type { Model } from './model-list';
import { PROVIDERS, type ModelReply } from './remote-models';

/** Largest answer that is taken. */
const MAX_ANSWER_BYTES = 512 * 1024;
/** Also 529: overloaded. */
const LATER: ReadonlySet<number> = new Set([408, 409, 425, 429]);

/** What models are asked with. */
export interface ModelSurroundings {
  readonly policy: OutboundPolicy;
  readonly secrets: SecretReader;
  readonly models: readonly Model[];
}

/**
 * Asks the best model for a call, after a failed attempt the next best. An answer is untrusted text: it is
 * limited, has no NUL and no secret in it, and is read as JSON where it is some.
 */
export function createModelCaller(around: ModelSurroundings): Caller<ModelCall> {
  return async ({ call, failedAttempts }, signal) => {
    const order = chooseModels(call, around.models);
    const model = order[failedAttempts % order.length];
    invariant(model, 'some model is chosen');
    const started = performance.now();
    const reply =
      model.provider === 'simulated'
        ? { text: simulateModel(call) }
        : await askRemote(model, call, around, signal);
    const input =
      reply.inputTokens ?? countTokens(`${call.system ?? ''}${call.knowledge ?? ''}${call.text}`);
    const output = reply.outputTokens ?? countTokens(reply.text);
    const used = {
      model: model.name,
      inputTokens: input,
      outputTokens: output,
      cost: costOf(model, input, output),
      latencyMs: Math.round(performance.now() - started),
    };
    return { value: { answer: readModelAnswer(reply.text), used }, facts: used };
  };
}

async function askRemote(
  model: Model,
  call: ModelCall,
  { policy, secrets }: ModelSurroundings,
  signal: AbortSignal,
): Promise<ModelReply> {
  invariant(model.provider !== 'simulated', 'a provider is asked');
  const provider = PROVIDERS[model.provider];
  const used = new UsedSecrets(secrets);
  const key = model.keySecret === undefined ? '' : used.valueOf(model.keySecret);
  const { name } = model;
  try {
    const { status, body } = await sendRequest(
      {
        method: 'POST',
        ...provider.request(model, call, key),
        timeoutMs: call.timeoutMs,
        maxBytes: MAX_ANSWER_BYTES,
        redirects: 0,
      },
      policy,
      signal,
    );
    checkStatus(name, status);
    const reply = provider.read(parse(name, used.hide(body.toString('utf8'))));
    if (reply) return reply;
    throw new AppError('MODEL_ANSWER_INVALID', { model: name, reason: 'it has no text' });
  } catch (error) {
    throw error instanceof OutboundError ? modelError(error, name, used) : error;
  }
}

function checkStatus(model: string, status: number): void {
  if (status >= 200 && status < 300) return;
  if (LATER.has(status) || status >= 500) {
    throw new AppError('MODEL_FAILED', { model, reason: `it answered with status ${status}` });
  }
  throw new AppError('MODEL_REFUSED', { model, status });
}

function modelError(
  { problem, reason, address }: OutboundError,
  model: string,
  used: UsedSecrets,
): AppError {
  const why = `${used.hide(address)}: ${used.hide(reason)}`;
  if (problem === 'failed' || problem === 'timeout') {
    return new AppError('MODEL_FAILED', { model, reason: why });
  }
  return new AppError('MODEL_ANSWER_INVALID', { model, reason: why });
}

function parse(model: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('MODEL_ANSWER_INVALID', { model, reason: 'it is not JSON' });
  }
}
