import { AppError } from '../../plan/errors';
import type { Expression } from '../../plan/expression';
import type { StepOf } from '../../plan/schema';
import type { ObjectValue } from '../../plan/value';
import type { Branch } from '../branch';
import { evaluate, toNumber, toText } from '../evaluate';
import type { Runner } from '../host';
import { modelSettingsIn, type ModelSettings } from '../settings';
import { choosePassages, findPassages } from './passages';
import { takeResult } from './take-result';

/** How long a model may take. */
const TIMEOUT_MS = 120_000;
/** Attempts in all. */
const ATTEMPTS = 4;
const MAX_TEXT = 200_000;
/** What USE KB has named is searched before the model is asked. */
const LOOKING = 'looking';

/**
 * Asks a model. Its answer is text, or a value where the text is JSON; it goes into the variable of the step
 * and into `last_result`, and nowhere else: no answer sets other variables, decides or becomes a program.
 */
export const model: Runner<StepOf<'model'>> = {
  run(_step, branch) {
    const { knowledge = [] } = modelSettingsIn(branch);
    const memory = branch.memory;
    if (memory !== undefined || knowledge.length === 0) {
      return { go: 'perform', long: memory?.phase !== LOOKING };
    }
    return { go: 'perform', long: false, memory: { phase: LOOKING } };
  },
  work(step, branch) {
    const settings = modelSettingsIn(branch);
    const text = toText(evaluate(step.text, branch));
    if (text.length > MAX_TEXT) {
      throw new AppError('RUN_TOO_LARGE', { size: text.length, limit: MAX_TEXT });
    }
    if (branch.memory?.phase === LOOKING) return findPassages(settings.knowledge ?? [], text);
    const { knowledge = null } = branch.memory?.data ?? {};
    return {
      part: '',
      effect: null,
      call: {
        kind: 'model',
        task: step.task,
        text,
        tone: optional(step.tone, branch),
        language: optional(step.language, branch),
        system: systemOf(settings),
        knowledge: knowledge === null ? null : toText(knowledge),
        tools: settings.tools ?? [],
        model: optional(step.model, branch) ?? settings.model,
        optimizeFor: optional(step.optimizeFor, branch) ?? 'balanced',
        maxCost: limit(step.maxCost, branch, 'MAX_COST'),
        maxLatencyMs: limit(step.maxLatency, branch, 'MAX_LATENCY'),
        timeoutMs: TIMEOUT_MS,
        attempts: ATTEMPTS,
      },
      events: [{ type: 'call_started', data: { task: step.task } }],
    };
  },
  settle(step, branch, outcome) {
    if (branch.memory?.phase === LOOKING && outcome.kind === 'done') {
      const question = toText(evaluate(step.text, branch));
      const knowledge = choosePassages(outcome.result, question);
      return { go: 'perform', long: true, memory: { phase: 'asking', data: { knowledge } } };
    }
    return takeResult(outcome, (result) => {
      const { answer = null } = result as ObjectValue;
      branch.assign('last_result', answer);
      if (step.into !== undefined) branch.assign(step.into, answer);
    });
  },
};

function optional(expression: Expression | undefined, branch: Branch): string | null {
  return expression ? toText(evaluate(expression, branch)) : null;
}

function limit(expression: Expression | undefined, branch: Branch, where: string): number | null {
  if (!expression) return null;
  const found = toNumber(evaluate(expression, branch), where);
  if (found >= 0) return found;
  throw new AppError('VALUE_RANGE', { where, found, expected: 'a number from 0 on' });
}

/** The system prompt, and behind it what SET CONTEXT has said. */
function systemOf({ system, contexts = {} }: ModelSettings): string | null {
  const texts = [system ?? '', ...Object.values(contexts)].filter((text) => text !== '');
  return texts.length === 0 ? null : texts.join('\n\n');
}
