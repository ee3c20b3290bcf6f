import type { Variables } from '../../plan/value';
import type { BranchFrame } from '../../plan/walk';
import type { Branch } from '../branch';
import type { Pending } from './durable-host';

/**
 * One branch of a run that is under way. `flying`: an activity has it; `resting`: it has used up its budget
 * and goes on in the next task; `queued`: this task takes no more activities; `held`: the run is paused, and it goes on when that ends; `closed`: the workflow has decided against it.
 */
export interface LiveBranch {
  branch: Branch;
  readonly parent: LiveBranch | undefined;
  children: LiveBranch[];
  state:
    'ready' | 'queued' | 'held' | 'flying' | 'waiting' | 'resting' | 'forked' | 'ended' | 'closed';
  /** Of a branch that is flying: true where somebody outside is called. */
  calls?: boolean;
  /** What an operator has set while the branch's activity was under way. */
  sets?: Variables | undefined;
  /** The timer or activity that the branch waits for. */
  pending: Pending<unknown> | undefined;
}

const IDLE: ReadonlySet<LiveBranch['state']> = new Set<LiveBranch['state']>([
  ...(['waiting', 'held', 'queued', 'forked', 'ended', 'closed'] as const),
]);

/** True while nothing is under way for the branch. */
export function isIdle({ state }: LiveBranch): boolean {
  return IDLE.has(state);
}

/** How many activities are under way, and how many of them are stretches of short steps. */
export interface UnderWay {
  readonly all: number;
  readonly short: number;
}

/** What is under way for these branches. */
export function countUnderWay(branches: Iterable<LiveBranch>): UnderWay {
  const flying = [...branches].filter(({ state }) => state === 'flying');
  return { all: flying.length, short: flying.filter(({ calls }) => !calls).length };
}

/** A branch and everything below it, in the order of the text. */
export function* everyBranch(live: LiveBranch): Generator<LiveBranch> {
  yield live;
  for (const child of live.children) yield* everyBranch(child);
}

/** The frame of a branch with those of its children in it: what continue-as-new carries. */
export function snapshot(live: LiveBranch): BranchFrame {
  const frame = live.branch.toFrame();
  if (live.children.length === 0) return frame;
  const children = live.children.map(snapshot);
  const levels = frame.levels.map((level, index) =>
    index === frame.levels.length - 1 && level.memory
      ? { ...level, memory: { ...level.memory, children } }
      : level,
  );
  return { ...frame, levels };
}

/** Ends the timers and activities of a branch and of all below it; gives their paths. */
export function closeBranch(live: LiveBranch): void {
  for (const each of everyBranch(live)) {
    if (each.state === 'ended') continue;
    each.state = 'closed';
    each.pending?.cancel();
    each.pending = undefined;
  }
}
