import type { Value, Variables } from '../../plan/value';
import { FLAGS } from '../../plan/flags';
import type { InboxRow, Wait } from '../../plan/walk';
import { isOfPeople } from '../wait-of-people';
import { everyBranch, type LiveBranch } from './live-branch';

/** The branches that a retry or skip is meant for: those held, or the one that waits at the step named. */
export function branchesMeant(
  root: LiveBranch,
  { subject, payload }: InboxRow,
): readonly LiveBranch[] {
  const { step = null, path = null } = payload;
  return [...everyBranch(root)].filter(({ state, branch }) => {
    const wait = branch.memory?.wait;
    if (state !== 'waiting' || !wait) return false;
    const isNamed =
      (step === null || step === branch.step?.id) && (path === null || path === branch.path);
    return isNamed && (wait.kind === 'operator' || (subject === 'skip' && step !== null));
  });
}

/**
 * Sets variables in all branches that are open; in one whose activity is under way when that comes back, as
 * what an operator has set later wins. Gives the values that the run had.
 */
export function setEverywhere(root: LiveBranch, variables: Variables): Variables {
  const { writes, base } = root.branch;
  const before = Object.keys(variables).map((name): readonly [string, Value] => [
    name,
    writes[name] ?? base[name] ?? null,
  ]);
  for (const live of everyBranch(root)) {
    if (live.state === 'closed' || live.state === 'ended') continue;
    live.sets = { ...live.sets, ...variables };
    if (live.state !== 'flying') applySets(live);
  }
  return Object.fromEntries(before);
}

/** Sets what was set while the branch's activity was under way. */
export function applySets(live: LiveBranch): void {
  for (const [name, value] of Object.entries(live.sets ?? {})) live.branch.override(name, value);
  live.sets = undefined;
}

/** True where the time of a wait does not count while the run is frozen; runs of before know approvals only. */
export function isFrozenWait(wait: Wait | undefined, flags: readonly number[]): boolean {
  return isOfPeople(wait) && (wait.kind === 'approval' || flags.includes(FLAGS.boundedRuns));
}

/** The branches whose time stops while the run is frozen. */
export function branchesOfPeople(
  branches: Iterable<LiveBranch>,
  flags: readonly number[],
): readonly LiveBranch[] {
  return [...branches].filter(
    ({ state, branch }) => state === 'waiting' && isFrozenWait(branch.memory?.wait, flags),
  );
}

/** True while a step is under way, which may come to wait for an operator. */
export function isAtWork(branches: Iterable<LiveBranch>): boolean {
  return [...branches].some(({ state }) => state === 'flying' || state === 'queued');
}

/** Moves the deadline of a wait by the time that it did not count. */
export function postpone({ branch }: LiveBranch, milliseconds: number): void {
  const { memory } = branch;
  const wait = memory?.wait;
  if (!memory || !isOfPeople(wait) || wait.until === null) return;
  branch.memory = { ...memory, wait: { ...wait, until: wait.until + milliseconds } };
}
