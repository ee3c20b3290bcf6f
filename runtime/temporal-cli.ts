import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../plan/errors';
import type { TemporalCliConfig } from './config';
import { waitForLock } from './lock';
import type { Progress } from './progress';
import { runBriefly } from './run-briefly';
import { buildTemporalCli } from './temporal-build';
import { downloadTemporalCli, temporalCliVersion, type DownloadLimits } from './temporal-download';

/** A Temporal command that runs. */
export interface TemporalCli {
  readonly path: string;
  /** What it says of itself, for example `temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)`. */
  readonly version: string;
}

/** Looks for the command without fetching it: TEMPORAL_CLI_PATH, then PATH, then the cache. */
export async function findTemporalCli(config: TemporalCliConfig): Promise<TemporalCli | undefined> {
  if (config.path !== undefined) return requireGivenCli(config.path);
  return (await tryCli('temporal')) ?? (await tryCli(cachedCliPath(config)));
}

/**
 * Finds the command, or fetches it into the cache: the verified official download, else a build with Go.
 * Two starts at once fetch it once. Says what it does; throws an AppError that lists what was tried.
 */
export async function ensureTemporalCli(
  config: TemporalCliConfig,
  onProgress: Progress,
  limits?: DownloadLimits,
): Promise<TemporalCli> {
  const found = await findTemporalCli(config);
  if (found !== undefined) return found;
  const target = cachedCliPath(config);
  mkdirSync(dirname(target), { recursive: true });
  const lock = await waitForLock(join(dirname(target), 'lock'), (holder) => {
    onProgress(`temporal: process ${holder.pid} is fetching it already, waiting for it`);
  });
  try {
    return (await tryCli(target)) ?? (await fetchCli(config, onProgress, limits));
  } finally {
    lock.release();
  }
}

/** Where a fetched command is kept. */
export function cachedCliPath(config: TemporalCliConfig): string {
  return join(config.cacheDir, `temporal-${temporalCliVersion}`, 'temporal');
}

async function fetchCli(
  config: TemporalCliConfig,
  onProgress: Progress,
  limits: DownloadLimits | undefined,
): Promise<TemporalCli> {
  const target = cachedCliPath(config);
  const ways = [
    { name: 'download', run: () => downloadTemporalCli(config, target, onProgress, limits) },
    { name: 'build', run: () => buildTemporalCli(target, onProgress) },
  ];
  const reasons: string[] = [];
  for (const way of ways) {
    try {
      await way.run();
      const cli = await tryCli(target);
      if (cli !== undefined) return cli;
      reasons.push(`${way.name}: the program does not run on this machine`);
    } catch (error) {
      reasons.push(`${way.name}: ${(error as Error).message}`);
    }
    onProgress(`temporal: ${reasons.at(-1) ?? ''}`);
  }
  throw new AppError('STACK_TEMPORAL_CLI', {
    reason: reasons.join('; ').slice(0, 490),
    advice:
      'Install it and put it on PATH or in TEMPORAL_CLI_PATH, or install Go, or set TEMPORAL_ADDRESS to a Temporal of your own.',
  });
}

/** A path that somebody has given is used or refused, never replaced by another one. */
async function requireGivenCli(path: string): Promise<TemporalCli> {
  const cli = await tryCli(resolve(path));
  if (cli !== undefined) return cli;
  throw new AppError('STACK_SETTING_INVALID', {
    setting: 'TEMPORAL_CLI_PATH',
    value: path,
    expected: existsSync(path) ? 'a Temporal command that runs here' : 'an existing file',
  });
}

async function tryCli(path: string): Promise<TemporalCli | undefined> {
  const version = await runBriefly(path, ['--version']);
  return version?.startsWith('temporal version') === true ? { path, version } : undefined;
}
