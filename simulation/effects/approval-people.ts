import type { ApprovalRules } from '../../plan/effects';
import type { Value, Variables } from '../../plan/value';
import type { ApprovalRow, RunRows } from '../run-rows';

/** The people that names stand for, in order, each once, without those who may not decide. */
export function peopleOf(rows: RunRows, { people, noSelf }: ApprovalRules): readonly string[] {
  const excluded = new Set(noSelf ? rows.requesters.map(nameKey) : []);
  const members = people.flatMap((name) => {
    const isMany = /^(?:group|role):/i.test(name);
    return isMany ? (rows.groups.get(nameKey(name)) ?? []) : [name];
  });
  const byKey = new Map<string, string>();
  for (const name of members) {
    const key = nameKey(name);
    if (!excluded.has(key) && !byKey.has(key)) byKey.set(key, name.trim());
  }
  return [...byKey.values()];
}

/** True where this decision counts. */
export function mayDecide({ rules, people }: ApprovalRow, decision: Variables): boolean {
  if (!rules) return true;
  const key = nameKey(decision['decidedBy']);
  const hasComment = nameKey(decision['comment']) !== '';
  return people.some((name) => nameKey(name) === key) && (hasComment || !rules.commentRequired);
}

/** Counts a vote, which takes the place of an earlier one. Gives the outcome as soon as it is sure. */
export function countVote(approval: ApprovalRow, needed: number, vote: Variables): boolean | null {
  const { votes, people } = approval;
  const key = nameKey(vote['decidedBy']);
  const { approved = null, decidedBy: by = null, comment = null, decidedAt: at = null } = vote;
  const known = votes.get(key);
  if (known?.['approved'] !== approved || known['comment'] !== comment) {
    votes.delete(key);
    votes.set(key, { by, approved, comment, at });
  }
  const yes = [...votes.values()].filter((each) => each['approved'] === true).length;
  if (yes >= needed) return true;
  return people.length - (votes.size - yes) < needed ? false : null;
}

/** A name in the form in which names are compared. */
export function nameKey(name: Value | undefined): string {
  return typeof name === 'string' ? name.trim().toLowerCase() : '';
}
