import { execFile } from 'node:child_process';

/** Runs a short command and gives its first line of output; undefined when it fails, is missing or takes over ten seconds. */
export function runBriefly(command: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      { env: process.env, timeout: 10_000, killSignal: 'SIGKILL' },
      (error, stdout) => {
        resolve(error === null ? stdout.trim().split('\n')[0] : undefined);
      },
    );
  });
}
