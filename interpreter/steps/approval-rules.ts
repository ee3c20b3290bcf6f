import type { ApprovalRules } from '../../plan/effects';
import { AppError } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { Value } from '../../plan/value';
import type { Branch } from '../branch';
import { evaluate, toNumber, toText } from '../evaluate';
import { readDuration } from '../limits';

/** How many names one request may have; a group may have more members. */
const MAX_NAMES = 100;

/** Reminders come at most once a minute. */
const SHORTEST_REMINDER_MS = 60_000;

/** Who is asked, as people read it: the names of a list are joined. */
export function askedText(value: Value): string {
  return isList(value) ? value.map((name) => toText(name)).join(', ') : toText(value);
}

/** Who is asked: those of FROM, or those whom it was escalated to. */
export interface Whom {
  readonly value: Value;
  readonly isEscalated: boolean;
}

/** `escalatedTo` is null before an escalation. */
export function readWhom({ from }: StepOf<'approval'>, branch: Branch, escalatedTo: Value): Whom {
  const isEscalated = escalatedTo !== null;
  return { value: isEscalated ? escalatedTo : evaluate(from, branch), isEscalated };
}

/**
 * The rules of a request; undefined where it has none, which asks for the decision of anybody named. After an
 * escalation the first decision counts.
 */
export function readRules(
  step: StepOf<'approval'>,
  branch: Branch,
  asked: Whom,
): ApprovalRules | undefined {
  const people = namesIn(asked.value);
  if (people.length > MAX_NAMES) {
    const expected = `at most ${MAX_NAMES} names`;
    throw new AppError('VALUE_RANGE', { where: 'FROM', found: people.length, expected });
  }
  const { noSelf = false, commentRequired = false, remindEvery } = step;
  const needed = asked.isEscalated ? null : readNeeded(step, branch);
  if (needed === null && !noSelf && !commentRequired && !remindEvery && isPlain(asked.value)) {
    return undefined;
  }
  const remindEveryMs = readReminder(step, branch);
  return { people, needed, noSelf, commentRequired, remindEveryMs };
}

/** True where nothing but names in one text is given. */
function isPlain(value: Value): boolean {
  return !isList(value) && !namesIn(value).some((name) => /^(?:group|role):/i.test(name));
}

function readReminder({ remindEvery }: StepOf<'approval'>, branch: Branch): number | null {
  const remindEveryMs = readDuration(remindEvery, branch, 'REMIND EVERY');
  if (remindEveryMs === null || remindEveryMs >= SHORTEST_REMINDER_MS) return remindEveryMs;
  const expected = `at least ${SHORTEST_REMINDER_MS / 1000} seconds`;
  throw new AppError('VALUE_RANGE', {
    ...{ where: 'REMIND EVERY', found: remindEveryMs / 1000, expected },
  });
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function namesIn(value: Value): readonly string[] {
  const texts = isList(value) ? value.map((name) => toText(name)) : [toText(value)];
  return texts
    .flatMap((text) => text.split(/[,;]/))
    .map((name) => name.trim())
    .filter(Boolean);
}

function readNeeded({ quorum }: StepOf<'approval'>, branch: Branch): ApprovalRules['needed'] {
  if (quorum === undefined) return null;
  if (quorum === 'all') return 'all';
  if (quorum === 'any') return 1;
  const count = toNumber(evaluate(quorum.count, branch), 'FROM n OF');
  if (Number.isInteger(count) && count >= 1) return count;
  const expected = 'a whole number from 1';
  throw new AppError('VALUE_RANGE', { where: 'FROM n OF', found: count, expected });
}
