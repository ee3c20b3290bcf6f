import type { Variables } from '../../plan/value';
import type { BranchFrame, Failure } from '../../plan/walk';
import { forkBase, forkMove } from '../run-steps';
import type { LiveBranch } from './live-branch';

/** Makes a branch of the run from its frame. */
type Open = (frame: BranchFrame, base: Variables, parent: LiveBranch) => LiveBranch;

/** What a fork is over with; undefined while it is not. */
type Over = { readonly failure: Failure | null } | undefined;

/** Opens the branches that the frame has, then those that the step wants. */
export function beginFork(parent: LiveBranch, open: Open): Over {
  parent.state = 'forked';
  parent.children = [];
  const view = parent.branch.view();
  for (const frame of parent.branch.memory?.children ?? []) addChild(parent, view, frame, open);
  return advanceFork(parent, open);
}

/** Asks the step of a fork how it goes on, after one of its branches has ended. */
export function advanceFork(parent: LiveBranch, open: Open): Over {
  const move = forkMove(
    parent.branch,
    parent.children.map(({ branch }) => branch),
  );
  if ('over' in move) return { failure: move.over };
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
