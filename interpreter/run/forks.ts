import { AppError } from '../../plan/errors';
import { FLAGS } from '../../plan/flags';
import type { Variables } from '../../plan/value';
import type { BranchFrame, Failure } from '../../plan/walk';
import { forkBase, forkMove } from '../run-steps';
import { everyBranch, type LiveBranch } from './live-branch';

/** Makes a branch of the run from its frame. */
type Open = (frame: BranchFrame, base: Variables, parent: LiveBranch) => LiveBranch;

/** Branches that a run has at once: all of them are in its state. */
const MAX_BRANCHES = 5000;

/** What a fork is over with; undefined while it is not. */
type Over = { readonly failure: Failure | null } | undefined;

/** Opens the branches that the frame has, then those that the step wants. */
export function beginFork(parent: LiveBranch, open: Open, flags: readonly number[]): Over {
  parent.state = 'forked';
  parent.children = [];
  const view = parent.branch.view();
  for (const frame of parent.branch.memory?.children ?? []) addChild(parent, view, frame, open);
  return advanceFork(parent, open, flags);
}

/** Asks the step of a fork how it goes on, after one of its branches has ended. */
export function advanceFork(parent: LiveBranch, open: Open, flags: readonly number[]): Over {
  const move = forkMove(
    parent.branch,
    parent.children.map(({ branch }) => branch),
  );
  if ('over' in move) return { failure: move.over };
  if (move.begin.length === 0) return undefined;
  if (flags.includes(FLAGS.boundedRuns)) {
    const failure = refuseMore(parent, move.begin.length);
    if (failure) return { failure };
  }
  const view = parent.branch.view();
  for (const frame of move.begin) addChild(parent, view, frame, open);
  return undefined;
}

/** The failure of a fork that would make the run too large. */
function refuseMore(parent: LiveBranch, more: number): Failure | undefined {
  let root = parent;
  while (root.parent) root = root.parent;
  const open = [...everyBranch(root)].filter(({ state }) => state !== 'ended').length;
  if (open + more <= MAX_BRANCHES) return undefined;
  const { code, message } = new AppError('RUN_BRANCHES', { limit: MAX_BRANCHES });
  return { code, message };
}

function addChild(parent: LiveBranch, view: Variables, frame: BranchFrame, open: Open): void {
  const siblings = parent.children.map(({ branch }) => branch);
  const base = forkBase(parent.branch, { frame, view, siblings });
  parent.children.push(open(frame, base, parent));
}
