import type { Environment } from '../runtime/config';
import type { Output } from './output';
import { runCli } from './program';

/** What a command line did. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** An output that keeps what is written. */
export function createRecorder(): { readonly output: Output; result(code: number): CliResult } {
  const stdout: string[] = [];
  const stderr: string[] = [];
  return {
    output: {
      print: (line) => stdout.push(`${line}\n`),
      tell: (line) => stderr.push(`${line}\n`),
      hint: () => undefined,
      colour: false,
      columns: 120,
    },
    result: (code) => ({ code, stdout: stdout.join(''), stderr: stderr.join('') }),
  };
}

/** For tests: runs a command line in this process and keeps what it writes. */
export async function callCli(
  args: readonly string[],
  env: Environment = {},
  cwd = '/nowhere',
): Promise<CliResult> {
  const recorder = createRecorder();
  const code = await runCli(args, { env, cwd, output: recorder.output });
  return recorder.result(code);
}
