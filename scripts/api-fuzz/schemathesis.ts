import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const VERSION = '4.32.5';
const FOLDER = join(__dirname, '../../../scripts/api-fuzz');

/** Installs schemathesis below `cacheDir`, once. Gives its program; undefined where it cannot be had. */
export async function installSchemathesis(cacheDir: string): Promise<string | undefined> {
  const folder = join(cacheDir, `schemathesis-${VERSION}`);
  const program = join(folder, 'bin', 'st');
  if (existsSync(program)) return program;
  const run = promisify(execFile);
  try {
    await mkdir(cacheDir, { recursive: true });
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`]);
    return program;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
}

/** What is fuzzed, and how much. */
export interface Fuzzing {
  /** The description of the API. */
  readonly file: string;
  readonly url: string;
  readonly apiKey: string;
  readonly examples: number;
  readonly seed: number;
  /** Where each request and answer is written, as a HAR archive. */
  readonly har: string;
}

/** Sends requests made from the description, and judges the answers. Gives the exit code: 0 without findings. */
export async function runSchemathesis(program: string, fuzzing: Fuzzing): Promise<number> {
  const { file, url, apiKey, examples, seed, har } = fuzzing;
  const options = [
    ...['--config-file', join(FOLDER, 'schemathesis.toml'), 'run', file, '--url', url],
    ...['-H', `X-API-KEY: ${apiKey}`, '--seed', String(seed), '--continue-on-failure'],
    ...['--max-examples', String(examples), '--report', 'har', '--report-har-path', har],
    // Streams do not end, metrics are no JSON, and calls of webhooks have to be signed.
    ...['--exclude-path-regex', 'stream$|^/metrics|webhooks/in'],
  ];
  const child = spawn(program, options, {
    cwd: FOLDER,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, SCHEMATHESIS_HOOKS: 'hooks', PYTHONPATH: FOLDER },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}
