import { parseProgram, type Program } from '../basic/parser';
import type { Diagnostic } from '../diagnostic';
import { Reporter } from '../reporter';
import { createSource, type SourceFile } from '../source';

/** A tree, and the mistakes of form that were met on the way to it. */
export interface ParsedText {
  readonly program: Program;
  readonly mistakes: readonly Diagnostic[];
}

/** Reads a text into a tree without compiling it. Never throws. */
export function readProgram(input: SourceFile): ParsedText {
  const reporter = new Reporter(createSource(input));
  const program = parseProgram(reporter);
  return { program, mistakes: reporter.finish() };
}

/** How many of the mistakes forbid a plan. */
export function countErrors(mistakes: readonly Diagnostic[]): number {
  return mistakes.filter(({ severity }) => severity === 'error').length;
}
