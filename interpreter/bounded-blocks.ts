import { calledFlow } from '../plan/flow-of-file';
import type { Plan, Step, StepKind } from '../plan/schema';
import { blocksOf } from '../plan/step-blocks';

const known = new WeakMap<Plan, Map<string, boolean>>();

/** Kinds of steps that are over after one transaction, or at once. */
const BRIEF: ReadonlySet<StepKind> = new Set<StepKind>([
  ...(['assign', 'append', 'if', 'try', 'return', 'exit', 'throw', 'call', 'callFile'] as const),
  ...(['talk', 'publish', 'setMemory', 'getMemory', 'shareMemory', 'syncMemory'] as const),
  ...(['find', 'save', 'update', 'delete', 'merge', 'query', 'adapted', 'conversation'] as const),
  ...(['setting', 'keyword', 'bot', 'onFailure', 'hold', 'scheduleIn'] as const),
]);

/**
 * True when a block, with all that it calls, is at most as many brief steps as it has statements: no loop, no
 * wait, no fork, and nobody outside is called.
 */
export function isBounded(plan: Plan, block: string): boolean {
  const byBlock = known.get(plan) ?? new Map<string, boolean>();
  known.set(plan, byBlock);
  const found = byBlock.get(block) ?? search(plan, block, new Set());
  byBlock.set(block, found);
  return found;
}

/** `around`: the blocks that led here. One that leads to itself may go on for ever. */
function search(plan: Plan, block: string, around: ReadonlySet<string>): boolean {
  if (around.has(block)) return false;
  const inside = new Set(around).add(block);
  return (plan.blocks[block] ?? []).every((step) => {
    const called = blocksCalled(plan, step);
    return (
      BRIEF.has(step.kind) &&
      called !== undefined &&
      [...called, ...blocksOf(step).map((inner) => inner.block)].every((inner) =>
        search(plan, inner, inside),
      )
    );
  });
}

/** The first blocks of the flows that a step walks; undefined where it waits or calls somebody outside. */
function blocksCalled(plan: Plan, step: Step): readonly string[] | undefined {
  const called = plan.flows[calledFlow(step) ?? ''];
  if (called) return [called.block];
  if (step.kind === 'try' && step.timeout) return undefined;
  if (step.kind !== 'bot') return [];
  if (step.delay ?? step.retry ?? step.timeout) return undefined;
  const scripts = (step.fallback ? [step.bot, step.fallback] : [step.bot]).map((name) => {
    const binding = name.op === 'literal' ? plan.bots[String(name.value).toLowerCase()] : undefined;
    return binding?.kind === 'script' ? plan.flows[binding.flow]?.block : undefined;
  });
  return scripts.includes(undefined) ? undefined : scripts.flatMap((script) => script ?? []);
}
