import { AppError, invariant } from '../../plan/errors';
import type { ReplyForm } from '../../plan/replies/read-reply';
import type { StepOf } from '../../plan/schema';
import type { Value, Variables } from '../../plan/value';
import type { StepMemory } from '../../plan/walk';
import type { Branch } from '../branch';
import { evaluate, toText } from '../evaluate';
import type { EffectHost, Flow, Runner, Work } from '../host';
import { readDuration } from '../limits';
import { memoryOwner } from './memory-owner';

type HearStep = StepOf<'hear'>;

/** More would not fit on a screen. */
const MAX_CHOICES = 100;

/**
 * Asks and waits for a reply. Opening and expiry are steps: the order of commits decides between a reply and
 * its deadline. Whether a reply fits is found where it comes in; the run hears of the one that counts.
 */
export const hear: Runner<HearStep> = {
  run(_step, branch) {
    return { go: 'perform', long: false, memory: branch.memory ?? { phase: 'open' } };
  },
  work(step, branch, host) {
    const memory = branch.memory;
    invariant(memory, 'a question that is performed has begun');
    if (memory.phase === 'open') return open(step, branch, host);
    const id = toText(memory.data?.['questionId'] ?? null);
    return { part: 'expire', effect: { effect: 'expire_question', id }, events: [] };
  },
  settle(step, branch, outcome) {
    if (outcome.kind === 'failed') return { go: 'fail', failure: outcome.failure };
    const memory = branch.memory;
    if (outcome.kind === 'woken') {
      if (outcome.by === 'reply') return bind(step, branch, outcome.data['value'] ?? null);
      return perform('expire', memory);
    }
    invariant(outcome.kind === 'done', 'a question has no branches');
    if (memory?.phase === 'open') return waitForReply(outcome.result);
    const { payload } = outcome.result as { readonly payload?: Variables };
    return bind(step, branch, payload ? (payload['value'] ?? null) : fallback(step, branch));
  },
};

function perform(phase: string, memory: StepMemory | undefined): Flow {
  return { go: 'perform', long: false, memory: { phase, data: memory?.data ?? {} } };
}

function open(step: HearStep, branch: Branch, host: EffectHost): Work {
  const prompt = step.prompt ? toText(evaluate(step.prompt, branch)) : '';
  const form: ReplyForm = {
    type: step.type,
    choices: choicesOf(step, branch),
    open: step.open ?? false,
    fallback: fallback(step, branch),
  };
  return {
    part: 'open',
    effect: {
      effect: 'open_question',
      id: host.deriveId(branch.key('question')),
      stepId: step.id,
      sender: memoryOwner(host.plan),
      prompt,
      form,
      timeoutMs: readDuration(step.timeout, branch, 'TIMEOUT'),
    },
    events: [],
  };
}

function choicesOf({ type, choices }: HearStep, branch: Branch): readonly string[] {
  if (type !== 'menu') return [];
  const list = choices ? evaluate(choices, branch) : [];
  const texts = Array.isArray(list) ? (list as readonly Value[]).map(toText) : [];
  if (texts.length === 0 || texts.length > MAX_CHOICES) {
    throw new AppError('VALUE_TYPE', {
      where: 'HEAR AS',
      expected: `a list of 1 to ${MAX_CHOICES} choices`,
      found: texts.length === 0 ? 'none' : String(texts.length),
    });
  }
  return texts;
}

function fallback(step: HearStep, branch: Branch): Value {
  return step.default ? evaluate(step.default, branch) : null;
}

function waitForReply(result: Value): Flow {
  const { questionId, until } = result as unknown as {
    readonly questionId: string;
    readonly until: number | null;
  };
  return {
    go: 'wait',
    memory: {
      phase: 'waiting',
      wait: { kind: 'reply', questionId, until },
      data: { questionId },
    },
  };
}

function bind(step: HearStep, branch: Branch, value: Value): Flow {
  if (step.into !== undefined) branch.assign(step.into, value);
  return { go: 'next' };
}
