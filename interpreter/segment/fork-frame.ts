import type { Plan, Step } from '../../plan/schema';
import type { Variables } from '../../plan/value';
import type { BranchFrame, Level, StepMemory } from '../../plan/walk';

/** Steps that ask, subscribe or begin in the name of their run: a fork does that anew. */
const ASKING: ReadonlySet<Step['kind'] | undefined> = new Set([
  'approval',
  'callChild',
  'hear',
  'waitEvent',
  'waitEvents',
]);

/** How the frame of another run becomes the beginning of a fork. */
export interface ForkChange {
  readonly plan: Plan;
  /** Set in every open branch. */
  readonly variables: Variables;
  /** How long ago the other run stood there, ms: time-outs of blocks do not count it. */
  readonly delayMs: number;
}

/** The frame of a branch, and of those below it, as a fork begins with it. Waits begin anew. */
export function forkFrame(frame: BranchFrame, change: ForkChange): BranchFrame {
  if (frame.end) return frame;
  const names = new Set(Object.keys(change.variables));
  const appends = Object.entries(frame.appends ?? {}).filter(([name]) => !names.has(name));
  return {
    ...frame,
    writes: { ...frame.writes, ...change.variables },
    appends: Object.fromEntries(appends),
    levels: frame.levels.map((level, index) =>
      index === frame.levels.length - 1 ? forkLevel(level, change) : level,
    ),
  };
}

function forkLevel(level: Level, change: ForkChange): Level {
  const { memory, ...rest } = level;
  if (!memory) return level;
  const step = change.plan.blocks[level.block]?.[level.index];
  if (memory.wait || memory.held || ASKING.has(step?.kind)) return rest;
  return { ...rest, memory: forkMemory(memory, change) };
}

function forkMemory(memory: StepMemory, change: ForkChange): StepMemory {
  return {
    ...memory,
    ...(memory.until !== undefined && { until: memory.until + change.delayMs }),
    ...(memory.children && {
      children: memory.children.map((child) => forkFrame(child, change)),
    }),
  };
}
