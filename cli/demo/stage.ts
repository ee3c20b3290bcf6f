import { join } from 'node:path';
import { readRuntimeConfig, type RuntimeConfig } from '../../runtime/config';
import { startStack, type Stack } from '../../runtime/stack';
import { openDatabase, type Database } from '../../store/database';
import { addressesOf, type Addresses } from '../banner';
import { createClient, type Client } from '../client';
import { readApiKey } from '../connection';
import type { Context } from '../context';
import { projectDir } from '../project-dir';
import { migrateDatabase } from '../stack-flags';
import { crashEnvironment, disarm, watchWorker, type WorkerWatch } from './crash';
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

/** Starts the stack with a worker that will kill itself once. Close the database before stopping the stack. */
export async function openStage(plan: StagePlan): Promise<Stage> {
  const { context, narrator, config, signal } = plan;
  let watch: WorkerWatch | undefined;
  const stack = await startStack(config, {
    onProgress: (line) => {
      if (watch?.hear(line) !== true) narrator.line(context.paint('dim', line));
    },
    migrate: migrateDatabase,
    workerEnv: crashEnvironment,
    signal,
  });
  try {
    const { worker } = stack.children;
    if (worker === undefined) throw new DemoFailure('the stack has no worker');
    disarm(worker);
    watch = watchWorker(worker, narrator);
    const apiKey = context.env['EVERSTEP_API_KEY'] ?? readApiKey(stack.dataDir);
    return {
      context,
      narrator,
      stack,
      addresses: addressesOf(stack),
      client: createClient({ url: stack.apiUrl, apiKey }),
      database: openDatabase(stack.databaseUrl, { max: 2, applicationName: 'everstep-demo' }),
      watch,
      cliCall: cliCall(context, stack.dataDir),
    };
  } catch (error) {
    await stack.stop();
    throw error;
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
