import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { narrate, seconds, type Progress } from './progress';
import { runBriefly } from './run-briefly';
import { temporalCliVersion } from './temporal-download';

/** Builds the Temporal command from source with Go, whole or not at all. Throws a sentence that says why not. */
export async function buildTemporalCli(target: string, onProgress: Progress): Promise<void> {
  const go = await runBriefly('go', ['version']);
  if (go === undefined) throw new Error('Go is not installed');
  const source = `github.com/temporalio/cli/cmd/temporal@v${temporalCliVersion}`;
  const draft = join(dirname(target), `draft-${randomUUID()}`);
  const begun = Date.now();
  mkdirSync(draft, { recursive: true });
  try {
    onProgress(`temporal: building with ${go}: go install ${source} (once, about three minutes)`);
    await narrate(onProgress, 'temporal: go install', () => install(source, draft));
    renameSync(join(draft, 'temporal'), target);
    onProgress(`temporal: built after ${seconds(begun)}`);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function install(source: string, binDir: string): Promise<void> {
  const child = spawn('go', ['install', '-ldflags=-s -w', source], {
    cwd: binDir,
    env: { ...process.env, GOBIN: binDir, GOTOOLCHAIN: 'local', GOFLAGS: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stopBuild = (): void => {
    child.kill();
  };
  process.once('exit', stopBuild);
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-2000);
  });
  const outcome = await new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('close', (code, signal) => {
      resolve(signal ?? String(code));
    });
  });
  process.off('exit', stopBuild);
  if (outcome !== '0')
    throw new Error(`go install failed (${outcome}): ${words.trim().slice(-400)}`);
}
