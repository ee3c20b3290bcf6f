import { AppError } from '../../plan/errors';
import type { Expression } from '../../plan/expression';
import type { Value } from '../../plan/value';
import { isNull, listOf, wrongType } from '../value/kinds';
import { operand } from '../value/number';
import type { Scope } from '../value/scope';
import { toText } from '../value/text';

/** What a function does with its arguments. It changes none of them. */
type Run = (args: readonly Value[], scope: Scope) => Value;

/** A function of the language with the least and the greatest number of its arguments. */
export interface FunctionEntry {
  readonly min: number;
  readonly max: number;
  readonly run: Run;
  /** Present where an argument may stay unevaluated: the expression that stands for the call. */
  readonly rewrite?: (args: readonly Expression[]) => Expression;
}

/** Functions of one family by lower-case name. */
export type Family = Readonly<Record<string, FunctionEntry>>;

/** Describes a function. */
export function define(min: number, max: number, run: Run): FunctionEntry {
  return { min, max, run };
}

/** True when a function takes so many arguments. */
export function takes({ min, max }: FunctionEntry, count: number): boolean {
  return count >= min && count <= max;
}

/** The error for a wrong number of arguments; `hidden` ones are not counted in its message. */
export function arityError(
  name: string,
  { min, max }: FunctionEntry,
  count: number,
  hidden = 0,
): AppError {
  const [least, most, found] = [min - hidden, max - hidden, count - hidden];
  const range = least === most ? String(least) : `${least} to ${most}`;
  const expected = `${range} ${range === '1' ? 'argument' : 'arguments'}`;
  return new AppError('FUNCTION_ARGUMENTS', { name, expected, found });
}

/** An argument, NULL where there is none. */
export function argument(args: readonly Value[], index: number): Value {
  return args[index] ?? null;
}

/** An argument as text. */
export function textArgument(args: readonly Value[], index: number): string {
  return toText(argument(args, index));
}

/** An argument as a number; NULL counts as 0. */
export function numberArgument(args: readonly Value[], index: number, where: string): number {
  return operand(argument(args, index), where);
}

/** An argument as a whole number between two bounds that are far apart enough for any use. */
export function countArgument(args: readonly Value[], index: number, where: string): number {
  const value = Math.trunc(numberArgument(args, index, where));
  return Math.min(Math.max(value, -2_147_483_648), 2_147_483_647);
}

/** An argument as a list: NULL is empty, a record set is its rows. Anything else is `VALUE_TYPE`. */
export function listArgument(
  args: readonly Value[],
  index: number,
  where: string,
): readonly Value[] {
  const value = argument(args, index);
  const items = isNull(value) ? [] : listOf(value);
  if (!items) throw wrongType(where, 'a list', value);
  return items;
}
