import { readRuntimeConfig } from '../runtime/config';
import { readRuntimeFile } from '../runtime/runtime-file';
import { NotRunning } from './client-errors';
import type { Context } from './context';

/** The database of DATABASE_URL, else of the stack that runs on the data directory; NotRunning without either. */
export function databaseUrl(
  { env, cwd }: Pick<Context, 'env' | 'cwd'>,
  { dataDir }: { readonly dataDir?: string } = {},
): string {
  const config = readRuntimeConfig(env, { cwd, ...(dataDir === undefined ? {} : { dataDir }) });
  const url = config.databaseUrl ?? readRuntimeFile(config.dataDir)?.databaseUrl;
  if (url === undefined) throw new NotRunning('DATABASE_URL is not set, and Everstep');
  return url;
}
