import { join } from 'node:path';
import { AppError } from '../../plan/errors';
import { readRuntimeConfig, type RuntimeConfig } from '../../runtime/config';
import { startStack, type Stack } from '../../runtime/stack';
import { openDatabase, type Database } from '../../store/database';
import { addressesOf, type Addresses } from '../banner';
import { createClient, type Client } from '../client';
import { findApiKey } from '../connection';
import type { Context } from '../context';
import { projectDir } from '../project-dir';
import { migrateDatabase } from '../stack-flags';
import { armWorker, watchWorker, type WorkerWatch } from './crash';
import { settleLeftovers } from './leftovers';
import { DemoFailure, type Narrator } from './narrator';

/** Everything that the demo plays on. */
export interface Stage {
  readonly context: Context;
  readonly narrator: Narrator;
  readonly stack: Stack;
  readonly addresses: Addresses;
  readonly client: Client;
  readonly database: Database;
  readonly watch: WorkerWatch;
  /** How the command line of this stack is called from another terminal. */
  readonly cliCall: string;
}

/** What a stage is built from. */
export interface StagePlan {
  readonly context: Context;
  readonly narrator: Narrator;
  readonly config: RuntimeConfig;
  readonly signal: AbortSignal;
}

/**
 * Starts the stack, lets the runs of an earlier demo come to rest, and then arms the worker: it will kill
 * itself once. Close the database before stopping the stack.
 */
export async function openStage(plan: StagePlan): Promise<Stage> {
  const { context, narrator, config, signal } = plan;
  let watch: WorkerWatch | undefined;
  const stack = await startStack(config, {
    onProgress: (line) => {
      if (watch?.hear(line) !== true) narrator.line(context.paint('dim', line));
    },
    migrate: migrateDatabase,
    signal,
  });
  try {
    const { worker } = stack.children;
    if (worker === undefined) throw new DemoFailure('the stack has no worker');
    const apiKey = findApiKey(context, stack.dataDir);
    const client = createClient({ url: stack.apiUrl, apiKey });
    await settleLeftovers(client, narrator, signal);
    await armWorker(worker);
    narrator.line(context.paint('dim', 'worker: started again, with a crash point in the refund'));
    watch = watchWorker(worker, narrator);
    return {
      context,
      narrator,
      stack,
      addresses: addressesOf(stack),
      client,
      database: openDatabase(stack.databaseUrl, { max: 2, applicationName: 'everstep-demo' }),
      watch,
      cliCall: cliCall(context, stack.dataDir),
    };
  } catch (error) {
    await stack.stop();
    throw signal.aborted ? new AppError('STACK_STOPPED', {}, { cause: error }) : error;
  }
}

/** The packages of this program, wherever it is called from, unless somebody chose others. */
export function withOwnPackages(config: RuntimeConfig, { env }: Context): RuntimeConfig {
  if ((env['EVERSTEP_PACKAGES_DIR'] ?? '') !== '') return config;
  return { ...config, packagesDir: join(projectDir(), 'bottemplates') };
}

function cliCall({ env, cwd }: Context, dataDir: string): string {
  const isUsual = readRuntimeConfig(env, { cwd }).dataDir === dataDir;
  return `${isUsual ? '' : `EVERSTEP_DATA_DIR=${dataDir} `}npm run -s everstep --`;
}
