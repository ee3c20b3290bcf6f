#!/usr/bin/env node
import { createOutput } from './output';
import { runCli } from './program';

/** Process entry: the command line of this process, with its streams and environment. */
async function main(): Promise<void> {
  const output = createOutput({ stdout: process.stdout, stderr: process.stderr }, process.env);
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', ignoreBrokenPipe);
  process.exitCode = await runCli(process.argv.slice(2), {
    env: process.env,
    cwd: process.cwd(),
    output,
  });
}

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

void main();
