import { canonicalJson } from '../../plan/canonical';
import { invariant } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { Value, Variables } from '../../plan/value';
import type { StepMemory } from '../../plan/walk';
import type { Branch } from '../branch';
import { evaluate, toText } from '../evaluate';
import type { Flow, WalkHost, Work } from '../host';
import { ownVariables } from '../settings';
import { readExpiry } from './memory-expiry';

type BotStep = StepOf<'bot'>;

/** Looks whether the same bot has answered the same question before. */
export function lookUp(step: BotStep, branch: Branch, host: WalkHost, memory: StepMemory): Work {
  const question = questionOf(step, branch, host, memory);
  return { part: 'look', effect: { effect: 'read_answer', question }, events: [] };
}

/** The answer that was found, and which run it comes from; undefined where the bot has to be asked. */
export function readFound(result: Value): Variables | undefined {
  const found = result as Variables | null;
  if (found?.['hit'] !== true) return undefined;
  const { value = null, runId = null, at = null } = found;
  return { answer: value, reused: { runId, at } };
}

/** What a run tells when it has taken an answer that another one was given. */
export function reusedEvent(bot: string, reused: Value): Work['events'][number] {
  return { type: 'answer_reused', data: { bot, ...(reused as Variables) } };
}

/** True where a new answer of the bot itself was given; one of the FALLBACK is not kept. */
export function isToKeep(step: BotStep, { phase, data = {} }: StepMemory): boolean {
  const isNew = phase === 'calling' || phase === 'answered';
  return step.cache !== undefined && isNew && data['fallback'] !== true && !('reused' in data);
}

/** Keeps the answer before the program goes on with it. */
export function keepNext(memory: StepMemory, answer: Value): Flow {
  const data = { ...memory.data, answer };
  return { go: 'perform', long: false, memory: { phase: 'keeping', data } };
}

/** The step that keeps an answer. */
export function keep(step: BotStep, branch: Branch, host: WalkHost, memory: StepMemory): Work {
  invariant(step.cache, 'only a step with CACHE keeps its answer');
  const effect = {
    effect: 'keep_answer' as const,
    question: questionOf(step, branch, host, memory),
    bot: nameOf(memory),
    value: memory.data?.['answer'] ?? null,
    forMs: readExpiry(evaluate(step.cache, branch), 'CACHE', 'second'),
  };
  return { part: 'keep', effect, events: [] };
}

/** Bot, version, action and input: what the same answer is given to. */
function questionOf(step: BotStep, branch: Branch, host: WalkHost, memory: StepMemory): string {
  const name = nameOf(memory).toLowerCase();
  const binding = host.plan.bots[name];
  const version = binding === undefined || binding.kind === 'missing' ? '' : binding.version;
  const input = step.input ? evaluate(step.input, branch) : ownVariables(branch);
  return canonicalJson([name, version, toText(evaluate(step.action, branch)), input]);
}

function nameOf({ data }: StepMemory): string {
  return toText(data?.['bot'] ?? null);
}
