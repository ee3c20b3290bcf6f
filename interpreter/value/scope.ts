import type { Value } from '../../plan/value';

/** What an expression may ask of the walk: variables, time and chance, all of them repeatable. */
export interface Scope {
  /** The value of a variable, NULL when it is not set. The name is lower case. */
  read(name: string): Value;
  /** Milliseconds since 1970. */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
}
