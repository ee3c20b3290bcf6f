import type { AwaitedEvent } from '../../plan/effects';
import { invariant } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { Value, Variables } from '../../plan/value';
import type { StepMemory } from '../../plan/walk';
import type { Branch } from '../branch';
import { evaluate, toText } from '../evaluate';
import type { Flow, Runner, WalkHost } from '../host';
import { readDuration } from '../limits';
import { matches } from '../value/row-filter';
import { bindFilter } from './find';

type WaitEventsStep = StepOf<'waitEvents'>;

/** What the step keeps: the events that are still to come, where each stands in the text, and those that came. */
interface Progress {
  readonly events: readonly AwaitedEvent[];
  readonly places: readonly number[];
  readonly received: readonly (Variables | null)[];
}

interface Arrival {
  readonly event: string;
  readonly payload: Variables;
}

/**
 * Waits for the first of several events, or for each of them. An event that comes is taken at once, so that no
 * other wait has it. When the time is over a step asks whether what is missing has come in meanwhile.
 */
export const waitEvents: Runner<WaitEventsStep> = {
  run(step, branch, host) {
    if (branch.memory) return { go: 'perform', long: false };
    const progress = open(step, branch);
    if (progress.events.every((each) => isSubscribed(each, host))) {
      return begin(step, branch, progress, host.now());
    }
    return { go: 'perform', long: false, memory: { phase: 'subscribe', data: stored(progress) } };
  },
  work(step, branch, host) {
    const { events } = progressOf(branch);
    if (branch.memory?.phase === 'subscribe') {
      return { part: 'subscribe', effect: { effect: 'subscribe_events', events }, events: [] };
    }
    const { mode } = step;
    const { inboxTaken } = host;
    const escalateTo = step.escalateTo && toText(evaluate(step.escalateTo, branch));
    const common = { mode, events, inboxTaken };
    return {
      part: 'expire',
      effect: {
        effect: 'expire_events',
        ...common,
        ...(escalateTo !== undefined && { escalateTo }),
      },
      events: [],
    };
  },
  settle(step, branch, outcome, host) {
    if (outcome.kind === 'failed') return { go: 'fail', failure: outcome.failure };
    const memory = branch.memory;
    const progress = progressOf(branch);
    if (outcome.kind === 'woken') {
      if (outcome.by === 'timer') return expire(progress);
      const arrival = { event: outcome.subject ?? '', payload: outcome.data };
      return take(step, branch, progress, [arrival]);
    }
    invariant(outcome.kind === 'done' && memory, 'a wait for events has no branches');
    if (memory.phase === 'subscribe') return begin(step, branch, progress, host.now());
    const { rows } = outcome.result as unknown as { readonly rows?: readonly Arrival[] };
    return rows ? take(step, branch, progress, rows) : expired(step, branch, progress);
  },
};

function open(step: WaitEventsStep, branch: Branch): Progress {
  const events = step.events.map(({ event, where }): AwaitedEvent => {
    const filter = bindFilter(where, branch);
    return { event: toText(evaluate(event, branch)), ...(filter && { where: filter }) };
  });
  return { events, places: events.map((_, place) => place), received: events.map(() => null) };
}

function isSubscribed({ event, where }: AwaitedEvent, { plan }: WalkHost): boolean {
  return !where && plan.awaitedEvents.includes(event);
}

function begin(step: WaitEventsStep, branch: Branch, progress: Progress, now: number): Flow {
  const timeout = readDuration(step.timeout, branch, 'TIMEOUT');
  return wait(step, progress, timeout === null ? null : now + timeout);
}

function wait({ mode }: WaitEventsStep, progress: Progress, until: number | null): Flow {
  const { events } = progress;
  const memory: StepMemory = {
    phase: 'waiting',
    wait: { kind: 'events', mode, events, until },
    data: stored(progress),
  };
  return { go: 'wait', memory };
}

function expire(progress: Progress): Flow {
  return { go: 'perform', long: false, memory: { phase: 'expire', data: stored(progress) } };
}

/** Goes on behind the step when enough has come, else goes on waiting until the same moment. */
function take(
  step: WaitEventsStep,
  branch: Branch,
  progress: Progress,
  arrivals: readonly Arrival[],
): Flow {
  const [first] = arrivals;
  if (step.mode === 'any' && first) return finish(step, branch, first.payload, first.event);
  const after = arrivals.reduce(withArrival, progress);
  if (after.events.length === 0) return finish(step, branch, after.received, true);
  return wait(step, after, branch.memory?.wait?.until ?? null);
}

function withArrival(progress: Progress, { event, payload }: Arrival): Progress {
  const index = progress.events.findIndex(
    (each) => each.event === event && matches(payload, each.where ?? null),
  );
  invariant(index >= 0, 'an event that ends a wait is one that it waits for');
  const place = progress.places[index];
  const isOther = (_: unknown, other: number): boolean => other !== index;
  return {
    events: progress.events.filter(isOther),
    places: progress.places.filter(isOther),
    received: progress.received.map((each, other) => (other === place ? payload : each)),
  };
}

/** After a time-out of ALL, `event` has what did come, and NULL for the rest. */
function expired(step: WaitEventsStep, branch: Branch, { received }: Progress): Flow {
  if (step.mode === 'all') branch.assign('event', received);
  if (step.into !== undefined) branch.assign(step.into, false);
  return { go: 'next' };
}

function finish(step: WaitEventsStep, branch: Branch, event: Value, answer: Value): Flow {
  branch.assign('event', event);
  if (step.into !== undefined) branch.assign(step.into, answer);
  return { go: 'next' };
}

function progressOf(branch: Branch): Progress {
  return branch.memory?.data as unknown as Progress;
}

function stored(progress: Progress): NonNullable<StepMemory['data']> {
  return progress as unknown as NonNullable<StepMemory['data']>;
}
