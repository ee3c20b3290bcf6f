import { invariant } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { Value, Variables } from '../../plan/value';
import type { Branch } from '../branch';
import { evaluate, toText } from '../evaluate';
import type { Flow, Runner } from '../host';
import { readDuration } from '../limits';

/**
 * Waits for an event. Names that are literal in the plan were subscribed at launch; others subscribe first.
 * When the time is over a step asks whether an event has come in meanwhile: the order of commits decides.
 */
export const waitEvent: Runner<StepOf<'waitEvent'>> = {
  run(step, branch, host) {
    const event = toText(evaluate(step.event, branch));
    const phase = branch.memory?.phase;
    if (phase === undefined && !host.plan.awaitedEvents.includes(event)) {
      return { go: 'perform', long: false, memory: { phase: 'subscribe', data: { event } } };
    }
    if (phase === undefined || phase === 'subscribed') return begin(step, branch, host.now());
    return { go: 'perform', long: false };
  },
  work(_step, branch, host) {
    const memory = branch.memory;
    const event = toText(memory?.data?.['event'] ?? null);
    if (memory?.phase === 'subscribe') {
      return { part: 'subscribe', effect: { effect: 'subscribe', event }, events: [] };
    }
    return {
      part: 'expire',
      effect: { effect: 'expire_event', event, inboxTaken: host.inboxTaken },
      events: [],
    };
  },
  settle(step, branch, outcome, host) {
    if (outcome.kind === 'failed') return { go: 'fail', failure: outcome.failure };
    const memory = branch.memory;
    if (outcome.kind === 'woken') {
      if (outcome.by === 'event') return received(step, branch, outcome.data);
      return {
        go: 'perform',
        long: false,
        memory: { phase: 'expire', data: memory?.data ?? {} },
      };
    }
    invariant(outcome.kind === 'done', 'a wait for an event has no branches');
    if (memory?.phase === 'subscribe') return begin(step, branch, host.now());
    return settleExpiry(step, branch, outcome.result);
  },
};

function begin(step: StepOf<'waitEvent'>, branch: Branch, now: number): Flow {
  const event = toText(evaluate(step.event, branch));
  const timeout = readDuration(step.timeout, branch, 'TIMEOUT');
  const until = timeout === null ? null : now + timeout;
  return {
    go: 'wait',
    memory: { phase: 'waiting', wait: { kind: 'event', event, until }, data: { event } },
  };
}

function settleExpiry(step: StepOf<'waitEvent'>, branch: Branch, result: Value): Flow {
  const answer = result as { readonly payload?: Variables };
  if (answer.payload) return received(step, branch, answer.payload);
  if (step.into !== undefined) branch.assign(step.into, false);
  return { go: 'next' };
}

function received(step: StepOf<'waitEvent'>, branch: Branch, payload: Variables): Flow {
  branch.assign('event', payload);
  if (step.into !== undefined) branch.assign(step.into, true);
  return { go: 'next' };
}
