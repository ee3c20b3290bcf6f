import { join } from 'node:path';
import type { RuntimeConfig } from '../../runtime/config';
import { readLockHolder } from '../../runtime/lock';
import { readStackConfig, type StackFlags } from '../stack-flags';
import type { Context } from '../context';

const mostFolders = 20;

/**
 * The configuration of a data directory that no stack runs on: the usual one, else a folder below it. So the
 * demo never disturbs a stack that is running.
 */
export function findFreeConfig(context: Context, flags: StackFlags): RuntimeConfig {
  const usual = readStackConfig(context, flags);
  let config = usual;
  for (let number = 1; isTaken(config.dataDir) && number <= mostFolders; number += 1) {
    const dataDir = join(usual.dataDir, number === 1 ? 'demo' : `demo-${number}`);
    config = readStackConfig(context, { ...flags, dataDir });
  }
  if (config === usual) return config;
  const note = `a stack runs on ${usual.dataDir}, so the demo uses ${config.dataDir}`;
  return { ...config, notes: [...config.notes, note] };
}

function isTaken(dataDir: string): boolean {
  return readLockHolder(join(dataDir, 'lock')) !== undefined;
}
