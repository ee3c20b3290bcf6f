import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRuntimeConfig } from '../runtime/config';
import { readRuntimeFile } from '../runtime/runtime-file';
import { createClient, type ApiAddress, type Client } from './client';
import { NotRunning } from './client-errors';
import type { Context } from './context';

/** A client of EVERSTEP_URL, else of the stack that runs on the data directory; NotRunning without either. */
export function connectApi(context: Pick<Context, 'env' | 'cwd'>): Client {
  return createClient(findApi(context));
}

/** The key of the data directory goes only to the stack that runs there, never to another address. */
export function findApi({ env, cwd }: Pick<Context, 'env' | 'cwd'>): ApiAddress {
  const givenUrl = textOf(env['EVERSTEP_URL']);
  if (givenUrl !== undefined) {
    return { url: givenUrl.replace(/\/+$/, ''), apiKey: textOf(env['EVERSTEP_API_KEY']) };
  }
  const { dataDir } = readRuntimeConfig(env, { cwd });
  const url = readRuntimeFile(dataDir)?.apiUrl;
  if (url === undefined) throw new NotRunning();
  return { url, apiKey: findApiKey({ env }, dataDir) };
}

/** EVERSTEP_API_KEY, else the key that the API of a data directory has made; undefined as long as it has not. */
export function findApiKey({ env }: Pick<Context, 'env'>, dataDir: string): string | undefined {
  const given = textOf(env['EVERSTEP_API_KEY']);
  if (given !== undefined) return given;
  try {
    return textOf(readFileSync(join(dataDir, 'api-key'), 'utf8'));
  } catch {
    return undefined;
  }
}

function textOf(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === '' ? undefined : text;
}
