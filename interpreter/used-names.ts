import { calledFlow } from '../plan/flow-of-file';
import type { Plan, Step } from '../plan/schema';
import { blocksOf } from '../plan/step-blocks';
import type { Variables } from '../plan/value';
import type { Branch } from './branch';
import { isSetting } from './settings';

/** The variables that a block may read; `all` where that cannot be told from the plan. */
type UsedNames = ReadonlySet<string> | 'all';

const known = new WeakMap<Plan, Map<string, UsedNames>>();

/** The visible variables that a block and what it calls may read, as they are now. */
export function captureVariables(plan: Plan, block: string, branch: Branch): Variables {
  const names = namesOf(plan, block);
  const view = branch.view();
  if (names === 'all') return view;
  return Object.fromEntries(
    Object.entries(view).filter(([name]) => names.has(name) || isSetting(name)),
  );
}

/** True when something in the plan is taken back after a failure. */
export function hasUndo(plan: Plan): boolean {
  return Object.values(plan.blocks).some((steps) => steps.some(({ kind }) => kind === 'onFailure'));
}

function namesOf(plan: Plan, block: string): UsedNames {
  const byBlock = known.get(plan) ?? new Map<string, UsedNames>();
  known.set(plan, byBlock);
  const found = byBlock.get(block) ?? collectNames(plan, block);
  byBlock.set(block, found);
  return found;
}

function collectNames(plan: Plan, first: string): UsedNames {
  const names = new Set<string>();
  const blocks = new Set([first]);
  for (const block of blocks) {
    for (const step of plan.blocks[block] ?? []) {
      addNames(step, names);
      for (const inner of blocksOf(step)) blocks.add(inner.block);
      const called = calledBlocks(plan, step, names);
      if (called === 'all') return 'all';
      for (const flow of called) blocks.add(flow);
    }
  }
  return names;
}

/** Names in the expressions of a step, and the one that it changes in place. */
function addNames(step: Step, names: Set<string>): void {
  if ('name' in step) names.add(step.name);
  const stack: unknown[] = [step];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if ('op' in value && value.op === 'variable' && 'name' in value) names.add(String(value.name));
    stack.push(...(Object.values(value) as unknown[]).filter((child) => child !== undefined));
  }
}

/** What a step calls. A bot without WITH gets all variables, a script those that its PARAMs name. */
function calledBlocks(plan: Plan, step: Step, names: Set<string>): readonly string[] | 'all' {
  const called = plan.flows[calledFlow(step) ?? ''];
  if (called) return [called.block];
  if (step.kind !== 'bot') return [];
  const bots = step.fallback ? [step.bot, step.fallback] : [step.bot];
  for (const bot of bots) {
    const binding = bot.op === 'literal' ? plan.bots[String(bot.value).toLowerCase()] : undefined;
    if (binding?.kind === 'script') addParameters(plan, binding.flow, names);
    else if (binding?.kind !== 'missing' && !step.input) return 'all';
  }
  return [];
}

function addParameters(plan: Plan, flow: string, names: Set<string>): void {
  for (const { name } of plan.flows[flow]?.parameters ?? []) names.add(name);
}
