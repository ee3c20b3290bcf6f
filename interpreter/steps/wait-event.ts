import type { BoundFilter } from '../../plan/effects';
import { invariant } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { Value, Variables } from '../../plan/value';
import type { Branch } from '../branch';
import { evaluate, toText } from '../evaluate';
import type { Flow, Runner } from '../host';
import { readDuration } from '../limits';
import { bindFilter } from './find';

/**
 * Waits for an event. Names that are literal in the plan were subscribed at launch; others, and waits for data
 * of their own, subscribe first. When the time is over a step asks whether an event has come in meanwhile: the order of commits decides.
 */
export const waitEvent: Runner<StepOf<'waitEvent'>> = {
  run(step, branch, host) {
    const event = toText(evaluate(step.event, branch));
    const phase = branch.memory?.phase;
    const where = bindFilter(step.where, branch);
    if (phase === undefined && (where || !host.plan.awaitedEvents.includes(event))) {
      const data = { event, ...(where && { where: where as unknown as Value }) };
      return { go: 'perform', long: false, memory: { phase: 'subscribe', data } };
    }
    if (phase === undefined || phase === 'subscribed') return begin(step, branch, host.now());
    return { go: 'perform', long: false };
  },
  work(step, branch, host) {
    const memory = branch.memory;
    const event = toText(memory?.data?.['event'] ?? null);
    const where = boundWhere(branch);
    if (memory?.phase === 'subscribe') {
      const effect = where
        ? ({ effect: 'subscribe_events', events: [{ event, where }] } as const)
        : ({ effect: 'subscribe', event } as const);
      return { part: 'subscribe', effect, events: [] };
    }
    const { inboxTaken } = host;
    const escalateTo = step.escalateTo && toText(evaluate(step.escalateTo, branch));
    return {
      part: 'expire',
      effect: {
        effect: 'expire_event',
        event,
        ...(where && { where }),
        inboxTaken,
        ...(escalateTo !== undefined && { escalateTo }),
      },
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
  const where = boundWhere(branch);
  return {
    go: 'wait',
    memory: {
      phase: 'waiting',
      wait: { kind: 'event', event, ...(where && { where }), until },
      data: branch.memory?.data ?? { event },
    },
  };
}

/** The filter with its values, as they were when the wait began. */
function boundWhere(branch: Branch): BoundFilter | undefined {
  return branch.memory?.data?.['where'] as unknown as BoundFilter | undefined;
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
