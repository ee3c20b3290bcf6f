import { calledFlow } from './flow-of-file';
import type { PinnedPlan } from './pinned-plan';
import type { Flow, Plan, Step } from './schema';
import { blocksOf } from './step-blocks';

/** Begins the names of flows that are blocks. */
const BLOCK = 'block:';

const known = new WeakMap<Plan, Map<string, PinnedPlan>>();

/**
 * The plan as a run walks it that begins with one of its flows: that flow is its `main`. The same plan and
 * flow give the same object.
 */
export function planOfFlow(plan: PinnedPlan, flow: string): PinnedPlan {
  const begun = flowToBegin(plan, flow);
  if (flow === 'main' || !begun) return plan;
  const found = known.get(plan) ?? new Map<string, PinnedPlan>();
  known.set(plan, found);
  const walked = found.get(flow) ?? {
    ...plan,
    flows: { ...plan.flows, main: begun },
    awaitedEvents: [...eventsOf(plan, begun.block)],
  };
  found.set(flow, walked);
  return walked;
}

/** The name of a flow that is a block of another one. */
export function flowOfBlock(block: string): string {
  return `${BLOCK}${block}`;
}

function flowToBegin(plan: Plan, flow: string): Flow | undefined {
  if (!flow.startsWith(BLOCK)) return plan.flows[flow];
  return { parameters: [], block: flow.slice(BLOCK.length), scope: 'own' };
}

/** The events that are named literally in what a run can reach: subscribed when it is launched. */
function eventsOf(plan: Plan, first: string): ReadonlySet<string> {
  const events = new Set<string>();
  const seen = new Set<string>();
  const queue = [first];
  for (let block = queue.pop(); block !== undefined; block = queue.pop()) {
    if (seen.has(block)) continue;
    seen.add(block);
    for (const step of plan.blocks[block] ?? []) {
      // What is scheduled is a run of its own.
      if (step.kind === 'scheduleIn') continue;
      for (const event of awaitedBy(step)) events.add(event);
      queue.push(...blocksOf(step).map((inner) => inner.block), ...flowBlocks(plan, step));
    }
  }
  return events;
}

/** Where the flows begin that a step walks in the same run. */
function flowBlocks(plan: Plan, step: Step): readonly string[] {
  const called = calledFlow(step);
  const bots = step.kind === 'bot' ? Object.values(plan.bots) : [];
  const flows = bots.flatMap((bot) => (bot.kind === 'script' ? [bot.flow] : []));
  return [...(called === undefined ? [] : [called]), ...flows].flatMap(
    (name) => plan.flows[name]?.block ?? [],
  );
}

function awaitedBy(step: Step): readonly string[] {
  if (step.kind === 'handler') return [step.name];
  const awaited =
    step.kind === 'waitEvent' ? [step] : step.kind === 'waitEvents' ? step.events : [];
  return awaited.flatMap(({ event, where }) =>
    where === undefined && event.op === 'literal' && typeof event.value === 'string'
      ? [event.value]
      : [],
  );
}
