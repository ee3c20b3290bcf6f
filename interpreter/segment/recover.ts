import type { Value, Variables } from '../../plan/value';
import type { BranchFrame, Failure, Undo } from '../../plan/walk';
import { Branch } from '../branch';
import type { EffectHost, Outcome } from '../host';
import { fail, forkBase, forkMove, settle, walk, workAtHand } from '../run-steps';
import { isWork, keyOf } from './perform-step';
import type { Segment } from './segment';

const STATEMENT_SLICE = 20_000;

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
  const { where, input, incarnation, host } = segment;
  let time = (await where.store.beganAt(input.runId, frame.path)) ?? input.clock;
  const clock = (): number => time;
  const own = where.effectHost(input, host.plan, { incarnation, clock });
  const branch = new Branch(frame, base, host.plan, clock);
  for (;;) {
    const stop = walk(branch, own, STATEMENT_SLICE);
    if (stop.at === 'end' || stop.at === 'wait') return branch;
    if (stop.at === 'budget') await where.breathe();
    if (stop.at === 'fork' && !(await walkFork(segment, branch, own))) return branch;
    if (stop.at !== 'perform') continue;
    const at = await takeRow(segment, branch, own);
    if (at === undefined) return branch;
    time = Math.max(time, at);
  }
}

/** Gives the step at hand what its row has recorded, and the time of the row; undefined without one. */
async function takeRow(
  segment: Segment,
  branch: Branch,
  own: EffectHost,
): Promise<number | undefined> {
  if (branch.memory?.closed) return undefined;
  const work = workAtHand(branch, own);
  if (!isWork(work)) {
    fail(branch, work);
    return own.now();
  }
  const key = keyOf(segment, branch, work.part);
  const row = await segment.where.store.recorded(segment.input.runId, key);
  if (!row) return undefined;
  const outcome: Outcome =
    row.failure === null
      ? { kind: 'done', result: JSON.parse(row.result ?? 'null') as Value, at: row.at }
      : { kind: 'failed', failure: JSON.parse(row.failure) as Failure };
  settle(branch, outcome, own);
  return row.at;
}

/** Walks the branches of a fork below; true when that has settled it. */
async function walkFork(segment: Segment, branch: Branch, own: EffectHost): Promise<boolean> {
  const view = branch.view();
  const children: Branch[] = [];
  let frames = branch.memory?.children ?? [];
  for (;;) {
    for (const frame of frames) {
      const base = forkBase(branch, { frame, view, siblings: children });
      children.push(await walkRecorded(segment, frame, base));
    }
    const move = forkMove(branch, children);
    if ('over' in move) {
      settle(branch, { kind: 'joined', children, failure: move.over, expired: false }, own);
      return true;
    }
    if (move.begin.length === 0) break;
    frames = move.begin;
  }
  if (branch.memory)
    branch.memory = { ...branch.memory, children: children.map((each) => each.toFrame()) };
  return false;
}
