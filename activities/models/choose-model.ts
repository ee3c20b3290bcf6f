import type { ModelCall } from '../../interpreter/long-call';
import { AppError } from '../../plan/errors';
import type { Model } from './model-list';

/** Characters of a token, about. */
const TOKEN = 4;
/** Tokens of an answer whose length nobody knows yet. */
const ANSWER_TOKENS = 300;

const BY_NAME: Readonly<Record<string, string>> = {
  fast: 'speed',
  quality: 'quality',
  auto: 'balanced',
};

/** Tokens of a text, where the provider does not count them. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / TOKEN);
}

/** US dollars for so many tokens. */
export function costOf(model: Model, input: number, output: number): number {
  return (input * model.inputCost + output * model.outputCost) / 1_000_000;
}

/**
 * The models for a call, the best first; each failed attempt goes on with the next one. A model that is named
 * is the only one. Throws `MODEL_UNKNOWN`, and `MODEL_BUDGET` when all cost more than MAX_COST.
 */
export function chooseModels(call: ModelCall, models: readonly Model[]): readonly Model[] {
  const wanted = call.model?.toLowerCase() ?? '';
  const goal = Object.hasOwn(BY_NAME, wanted) ? BY_NAME[wanted] : undefined;
  const named = models.filter(({ name }) => name.toLowerCase() === wanted);
  if (wanted !== '' && goal === undefined && named.length === 0) {
    const known = models.map(({ name }) => name).join(', ');
    throw new AppError('MODEL_UNKNOWN', { model: call.model, known });
  }
  const candidates = named.length > 0 ? named : models;
  const tokens = countTokens(`${call.system ?? ''}${call.text}`);
  const cost = (model: Model): number => costOf(model, tokens, ANSWER_TOKENS);
  const affordable = candidates.filter((model) => cost(model) <= (call.maxCost ?? Infinity));
  if (affordable.length === 0) {
    const cheapest = Math.min(...candidates.map(cost));
    throw new AppError('MODEL_BUDGET', { limit: call.maxCost, cheapest });
  }
  const limit = call.maxLatencyMs ?? Infinity;
  const score = scoreFor(goal ?? call.optimizeFor.toLowerCase(), cost);
  const isSlow = (model: Model): number => (model.latencyMs > limit ? 1 : 0);
  return [...affordable].sort((a, b) => isSlow(a) - isSlow(b) || score(b) - score(a));
}

function scoreFor(goal: string, cost: (model: Model) => number): (model: Model) => number {
  switch (goal) {
    case 'speed':
      return (model) => -model.latencyMs;
    case 'cost':
      return (model) => -cost(model);
    case 'quality':
      return (model) => model.quality;
    default:
      return (model) => model.quality / ((1 + cost(model) * 100) * (1 + model.latencyMs / 2000));
  }
}
