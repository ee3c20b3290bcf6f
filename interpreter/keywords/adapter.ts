import type { Effect } from '../../plan/effects';
import { AppError } from '../../plan/errors';
import type { DateValue, ObjectValue, Value } from '../../plan/value';
import type { Work } from '../host';
import { dateValue } from '../value/date';
import { isNull } from '../value/kinds';
import { toText } from '../value/text';

/** A keyword as it was reached: its values, and where it stands. */
export interface Call {
  readonly name: string;
  readonly args: readonly Value[];
  /** Values after clause words, by the word in lower case: `to`, `subject`. */
  readonly clauses: Readonly<Record<string, Value>>;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly runId: string;
  /** Whose messages, files and tasks these are. */
  readonly owner: string;
  /** A UUID that is always the same for this step of this run. */
  readonly id: (part: string) => string;
}

/** What a keyword does: one effect, in the transaction of its step. */
export interface Deed {
  readonly effect: Effect;
  readonly events?: Work['events'];
  /**
   * What the statement gives, made from the answer of the effect; without it, that answer. The deed is made
   * anew for it, so it may rest on the answer and the arguments, and not on ids or the time.
   */
  readonly value?: (answer: ObjectValue) => Value;
}

export type Adapter = (call: Call) => Deed;

/** The id of the only row that was saved. */
export function savedId(answer: ObjectValue): Value {
  const [id] = answer['ids'] as unknown as readonly string[];
  return id ?? null;
}

/** A value in words for the author of a failing statement. */
export function missing(call: Call, expected: string): AppError {
  return new AppError('VALUE_TYPE', { where: call.name, expected, found: 'none' });
}

/** The text of an argument; fails where there is none. */
export function textAt(call: Call, index: number, expected: string): string {
  const text = toText(call.args[index] ?? null).trim();
  if (text === '') throw missing(call, expected);
  return text;
}

/** The text of an argument, null where there is none. */
export function optionalText(value: Value | undefined): string | null {
  return value === undefined || isNull(value) || value === '' ? null : toText(value);
}

/** A point in time as rows have it. */
export function timeOf(call: Call): DateValue {
  return dateValue(call.now);
}
