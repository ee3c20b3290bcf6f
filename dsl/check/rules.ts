import type { Program } from '../basic/parser';
import type { Facts } from '../lower/facts';
import type { Reporter } from '../reporter';

/** Runs all rules over a program. */
export function checkProgram(_program: Program, _facts: Facts, _reporter: Reporter): void {
  // Filled by the rules.
}
