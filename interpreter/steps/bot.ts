import { AppError, invariant } from '../../plan/errors';
import type { BotBinding, StepOf } from '../../plan/schema';
import type { Value, Variables } from '../../plan/value';
import type { Failure, StepMemory } from '../../plan/walk';
import type { Branch } from '../branch';
import { evaluate, toNumber, toText } from '../evaluate';
import type { EffectHost, Flow, Outcome, Runner, WalkHost, Work } from '../host';
import { readDuration } from '../limits';
import { ownVariables } from '../settings';
import { copyValue } from '../value/copy';
import { isToKeep, keep, keepNext, lookUp, readFound, reusedEvent } from './answer-cache';
import { bindAnswer } from './bind-answer';
import {
  attemptFailed,
  pauseNext,
  readRetries,
  scriptEnded,
  scriptFailed,
  timedScript,
  walkScript,
} from './script-bot';

type BotStep = StepOf<'bot'>;

/** How long a bot may take when the step does not say: 60 seconds. */
const DEFAULT_TIMEOUT_MS = 60_000;
/** How often a call is repeated when the step does not say. */
const DEFAULT_RETRIES = 2;

/**
 * Gives a bot its action. A script is walked and its answer recorded when it ends; any other bot is a long
 * step. A failure goes to the FALLBACK bot first, then outwards.
 */
export const bot: Runner<BotStep> = {
  run(step, branch, host) {
    const memory = branch.memory;
    if (memory?.phase === 'called') return scriptEnded(branch, host);
    if (memory === undefined && step.delay) return delay(step, branch, host);
    if (memory === undefined || memory.phase === 'delayed')
      return begin(step, branch, host, step.bot);
    return { go: 'perform', long: memory.phase === 'calling' };
  },
  work(step, branch, host) {
    const memory = branch.memory;
    invariant(memory, 'a bot that is performed has begun');
    if (memory.phase === 'looking') return lookUp(step, branch, host, memory);
    if (memory.phase === 'keeping') return keep(step, branch, host, memory);
    if (memory.phase === 'answered') return answered(step, memory);
    if (memory.phase === 'failing') return failing(step, memory);
    if (memory.phase === 'retrying') return attemptFailed(memory);
    if (memory.phase === 'recover') return timedScript.work(step, branch, host);
    return calling(step, branch, host, memory);
  },
  settle(step, branch, outcome, host) {
    switch (outcome.kind) {
      case 'joined':
      case 'recovered':
        return timedScript.settle(step, branch, outcome, host);
      case 'failed':
        return fallBack(step, branch, host, outcome.failure);
      case 'woken':
        return branch.memory?.phase === 'pausing'
          ? ask(step, branch, host, branch.memory.data ?? {})
          : begin(step, branch, host, step.bot);
      case 'done':
        return performed(step, branch, host, outcome);
    }
  },
  rescue(_step, branch, failure) {
    return branch.memory?.phase === 'called' ? scriptFailed(branch, failure) : undefined;
  },
  fork: timedScript.fork,
};

/** A step of the call is done: the answer is taken when nothing is left to do. */
function performed(
  step: BotStep,
  branch: Branch,
  host: WalkHost,
  { result, at }: Outcome & { readonly kind: 'done' },
): Flow {
  const memory = branch.memory;
  invariant(memory, 'a bot that ends has begun');
  if (memory.phase === 'looking') return found(step, branch, host, result);
  if (memory.phase === 'retrying') return pauseNext(branch, at);
  if (isToKeep(step, memory)) return keepNext(memory, result);
  const answer = memory.phase === 'keeping' ? (memory.data?.['answer'] ?? null) : result;
  bindAnswer(step, branch, host.inputNames, answer);
  return { go: 'next' };
}

function perform(memory: StepMemory, long = false): Flow {
  return { go: 'perform', long, memory };
}

function delay(step: BotStep, branch: Branch, host: WalkHost): Flow {
  const until = host.now() + (readDuration(step.delay, branch, 'DELAY') ?? 0);
  return { go: 'wait', memory: { phase: 'delayed', wait: { kind: 'timer', until } } };
}

