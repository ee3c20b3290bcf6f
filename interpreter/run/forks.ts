import type { Variables } from '../../plan/value';
import type { BranchFrame } from '../../plan/walk';
import type { Outcome } from '../host';
import { forkBase, forkMove } from '../run-steps';
import type { LiveBranch } from './live-branch';

/** Makes a branch of the run from its frame. */
type Open = (frame: BranchFrame, base: Variables, parent: LiveBranch) => LiveBranch;

/** Opens the branches that the frame has, then those that the step wants; gives the outcome when it is certain. */
export function beginFork(parent: LiveBranch, open: Open): Outcome | undefined {
  parent.state = 'forked';
  parent.children = [];
  const view = parent.branch.view();
  for (const frame of parent.branch.memory?.children ?? []) addChild(parent, view, frame, open);
  return advanceFork(parent, open);
}

/** Asks the step of a fork how it goes on, after one of its branches has ended. */
export function advanceFork(parent: LiveBranch, open: Open): Outcome | undefined {
  const move = forkMove(
    parent.branch,
    parent.children.map(({ branch }) => branch),
  );
  if ('settle' in move) return move.settle;
  if (move.begin.length === 0) return undefined;
  const view = parent.branch.view();
  for (const frame of move.begin) addChild(parent, view, frame, open);
  return undefined;
}

function addChild(parent: LiveBranch, view: Variables, frame: BranchFrame, open: Open): void {
  const siblings = parent.children.map(({ branch }) => branch);
  const base = forkBase(parent.branch, { frame, view, siblings });
  parent.children.push(open(frame, base, parent));
}
