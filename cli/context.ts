import type { Command } from 'commander';
import type { Environment } from '../runtime/config';
import { EXIT, type ExitCode } from './exit-codes';
import type { Output } from './output';
import { createPaint, type Paint } from './paint';

/** What every command is given. */
export interface Context {
  readonly env: Environment;
  readonly cwd: string;
  readonly output: Output;
  /** True when standard output has to be one JSON document. */
  readonly json: boolean;
  readonly paint: Paint;
}

/** What a command needs from its surroundings; the process gives the real ones, a test its own. */
export type Surroundings = Pick<Context, 'env' | 'cwd' | 'output'>;

/** Runs the work of a command and keeps its exit code. */
export type Invoke = (
  command: Command,
  work: (context: Context) => Promise<ExitCode>,
) => Promise<void>;

/** Adds one command to the program. */
export type Register = (program: Command, invoke: Invoke) => void;

/** The context of one call. */
export function createContext(surroundings: Surroundings, json: boolean): Context {
  return { ...surroundings, json, paint: createPaint(surroundings.output) };
}

/** Prints a result: the document as JSON, or the lines for a person. Gives exit code 0. */
export function show(
  { output, json }: Context,
  document: unknown,
  lines: () => readonly string[],
): typeof EXIT.ok {
  if (json) output.print(JSON.stringify(document, null, 2));
  else for (const line of lines()) output.print(line);
  return EXIT.ok;
}

/** Says what is going on: part of the show for a person, beside the document with `--json`. */
export function say({ output, json }: Context, line: string): void {
  if (json) output.tell(line);
  else output.print(line);
}
