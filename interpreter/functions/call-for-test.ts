import { AppError } from '../../plan/errors';
import type { Expression } from '../../plan/expression';
import type { Value } from '../../plan/value';
import { evaluate, type Scope } from '../evaluate';

/** 5 March 2026, a Thursday, 14:07:09.045 UTC. */
export const NOW_MS = 1_772_719_629_045;

/** A scope for tests with these variables, a clock that stands still, and chance that is always 0.5. */
export function scopeWith(variables: Readonly<Record<string, Value>> = {}): Scope {
  return {
    read: (name) => (Object.hasOwn(variables, name) ? (variables[name] ?? null) : null),
    now: () => NOW_MS,
    random: () => 0.5,
  };
}

/** Calls a function of the language by its name. */
export function callFunction(name: string, ...args: readonly Value[]): Value {
  return evaluate({ op: 'call', name, args: args.map(variable) }, scopeOf(args));
}

/** Calls a method of a value by its name. */
export function callMethod(object: Value, name: string, ...args: readonly Value[]): Value {
  const [self, ...others] = [object, ...args].map(variable);
  if (!self) return null;
  return evaluate({ op: 'method', object: self, name, args: others }, scopeOf([object, ...args]));
}

/** The code of the `AppError` that an action throws; anything else that happens is told in words. */
export function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof AppError ? error.code : `not an AppError: ${String(error)}`;
  }
  return 'nothing was thrown';
}

/** A date value of a text in ISO form. */
export function date(text: string): Value {
  return { $date: text.length === 10 ? `${text}T00:00:00.000Z` : text };
}

function variable(_value: Value, index: number): Expression {
  return { op: 'variable', name: `v${index}` };
}

function scopeOf(values: readonly Value[]): Scope {
  return scopeWith(Object.fromEntries(values.map((value, index) => [`v${index}`, value])));
}
