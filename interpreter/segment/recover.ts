import type { Variables } from '../../plan/value';
import type { BranchFrame, Undo } from '../../plan/walk';
import type { Branch } from '../branch';
import type { Outcome } from '../host';
import { forkBase } from '../run-steps';
import { RecordedWalk } from './recorded-walk';
import type { Segment } from './segment';

/**
 * The branches that a fork has closed, as their rows show them. Their paths are closed in the database, so
 * that nothing is added while they are read. Each is walked on from where the run knew it, by its rows alone.
 */
export async function recoverFork(
  segment: Segment,
  frames: readonly BranchFrame[],
): Promise<Outcome> {
  const view = segment.branch.view();
  const children: Branch[] = [];
  for (const frame of frames) {
    const base = forkBase(segment.branch, { frame, view, siblings: children });
    children.push(await walkRecorded(segment, frame, base));
  }
  return { kind: 'recovered', children };
}

/** What takes back everything that a run has done, also what it did not know of yet. */
export async function recoverRun(segment: Segment, frame: BranchFrame): Promise<readonly Undo[]> {
  const own = undoOf(await walkRecorded(segment, frame, segment.input.base));
  if (!frame.handling) return own;
  return [...own, ...undoOf(await walkRecorded(segment, frame.handling, {}))];
}

/** What a branch and those that are under way below it have to take back, in the order of doing. */
function undoOf(branch: Branch): readonly Undo[] {
  const below = branch.memory?.children ?? branch.memory?.closed ?? [];
  return [...branch.undo, ...below.flatMap(undoOfFrame)];
}

function undoOfFrame(frame: BranchFrame): readonly Undo[] {
  const memory = frame.levels.at(-1)?.memory;
  const below = memory?.children ?? memory?.closed ?? [];
  return [...(frame.undo ?? []), ...below.flatMap(undoOfFrame)];
}

async function walkRecorded(
  segment: Segment,
  frame: BranchFrame,
  base: Variables,
): Promise<Branch> {
  const { where, input } = segment;
  const from = (await where.store.beganAt(input.runId, frame.path)) ?? input.clock;
  return await new RecordedWalk(segment).walk(frame, base, from);
}