/** `attempt` 0 is the bot itself, 1 its FALLBACK; it is part of the keys. */
function begin(step: BotStep, branch: Branch, host: WalkHost, who: BotStep['bot']): Flow {
  const name = toText(evaluate(who, branch)).trim();
  const binding: BotBinding | undefined = host.plan.bots[name.toLowerCase()];
  const fallback = who === step.fallback;
  if (!binding || binding.kind === 'missing') {
    if (step.fallback && !fallback) return begin(step, branch, host, step.fallback);
    throw new AppError('BOT_UNKNOWN', { bot: name });
  }
  const data = { bot: name, fallback, startedAt: host.now() };
  if (step.cache && !fallback) return perform({ phase: 'looking', data });
  return ask(step, branch, host, data);
}

function ask(step: BotStep, branch: Branch, host: WalkHost, data: Variables): Flow {
  const binding = host.plan.bots[toText(data['bot'] ?? null).toLowerCase()];
  if (binding?.kind === 'http') return perform({ phase: 'calling', data }, true);
  invariant(binding?.kind === 'script', 'a bot that is asked is known');
  return walkScript(step, branch, host, { flowName: binding.flow, data });
}

/** An answer that is kept is taken; otherwise the bot is asked. */
function found(step: BotStep, branch: Branch, host: WalkHost, result: Value): Flow {
  const data = branch.memory?.data ?? {};
  const kept = readFound(result);
  if (kept === undefined) return ask(step, branch, host, data);
  return perform({ phase: 'answered', data: { ...data, ...kept } });
}

function part(memory: StepMemory, name: string): string {
  return memory.data?.['fallback'] === true ? `fallback.${name}` : name;
}

function botName(memory: StepMemory): string {
  return toText(memory.data?.['bot'] ?? null);
}

function answered(step: BotStep, memory: StepMemory): Work {
  const answer = memory.data?.['answer'] ?? null;
  const data = { bot: botName(memory), label: step.label ?? null };
  const reused = memory.data?.['reused'];
  return {
    part: part(memory, 'answer'),
    effect: null,
    result: answer,
    events: [
      { type: 'task_started', data },
      ...(reused === undefined ? [] : [reusedEvent(botName(memory), reused)]),
      { type: 'task_completed', data },
    ],
    task: {
      stepId: step.id,
      status: 'completed',
      output: answer,
      startedAtMs: toNumber(memory.data?.['startedAt'] ?? 0, 'startedAt'),
    },
  };
}

function failing(step: BotStep, memory: StepMemory): Work {
  const failure = memory.data?.['failure'] as unknown as Failure;
  const data = { bot: botName(memory), code: failure.code, message: failure.message };
  return {
    part: part(memory, 'answer'),
    effect: null,
    failure,
    events: [{ type: 'task_failed', data }],
    task: { stepId: step.id, status: 'failed', error: failure.message },
  };
}

function calling(step: BotStep, branch: Branch, host: EffectHost, memory: StepMemory): Work {
  const name = botName(memory);
  const binding = host.plan.bots[name.toLowerCase()];
  invariant(binding?.kind === 'http', 'only bots over HTTP are called');
  const data = { bot: name, label: step.label ?? null };
  return {
    part: part(memory, 'call'),
    effect: null,
    call: {
      kind: 'bot',
      bot: name,
      url: binding.url,
      action: toText(evaluate(step.action, branch)),
      input: copyValue(step.input ? evaluate(step.input, branch) : ownVariables(branch)),
      timeoutMs: readDuration(step.timeout, branch, 'TIMEOUT') ?? DEFAULT_TIMEOUT_MS,
      attempts: 1 + (readRetries(step, branch) ?? DEFAULT_RETRIES),
    },
    events: [{ type: 'task_started', data }],
    task: { stepId: step.id, status: 'in_progress' },
  };
}

function fallBack(step: BotStep, branch: Branch, host: WalkHost, failure: Failure): Flow {
  const isFallback = branch.memory?.data?.['fallback'] === true;
  if (!step.fallback || isFallback) return { go: 'fail', failure };
  return begin(step, branch, host, step.fallback);
}
