import type { Plan } from './schema';

/** A handler of a run: it is walked each time when its event comes. */
export interface EventHandler {
  readonly event: string;
  readonly block: string;
}

const known = new WeakMap<Plan, readonly EventHandler[]>();

/** The handlers that a run of a plan has: those of its main program, in the order of the text. */
export function eventHandlersOf(plan: Plan): readonly EventHandler[] {
  const found = known.get(plan) ?? findEventHandlers(plan);
  known.set(plan, found);
  return found;
}

function findEventHandlers({ flows, blocks }: Plan): readonly EventHandler[] {
  const steps = blocks[flows['main']?.block ?? ''] ?? [];
  return steps.flatMap((step) =>
    step.kind === 'handler' ? [{ event: step.name, block: step.block }] : [],
  );
}

/** True when a run of the plan may wait for an event. */
export function hasEventWaits(plan: Plan): boolean {
  return Object.values(plan.blocks).some((steps) =>
    steps.some(({ kind }) => kind === 'waitEvent' || kind === 'waitEvents'),
  );
}
