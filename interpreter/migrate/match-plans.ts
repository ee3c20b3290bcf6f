import { canonicalJson } from '../../plan/canonical';
import type { Plan, Step } from '../../plan/schema';
import { blocksOf, renameBlocks } from '../../plan/step-blocks';

/** Larger blocks are matched from both ends only. */
const MAX_CELLS = 4_000_000;

/** Which step and block of one plan is which of another. */
export interface PlanMatch {
  /** Ids of steps, from the old to the new plan. */
  readonly steps: ReadonlyMap<string, string>;
  /** Ids of blocks, from the old to the new plan. */
  readonly blocks: ReadonlyMap<string, string>;
}

/**
 * Finds for each step of a plan the step of a newer one that it has become: equal steps in order first, then,
 * between them, steps of the same kind. Flows are matched by name, blocks by where they stand in their step.
 */
export function matchPlans(before: Plan, after: Plan): PlanMatch {
  const match = { steps: new Map<string, string>(), blocks: new Map<string, string>() };
  for (const [name, flow] of Object.entries(before.flows)) {
    const same = after.flows[name];
    if (same) matchBlocks(before, after, [flow.block, same.block], match);
  }
  return match;
}

interface Found {
  readonly steps: Map<string, string>;
  readonly blocks: Map<string, string>;
}

function matchBlocks(
  before: Plan,
  after: Plan,
  [oldBlock, newBlock]: readonly [string, string],
  found: Found,
): void {
  if (found.blocks.has(oldBlock)) return;
  found.blocks.set(oldBlock, newBlock);
  const pairs = pairSteps(before.blocks[oldBlock] ?? [], after.blocks[newBlock] ?? []);
  for (const [oldStep, newStep] of pairs) {
    found.steps.set(oldStep.id, newStep.id);
    const inner = new Map(namedBlocks(newStep));
    for (const [name, block] of namedBlocks(oldStep)) {
      const same = inner.get(name);
      if (same !== undefined) matchBlocks(before, after, [block, same], found);
    }
  }
}

/** The blocks of a step by what tells them apart: the name of a branch, else their place. */
function namedBlocks(step: Step): readonly (readonly [string, string])[] {
  if (step.kind === 'parallel') return step.branches.map(({ name, block }) => [name, block]);
  if (step.kind === 'graph') return step.tasks.map(({ name, block }) => [name, block]);
  return blocksOf(step).map(({ pointer, block }) => [pointer, block]);
}

type Pair = readonly [Step, Step];

function pairSteps(before: readonly Step[], after: readonly Step[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let [oldAt, newAt] = [0, 0];
  for (const [oldIndex, newIndex] of [
    ...equalSteps(before.map(shapeOf), after.map(shapeOf)),
    [before.length, after.length] as const,
  ]) {
    pairs.push(...pairByKind(before.slice(oldAt, oldIndex), after.slice(newAt, newIndex)));
    const [oldStep, newStep] = [before[oldIndex], after[newIndex]];
    if (oldStep && newStep) pairs.push([oldStep, newStep]);
    [oldAt, newAt] = [oldIndex + 1, newIndex + 1];
  }
  return pairs;
}

/** Steps that were changed: of the same kind, in order. */
function pairByKind(before: readonly Step[], after: readonly Step[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let from = 0;
  for (const step of before) {
    const index = after.findIndex((other, at) => at >= from && other.kind === step.kind);
    const same = after[index];
    if (!same) continue;
    pairs.push([step, same]);
    from = index + 1;
  }
  return pairs;
}

/** What a step says by itself, without its id and what stands inside. */
function shapeOf(step: Step): string {
  return canonicalJson({ ...renameBlocks(step, () => ''), id: '' });
}

/** Places of the longest common subsequence, in order. */
function equalSteps(
  before: readonly string[],
  after: readonly string[],
): readonly (readonly [number, number])[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start])
    start += 1;
  let [oldEnd, newEnd] = [before.length, after.length];
  while (oldEnd > start && newEnd > start && before[oldEnd - 1] === after[newEnd - 1]) {
    oldEnd -= 1;
    newEnd -= 1;
  }
  const head = Array.from({ length: start }, (_, at) => [at, at] as const);
  const tail = Array.from(
    { length: before.length - oldEnd },
    (_, at) => [oldEnd + at, newEnd + at] as const,
  );
  const middle = longestCommon(before.slice(start, oldEnd), after.slice(start, newEnd));
  return [...head, ...middle.map(([a, b]) => [a + start, b + start] as const), ...tail];
}

function longestCommon(
  before: readonly string[],
  after: readonly string[],
): readonly (readonly [number, number])[] {
  const width = after.length + 1;
  if (before.length * width > MAX_CELLS) return [];
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  let [row, column] = [0, 0];
  while (row < before.length && column < after.length) {
    if (before[row] === after[column]) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}
